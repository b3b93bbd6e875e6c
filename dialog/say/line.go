package say

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// OneLine makes typed text fit for one line: it folds white space and drops control and formatting
// characters, which can turn the text around them.
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

// Plainly returns the words of a text in lower case, with single spaces between them and nothing
// else.
func Plainly(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '_'
	}), " ")
}

// Lines makes typed text fit to be shown: each line as [OneLine] has it, and no more than one empty
// line in a row.
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

// Shorten returns a line of at most so many characters (code points), the last of them … if
// something is left out. It is for limits that the project sets for what a person reads, such as a
// title or a name in a list. Use [Cut] where Telegram sets the limit.
func Shorten(line string, runes int) string {
	if utf8.RuneCountInString(line) <= runes {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:runes-1])) + "…"
}

// Cut returns the beginning of a text, at most so many UTF-16 units, followed by … (one unit more)
// if something is left out. Telegram counts the length of its messages, captions and buttons in
// these units, so it is for what must fit there. Use [Shorten] for a limit in characters.
func Cut(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return text
}
