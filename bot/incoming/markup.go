package incoming

import (
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// markup writes a text with its entities as Telegram HTML. It leaves out entities that reach
// beyond the text, split a letter, overlap another without being nested in it, or can't be sent by
// a bot.
func markup(text string, entities []models.MessageEntity) string {
	w := htmlWriter{units: utf16.Encode([]rune(text))}
	for _, e := range inOrder(entities) {
		w.open(e)
	}
	w.closeUpTo(len(w.units))
	w.write(len(w.units))
	return w.out.String()
}

// inOrder sorts entities by where they begin, outer ones before those nested in them.
func inOrder(entities []models.MessageEntity) []models.MessageEntity {
	return slices.SortedStableFunc(slices.Values(entities), func(a, b models.MessageEntity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
}

// htmlWriter writes a text with tags.
type htmlWriter struct {
	units []uint16 // the text in UTF-16
	at    int      // the unit up to which it is written
	out   strings.Builder
	tags  []opened // the outermost first
}

// opened is a start tag that is not closed yet.
type opened struct {
	kind models.MessageEntityType
	end  int // in units
	tag  string
}

// open writes an entity's start tag if that gives valid HTML.
func (w *htmlWriter) open(e models.MessageEntity) {
	start, tag := tagsOf(e)
	if start == "" || e.Offset < w.at || e.Length <= 0 || e.Length > len(w.units)-e.Offset {
		return
	}
	begin, end := e.Offset, e.Offset+e.Length
	if w.cuts(begin) || w.cuts(end) {
		return
	}
	w.closeUpTo(begin)
	for _, o := range w.tags {
		if end > o.end || !mayHold(o.kind, e.Type) {
			return
		}
	}
	w.write(begin)
	w.out.WriteString(start)
	w.tags = append(w.tags, opened{e.Type, end, tag})
}

// mayHold reports whether Telegram keeps an entity that is nested in another.
func mayHold(outer, inner models.MessageEntityType) bool {
	switch {
	case outer == models.MessageEntityTypeCode, outer == models.MessageEntityTypePre, outer == inner:
		return false
	case isQuote(outer) && isQuote(inner):
		return false
	}
	return true
}

func isQuote(t models.MessageEntityType) bool {
	return t == models.MessageEntityTypeBlockquote || t == models.MessageEntityTypeExpandableBlockquote
}

// cuts reports whether a unit is the second half of a letter that takes two.
func (w *htmlWriter) cuts(at int) bool {
	return at > 0 && at < len(w.units) && w.units[at] >= 0xDC00 && w.units[at] <= 0xDFFF
}

// closeUpTo closes the tags that end at a unit or before it.
func (w *htmlWriter) closeUpTo(at int) {
	for n := len(w.tags) - 1; n >= 0 && w.tags[n].end <= at; n-- {
		w.write(w.tags[n].end)
		w.out.WriteString("</" + w.tags[n].tag + ">")
		w.tags = w.tags[:n]
	}
}

// write writes the text up to a unit.
func (w *htmlWriter) write(to int) {
	w.out.WriteString(escaped.Replace(string(utf16.Decode(w.units[w.at:to]))))
	w.at = to
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// tagsOf returns an entity's start tag and the name of its end tag; both are empty for what
// Telegram formats by itself and what a bot can't send.
func tagsOf(e models.MessageEntity) (start, name string) {
	switch e.Type {
	case models.MessageEntityTypeBold:
		name = "b"
	case models.MessageEntityTypeItalic:
		name = "i"
	case models.MessageEntityTypeUnderline:
		name = "u"
	case models.MessageEntityTypeStrikethrough:
		name = "s"
	case models.MessageEntityTypeSpoiler:
		name = "tg-spoiler"
	case models.MessageEntityTypeCode:
		name = "code"
	case models.MessageEntityTypePre:
		name = "pre"
	case models.MessageEntityTypeBlockquote:
		name = "blockquote"
	case models.MessageEntityTypeExpandableBlockquote:
		return "<blockquote expandable>", "blockquote"
	case models.MessageEntityTypeTextLink:
		return `<a href="` + html.EscapeString(e.URL) + `">`, "a"
	default:
		return "", ""
	}
	return "<" + name + ">", name
}
