package outgoing_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"ikmbot/bot/outgoing"
	"ikmbot/dialog"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// TestKeyboard_CopiesAndHandsOverWhatIsShown has the desk give its reply for every kind, pair of kinds,
// channel, length of a name and of a promise: each button copies one of the boxes, letter by letter,
// and WhatsApp is handed all of them.
func TestKeyboard_CopiesAndHandsOverWhatIsShown(t *testing.T) {
	t.Parallel()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	speaker := &speech.Speaker{Catalog: catalog}
	handed := 0
	for _, language := range []say.Language{"id", "en"} {
		for _, reply := range replies(language) {
			shown := boxes(speaker.HTML(language, reply.Parts))
			copied := []string{}
			for _, row := range outgoing.Keyboard(speaker, reply).InlineKeyboard {
				for _, b := range row {
					switch {
					case b.CopyText != nil:
						copied = append(copied, b.CopyText.Text)
					case b.URL != "":
						handed++
						text, isWhatsApp := strings.CutPrefix(b.URL, "https://wa.me/?text=")
						if got, err := url.PathUnescape(text); !isWhatsApp || err != nil || got != strings.Join(shown, "\n\n") || strings.ContainsAny(text, "+& \n#") {
							t.Errorf("WhatsApp is handed %q for %q", b.URL, shown)
						}
					}
				}
			}
			if fmt.Sprint(copied) != fmt.Sprint(shown) || len(shown) == 0 {
				t.Errorf("what is shown is not what is copied:\nshown  %q\ncopied %q", shown, copied)
			}
			for _, text := range copied {
				if n := len(utf16.Encode([]rune(text))); n > complaint.MostCopied {
					t.Errorf("%d units are copied: %q", n, text)
				}
			}
		}
	}
	if handed == 0 {
		t.Error("nothing is handed to WhatsApp")
	}
}

// boxes are the texts in boxes of a message, as a person reads them.
func boxes(html string) []string {
	texts := []string{}
	for _, box := range strings.Split(html, "<pre>")[1:] {
		inside, _, _ := strings.Cut(box, "</pre>")
		texts = append(texts, say.Plain(inside))
	}
	return texts
}

// replies are what the desk says to whoever is at its last step, and behind its folds with a reply.
func replies(language say.Language) []say.Reply {
	d := dialog.Dialog{Languages: say.Languages{{Language: "id"}, {Language: "en"}}}
	var all []say.Reply
	for _, kind := range complaint.Kinds {
		for _, also := range append([]complaint.Kind{""}, complaint.Kinds...) {
			for _, channel := range complaint.Channels {
				for _, buyer := range []string{"", "Bu <Ningsih> & anak", "Dinas Koperasi", strings.Repeat("n", 40)} {
					for _, promise := range []string{"", "besok + 50% & <pasti>", strings.Repeat("p", 160)} {
						c := complaint.Complaint{Kind: kind, Also: also, Channel: channel, Buyer: buyer, Promise: promise, Tongue: language, Step: complaint.StepTold}
						if also == kind {
							continue
						}
						for _, fold := range []string{"reply", "checked", "id", "en"} {
							s := turn.Session{Language: language, Place: turn.PlaceReady, Aside: turn.Aside{Kind: turn.AsideDesk, Complaint: c}}
							_, _, replies := d.Next(s, turn.Event{Kind: turn.Tapped, Data: "desk:fold." + fold})
							all = append(all, replies...)
						}
					}
				}
			}
		}
	}
	return all
}
