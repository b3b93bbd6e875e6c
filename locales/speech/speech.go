// Package speech says what the conversation says, a [dialog.Text], in words of the catalog: as
// Telegram HTML, or plain for labels, notices, tables and the profile.
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
	Link    string // to the bot, for texts that hold a link which starts it
}

// HTML is paragraphs as Telegram HTML; what comes from people is escaped.
func (s Speaker) HTML(l say.Language, parts []say.Text) string {
	return s.paragraphs(l, parts, markup{})
}

// Plain is paragraphs of messages without markup; what comes from people stands as it is.
func (s Speaker) Plain(l say.Language, parts ...say.Text) string {
	return s.paragraphs(l, parts, plain{})
}

// Label is what stands on a button.
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
			args[name] = *v.Count // a number, for it chooses the plural
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

// A form is how a text is written down.
type form interface {
	raw(words string) string               // what comes from people or from data
	due(words string, at time.Time) string // when something is to happen
}

// markup is Telegram HTML.
type markup struct{}

func (markup) raw(words string) string { return html.EscapeString(words) }

// due shows the words as they are. A tap on them offers the time for the calendar and as a reminder
// (Bot API 9.5); where the app is older, they are words.
func (markup) due(words string, at time.Time) string {
	return fmt.Sprintf(`<tg-time unix="%d">%s</tg-time>`, at.Unix(), words)
}

// plain is words alone.
type plain struct{}

func (plain) raw(words string) string              { return words }
func (plain) due(words string, _ time.Time) string { return words }
