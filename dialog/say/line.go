package say

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// OneLine makes what was typed fit for one line: white space is folded, and
// control and formatting characters, which can turn the text around them, go.
func OneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(clean), " ")
}

// Lines makes what was typed fit to be shown: each line as [OneLine] has it, and no more than
// one empty line between two.
func Lines(text string) string {
	var kept []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line = OneLine(line)
		if line != "" || len(kept) > 0 && kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.TrimRightFunc(strings.Join(kept, "\n"), unicode.IsSpace)
}

// Shorten is the beginning of a line, at most so many characters, with … where something is left out.
func Shorten(line string, runes int) string {
	if utf8.RuneCountInString(line) <= runes {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:runes-1])) + "…"
}

// Cut is the beginning of a text, at most so many UTF-16 units, with … behind it where something is
// left out.
func Cut(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}
