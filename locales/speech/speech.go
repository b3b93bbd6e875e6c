// Package speech says what the conversation says, a [dialog.Text], in words of the catalog: as
// Telegram HTML, or plain for labels, notices, tables and the profile.
package speech

import (
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
	return s.paragraphs(l, parts, html.EscapeString)
}

// Plain is paragraphs of messages without markup; what comes from people stands as it is.
func (s Speaker) Plain(l say.Language, parts ...say.Text) string {
	return s.paragraphs(l, parts, func(raw string) string { return raw })
}

// Label is what stands on a button.
func (s Speaker) Label(l say.Language, c say.Choice) string {
	text := s.Plain(l, c.Label)
	if c.Tick == "" {
		return text
	}
	return s.Catalog.Say(string(l), "button."+string(c.Tick), map[string]any{"Label": text})
}

func (s Speaker) paragraphs(l say.Language, parts []say.Text, escape func(string) string) string {
	said := make([]string, len(parts))
	for i, p := range parts {
		said[i] = strings.TrimSpace(s.text(l, p, escape))
	}
	return strings.Join(said, "\n\n")
}

func (s Speaker) text(l say.Language, t say.Text, escape func(string) string) string {
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
		args[name] = s.value(l, v, escape)
	}
	return s.Catalog.Say(string(l), t.Key, args)
}

func (s Speaker) value(l say.Language, v say.Value, escape func(string) string) string {
	switch {
	case v.Texts != nil:
		lines := make([]string, len(v.Texts))
		for i, t := range v.Texts {
			lines[i] = s.text(l, t, escape)
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
		return s.Catalog.Moment(string(l), time.UnixMilli(*v.Moment).In(v.Zone.Location()))
	case v.Start != "":
		return s.Link + "?start=" + v.Start
	}
	return escape(v.Raw)
}
