package simulator

import (
	"html"
	"regexp"
	"strings"
)

// What Telegram's apps make bold and italic of what is typed.
var (
	typedBold   = regexp.MustCompile(`\*\*(\S|\S.*?\S)\*\*`)
	typedItalic = regexp.MustCompile(`__(\S|\S.*?\S)__`)
)

// Type sends what was typed, as an answer to a message or to none, 0. As in Telegram's apps **so** is bold and __so__ italic.
func (p *Phone) Type(text string, reply int) {
	marked := typedBold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>")
	marked = typedItalic.ReplaceAllString(marked, "<i>$1</i>")
	f, err := format(marked, "html", nil)
	switch {
	case err == nil && strings.Contains(marked, "<") && len16(f.text) <= textLimit:
		p.send(Message{Text: f.text, Entities: f.entities, ReplyTo: reply})
	case reply != 0 && text != "":
		p.Reply(reply, text)
	default:
		p.Send(text)
	}
}
