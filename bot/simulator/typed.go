package simulator

import (
	"html"
	"regexp"
	"strings"
)

// The marks that Telegram's apps turn into bold and italic while a person types.
var (
	typedBold   = regexp.MustCompile(`\*\*(\S|\S.*?\S)\*\*`)
	typedItalic = regexp.MustCompile(`__(\S|\S.*?\S)__`)
)

// Type sends a typed text, as a reply unless reply is 0. **bold** and __italic__ are formatted as
// Telegram's apps do.
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
