package bot

import (
	"html"
	"regexp"
	"strings"
	"time"

	"ikmbot/dialog"
	"ikmbot/locales"
	"ikmbot/scoring/store"
)

// telegramLink is what stands before a username in a link.
const telegramLink = "https://t.me/"

// speaker makes words of a dialog's texts.
type speaker struct {
	catalog *locales.Catalog
	link    string // to the bot; without its name until that is known
}

// html is paragraphs as Telegram HTML; what comes from people is escaped.
func (s speaker) html(l dialog.Language, parts []dialog.Text) string {
	return s.paragraphs(l, parts, html.EscapeString)
}

// plain is paragraphs without markup, for labels, notices and the profile.
func (s speaker) plain(l dialog.Language, parts []dialog.Text) string {
	return s.paragraphs(l, parts, func(raw string) string { return raw })
}

// label is what stands on a button.
func (s speaker) label(l dialog.Language, c dialog.Choice) string {
	text := s.plain(l, []dialog.Text{c.Label})
	if c.Tick == "" {
		return text
	}
	return s.catalog.Say(string(l), "button."+string(c.Tick), map[string]any{"Label": text})
}

func (s speaker) paragraphs(l dialog.Language, parts []dialog.Text, escape func(string) string) string {
	said := make([]string, len(parts))
	for i, p := range parts {
		said[i] = strings.TrimSpace(s.text(l, p, escape))
	}
	return strings.Join(said, "\n\n")
}

func (s speaker) text(l dialog.Language, t dialog.Text, escape func(string) string) string {
	if t.Language != "" {
		l = t.Language
	}
	if len(t.Args) == 0 {
		return s.catalog.Say(string(l), t.Key, nil)
	}
	args := make(map[string]any, len(t.Args)+1)
	for name, v := range t.Args {
		if v.Count != nil && name == locales.Plural {
			args[name] = *v.Count // a number, for it chooses the plural
			continue
		}
		args[name] = s.value(l, v, escape)
	}
	return s.catalog.Say(string(l), t.Key, args)
}

func (s speaker) value(l dialog.Language, v dialog.Value, escape func(string) string) string {
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
		return s.catalog.Number(string(l), *v.Count)
	case v.Figure != nil:
		return s.catalog.Figure(string(l), *v.Figure)
	case v.Weight != nil:
		return s.catalog.Weight(string(l), *v.Weight)
	case v.Time != nil:
		return s.catalog.Day(string(l), time.UnixMilli(*v.Time).In(store.WIB))
	case v.Moment != nil:
		return s.catalog.Moment(string(l), time.UnixMilli(*v.Moment).In(v.Zone.Location()))
	case v.Start != "":
		return s.link + "?start=" + v.Start
	}
	return escape(v.Raw)
}

var tag = regexp.MustCompile(`</?[a-z][^<>]*>`)

// stripped is HTML as plain text, for when Telegram can't read the markup.
func stripped(s string) string {
	return html.UnescapeString(tag.ReplaceAllString(s, ""))
}
