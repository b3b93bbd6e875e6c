package broadcast

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"ikmbot/dialog/say"
)

// Telegram's limits of a text, in UTF-16 units without the markup: of a message, and of a caption.
const (
	maxText    = 4096
	maxCaption = 1024
)

var braced = regexp.MustCompile(`\{[^{}]*\}`)

// Beginning returns at most so many characters from the beginning of a text, plain and on one line.
func Beginning(markup string, runes int) string {
	return say.Shorten(say.OneLine(say.Plain(markup)), runes)
}

// Title returns the beginning of the Indonesian text, plain, at most 60 characters.
func (b Draft) Title() string { return Beginning(b.Texts[say.Indonesian], 60) }

// Tidy spells the placeholders of a text as the languages do, whatever capitals and spaces a
// keyboard has put there.
func Tidy(ls say.Languages, markup string) string {
	return braced.ReplaceAllStringFunc(strings.TrimSpace(markup), func(braces string) string {
		if placeholder(ls, braces) != "" {
			return "{" + strings.ToLower(strings.Trim(braces, "{} ")) + "}"
		}
		return braces
	})
}

// mostUnknown is how many unknown placeholders are named at once.
const mostUnknown = 5

// unknownPlaceholders returns the first words in braces that are no placeholder. A placeholder that
// is formatted in part is among them.
func unknownPlaceholders(ls say.Languages, markup string) []string {
	var unknown []string
	for _, braces := range braced.FindAllString(say.Plain(markup), -1) {
		if placeholder(ls, braces) == "" || !strings.Contains(markup, braces) {
			unknown = append(unknown, say.Shorten(say.OneLine(braces), 30))
		}
	}
	return unknown[:min(len(unknown), mostUnknown)]
}

// longest returns how long a text can become once its placeholders are filled, in UTF-16 units.
func longest(ls say.Languages, markup string) int {
	text := say.Plain(markup)
	n := len(utf16.Encode([]rune(text)))
	for _, braces := range braced.FindAllString(text, -1) {
		n += PlaceholderRoom[placeholder(ls, braces)] - len(utf16.Encode([]rune(braces)))
	}
	return n
}

// Faults lists the reasons why a broadcast's texts can't be sent.
func Faults(ls say.Languages, b Draft) []say.Text {
	limit := maxText
	if b.Media != nil {
		limit = maxCaption
	}
	var faults []say.Text
	for _, l := range ls.Tags() {
		text, written := b.Texts[l]
		language := say.Word("broadcast.language_" + string(l))
		unknown, n := unknownPlaceholders(ls, text), longest(ls, text)
		switch {
		case !written:
		case strings.TrimSpace(say.Plain(text)) == "":
			faults = append(faults, say.Message("broadcast.empty"))
		case unknown != nil:
			faults = append(faults, say.Text{Key: "broadcast.unknown_placeholder", Args: say.Args{"Names": RawList(unknown)}})
		case n > limit:
			key := "broadcast.too_long"
			if b.Media != nil {
				key = "broadcast.too_long_caption"
			}
			faults = append(faults,
				say.Text{Key: key, Args: say.Args{"Language": language, "Length": say.Count(n), "Max": say.Count(limit)}})
		}
	}
	return faults
}

// RawList returns a person's words on one line, with commas.
func RawList(words []string) say.Value {
	texts := make([]say.Text, len(words))
	for i, w := range words {
		texts[i] = say.Text{Key: "broadcast.quoted", Args: say.Args{"Word": say.Raw(w)}}
	}
	return say.Value{Texts: texts, Inline: true}
}
