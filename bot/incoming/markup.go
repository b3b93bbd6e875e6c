package incoming

import (
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// markup is a text with its entities as Telegram HTML. Entities that reach out of the text,
// cut a letter apart or overlap without one lying within the other are left out, as is what a
// bot can't send.
func markup(text string, entities []models.MessageEntity) string {
	w := writer{units: utf16.Encode([]rune(text))}
	for _, e := range inOrder(entities) {
		w.open(e)
	}
	w.closeUpTo(len(w.units))
	w.write(len(w.units))
	return w.out.String()
}

// inOrder gives the entities by where they begin, those that hold others first.
func inOrder(entities []models.MessageEntity) []models.MessageEntity {
	return slices.SortedStableFunc(slices.Values(entities), func(a, b models.MessageEntity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
}

// writer writes a text with tags.
type writer struct {
	units []uint16 // of the text
	at    int      // how far it is written
	out   strings.Builder
	tags  []opened // the outermost first
}

// opened is a tag that is still to be closed.
type opened struct {
	kind models.MessageEntityType
	end  int // in units
	tag  string
}

// open opens an entity's tag where that makes good HTML.
func (w *writer) open(e models.MessageEntity) {
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

// mayHold tells whether Telegram keeps an entity within another.
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

// cuts tells whether a place lies in the middle of a letter that takes two units.
func (w *writer) cuts(at int) bool {
	return at > 0 && at < len(w.units) && w.units[at] >= 0xDC00 && w.units[at] <= 0xDFFF
}

// closeUpTo closes the tags that end by a place.
func (w *writer) closeUpTo(at int) {
	for n := len(w.tags) - 1; n >= 0 && w.tags[n].end <= at; n-- {
		w.write(w.tags[n].end)
		w.out.WriteString("</" + w.tags[n].tag + ">")
		w.tags = w.tags[:n]
	}
}

// write writes the text up to a place.
func (w *writer) write(to int) {
	w.out.WriteString(escaped.Replace(string(utf16.Decode(w.units[w.at:to]))))
	w.at = to
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// tagsOf is an entity's start tag and the name that the end tag has; empty for what is
// formatted by itself or can't be sent by a bot.
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
