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

// LetterOf reads a letter from an event; it is empty where there is nothing in it that can be passed
// on.
func LetterOf(e turn.Event) Letter {
	if e.Media != nil && e.Media.Kind == say.MediaPhoto {
		return Letter{Text: say.Lines(e.Text), Photo: e.Media.File}
	}
	if e.Kind == turn.ContentSent {
		return Letter{}
	}
	return Letter{Text: say.Lines(e.Text)}
}

// fault says why a letter can't be sent; nil: it can.
func (l Letter) fault() *say.Text {
	most := maxLetter
	if l.Photo != "" {
		most = MaxUnderPicture
	}
	switch {
	case l == Letter{}:
		return &say.Text{Key: "inquiry.text_or_photo"}
	case len(utf16.Encode([]rune(l.Text))) > most:
		return &say.Text{Key: "inquiry.too_long", Args: say.Args{"Max": say.Count(most)}}
	}
	return nil
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
