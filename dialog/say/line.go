package say

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// OneLine makes typed text fit for one line: it folds white space and drops control and formatting
// characters, which can turn the text around them, except those that join emoji or letters. Of a
// text that shows nothing, nothing is left.
func OneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case isJoiner(r), isTag(r):
			return r
		case r == utf8.RuneError, unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, text)
	line := strings.Join(strings.Fields(joined([]rune(clean))), " ")
	if !strings.ContainsFunc(line, shows) {
		return ""
	}
	return line
}

// The characters that join their neighbours: the two of Unicode, and the flag that tags follow.
const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
	blackFlag = '\U0001f3f4'
)

func isJoiner(r rune) bool { return r == nonJoiner || r == joiner }

// isTag reports whether r is one of the tags that make a region's flag of the black flag.
func isTag(r rune) bool { return r >= 0xe0020 && r <= 0xe007f }

// joined drops the joiners and tags that join nothing: those beside a space or another joiner, those
// of Latin text, and tags that follow no flag.
func joined(text []rune) string {
	kept := make([]rune, 0, len(text))
	for i, r := range text {
		before, after := ' ', ' '
		if len(kept) > 0 {
			before = kept[len(kept)-1]
		}
		if i+1 < len(text) {
			after = text[i+1]
		}
		switch {
		case isJoiner(r) && (unicode.IsSpace(before) || before < unicode.MaxASCII || unicode.Is(unicode.Latin, before)):
		case isJoiner(r) && (unicode.IsSpace(after) || isJoiner(after) || isTag(after)):
		case isTag(r) && before != blackFlag && !isTag(before):
		default:
			kept = append(kept, r)
		}
	}
	return string(kept)
}

// blank holds the letters and symbols that show nothing: fillers of Hangul, the empty Braille
// pattern, and the empty note head.
const blank = "\u115f\u1160\u3164\uffa0\u2800\U0001d159"

// shows reports whether a character shows something by itself. A mark needs a letter to stand on.
func shows(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)) && !strings.ContainsRune(blank, r)
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
	return trimmed(string([]rune(line)[:runes-1])) + "…"
}

// Cut returns the beginning of a text, at most so many UTF-16 units, followed by … (one unit more)
// if something is left out. Telegram counts the length of its messages, captions and buttons in
// these units, so it is for what must fit there. Use [Shorten] for a limit in characters.
func Cut(text string, most int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > most {
			return trimmed(text[:i]) + "…"
		}
	}
	return text
}

// trimmed drops spaces around a text that was cut, and joiners that have lost what they join.
func trimmed(text string) string {
	return strings.TrimRightFunc(strings.TrimSpace(text), func(r rune) bool { return isJoiner(r) || unicode.IsSpace(r) })
}
