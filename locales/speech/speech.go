// Package speech puts the texts of the conversation, each a [say.Text], into words of the catalog:
// as Telegram HTML, or plain for labels, toasts, tables and the profile.
package speech

import (
	"fmt"
	"html"
	"strings"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/locales"
)

// Speaker says texts in every language of a catalog.
type Speaker struct {
	Catalog *locales.Catalog
	Link    string // to the bot, for texts with a link that starts it
}

// HTML returns paragraphs as Telegram HTML. Text that comes from people is escaped.
func (s Speaker) HTML(l say.Language, parts []say.Text) string {
	return s.paragraphs(l, parts, markup{})
}

// Plain returns paragraphs without markup. Text that comes from people is not escaped.
func (s Speaker) Plain(l say.Language, parts ...say.Text) string {
	return s.paragraphs(l, parts, plain{})
}

// Label returns the label of a button.
func (s Speaker) Label(l say.Language, c say.Choice) string {
	text := s.Plain(l, c.Label)
	if c.Tick == "" {
		return text
	}
	return s.Catalog.Say(string(l), "button."+string(c.Tick), map[string]any{"Label": text})
}

func (s Speaker) paragraphs(l say.Language, parts []say.Text, f form) string {
	said := make([]string, len(parts))
	for i, p := range parts {
		said[i] = strings.TrimSpace(s.text(l, p, f))
	}
	return strings.Join(said, "\n\n")
}

func (s Speaker) text(l say.Language, t say.Text, f form) string {
	if t.Language != "" {
		l = t.Language
	}
	if len(t.Args) == 0 {
		return s.Catalog.Say(string(l), t.Key, nil)
	}
	args := make(map[string]any, len(t.Args)+1)
	for name, v := range t.Args {
		if v.Count != nil && name == locales.Plural {
			args[name] = *v.Count // a number, because it chooses the plural form
			continue
		}
		args[name] = s.value(l, v, f)
	}
	return s.Catalog.Say(string(l), t.Key, args)
}

func (s Speaker) value(l say.Language, v say.Value, f form) string {
	switch {
	case v.Texts != nil:
		lines := make([]string, len(v.Texts))
		for i, t := range v.Texts {
			lines[i] = s.text(l, t, f)
		}
		if v.Inline {
			return strings.Join(lines, ", ")
		}
		return strings.Join(lines, "\n")
	case v.Count != nil:
		return s.Catalog.Number(string(l), *v.Count)
	case v.Figure != nil:
		return s.Catalog.Figure(string(l), *v.Figure)
	case v.Weight != nil:
		return s.Catalog.Weight(string(l), *v.Weight)
	case v.Time != nil:
		return s.Catalog.Day(string(l), time.UnixMilli(*v.Time).In(say.WIB.Location()))
	case v.Moment != nil:
		at := time.UnixMilli(*v.Moment)
		said := s.Catalog.Moment(string(l), at.In(v.Zone.Location()))
		if v.Due {
			return f.due(said, at)
		}
		return said
	case v.Start != "":
		return s.Link + "?start=" + v.Start
	}
	return f.raw(v.Raw)
}

// A form is a way to write down a text.
type form interface {
	raw(words string) string               // text that comes from people or from data
	due(words string, at time.Time) string // the time of an event to come
}

// markup is Telegram HTML.
type markup struct{}

func (markup) raw(words string) string { return html.EscapeString(words) }

// due makes the words a date_time entity (Bot API 9.5): a tap on them offers to put the time into
// the calendar or to set a reminder. An older app shows just the words.
func (markup) due(words string, at time.Time) string {
	return fmt.Sprintf(`<tg-time unix="%d">%s</tg-time>`, at.Unix(), words)
}

// plain is text without markup.
type plain struct{}

func (plain) raw(words string) string              { return words }
func (plain) due(words string, _ time.Time) string { return words }
