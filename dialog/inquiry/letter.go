package inquiry

import (
	"unicode/utf16"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Letter is what an owner writes to the officers, or an officer to an owner. Neither learns the
// other's Telegram account.
type Letter struct {
	Text  string // may be empty where there is a picture
	Photo string // Telegram's file id of a picture; empty: none
}

// letterOf reads a letter from an event, or says why the event is none.
func letterOf(e turn.Event) (Letter, *say.Text) {
	letter, most := Letter{Text: say.Lines(e.Text)}, maxLetter
	if e.Media != nil && e.Media.Kind == say.MediaPhoto {
		letter.Photo, most = e.Media.File, maxUnderPicture
	}
	switch {
	case e.Kind == turn.ContentSent && letter.Photo == "", letter == Letter{}:
		return Letter{}, &say.Text{Key: "inquiry.text_or_photo"}
	case len(utf16.Encode([]rune(letter.Text))) > most:
		return Letter{}, &say.Text{Key: "inquiry.too_long", Args: say.Args{"Max": say.Count(most)}}
	}
	return letter, nil
}

// quote returns the beginning of a letter on one line, at most so many UTF-16 units.
func (l Letter) quote(most int) say.Value {
	if l.Text == "" {
		return say.Word("inquiry.photo")
	}
	return say.Raw(say.Cut(say.OneLine(l.Text), most))
}

// with adds a letter below what the reply says.
func with(r say.Reply, letter Letter) say.Reply {
	if letter.Text != "" {
		r.Parts = append(r.Parts, say.Text{Key: "inquiry.letter", Args: say.Args{"Text": say.Raw(letter.Text)}})
	}
	r.Photo = letter.Photo
	return r
}
