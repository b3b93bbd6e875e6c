package dialog

import (
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's limits of a text, in UTF-16 units once the markup is read: of a message, and of
// what stands under a picture or file.
const (
	maxText    = 4096
	maxCaption = 1024
)

// PlaceholderRoom is how many UTF-16 units are kept free for what is put in a placeholder's place.
var PlaceholderRoom = map[string]int{"name": 2 * MaxNameRunes, "quadrant": 30, "strategy": 80}

var braced = regexp.MustCompile(`\{[^{}]*\}`)

// beginning is the first characters of a text, plain and in one line.
func beginning(markup string, runes int) string { return shortened(oneLine(Plain(markup)), runes) }

func shortened(line string, runes int) string {
	if utf8.RuneCountInString(line) <= runes {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:runes-1])) + "…"
}

// Title is the beginning of the Indonesian text, plain, at most 60 characters.
func (b Broadcast) Title() string { return beginning(b.Texts[Indonesian], 60) }

// tidy writes the placeholders of a text as the languages have them, whatever a keyboard makes
// of capitals and spaces.
func (ls Languages) tidy(markup string) string {
	return braced.ReplaceAllStringFunc(strings.TrimSpace(markup), func(braces string) string {
		if ls.placeholder(braces) != "" {
			return "{" + strings.ToLower(strings.Trim(braces, "{} ")) + "}"
		}
		return braces
	})
}

// mostUnknown is how many unknown placeholders are told at once.
const mostUnknown = 5

// unknownPlaceholders are the first of those of a text that nothing is put in the place of. One
// that is formatted in part is among them.
func (ls Languages) unknownPlaceholders(markup string) []string {
	var unknown []string
	for _, braces := range braced.FindAllString(Plain(markup), -1) {
		if ls.placeholder(braces) == "" || !strings.Contains(markup, braces) {
			unknown = append(unknown, shortened(oneLine(braces), 30))
		}
	}
	return unknown[:min(len(unknown), mostUnknown)]
}

// longest is how long a text can become, in UTF-16 units.
func (ls Languages) longest(markup string) int {
	text := Plain(markup)
	n := len(utf16.Encode([]rune(text)))
	for _, braces := range braced.FindAllString(text, -1) {
		n += PlaceholderRoom[ls.placeholder(braces)] - len(utf16.Encode([]rune(braces)))
	}
	return n
}

// faults tells what keeps a broadcast's texts from being sent.
func (ls Languages) faults(b Broadcast) []Text {
	limit := maxText
	if b.Media != nil {
		limit = maxCaption
	}
	var faults []Text
	for _, l := range ls.tags() {
		text, written := b.Texts[l]
		language := Words(say("broadcast.language_" + string(l)))
		unknown, n := ls.unknownPlaceholders(text), ls.longest(text)
		switch {
		case !written:
		case strings.TrimSpace(Plain(text)) == "":
			faults = append(faults, say("broadcast.empty"))
		case unknown != nil:
			faults = append(faults, Text{Key: "broadcast.unknown_placeholder", Args: Args{"Names": rawList(unknown)}})
		case n > limit:
			key := "broadcast.too_long"
			if b.Media != nil {
				key = "broadcast.too_long_caption"
			}
			faults = append(faults, Text{Key: key, Args: Args{"Language": language, "Length": Count(n), "Max": Count(limit)}})
		}
	}
	return faults
}

// rawList is words of a person in one line.
func rawList(words []string) Value {
	texts := make([]Text, len(words))
	for i, w := range words {
		texts[i] = Text{Key: "broadcast.quoted", Args: Args{"Word": Raw(w)}}
	}
	return Value{Texts: texts, Inline: true}
}
