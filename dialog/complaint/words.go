package complaint

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

//go:embed shorthand.txt
var shorthandFile string

// longestRead is how much of a complaint is read, in bytes. Its first sentences say what it is
// about, and Telegram lets 4096 characters through.
const longestRead = 4096

// anyNumber stands for any number.
const anyNumber = "#"

// shorthand returns shorthand.txt, which is read once: the usual words for abbreviations, spellings
// and regional variants.
var shorthand = sync.OnceValue(func() map[string][]string {
	shorthand, err := parseShorthand(shorthandFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return shorthand
})

// parseShorthand reads lines of the form "words: twin twin twin".
func parseShorthand(text string) (map[string][]string, error) {
	shorthand := map[string][]string{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		usual, twins, found := strings.Cut(line, ":")
		if !found {
			return nil, fmt.Errorf("read shorthand.txt, line %d: %q has no colon", number, line)
		}
		for _, twin := range strings.Fields(twins) {
			if _, twice := shorthand[twin]; twice {
				return nil, fmt.Errorf("read shorthand.txt, line %d: %q stands there twice", number, twin)
			}
			shorthand[twin] = strings.Fields(usual)
		}
	}
	return shorthand, nil
}

// words returns the words of a text as the cues spell them: lower case, without signs, stretched
// letters ("lamaaa"), the 2 of a doubled word ("barang2nya") and -nya, and with anyNumber for
// numbers ("35rb" becomes "#" and "rb").
func words(text string, shorthand map[string][]string) []string {
	if len(text) > longestRead {
		text = text[:longestRead]
	}
	text = strings.ToLower(strings.ToValidUTF8(text, " "))
	text = strings.ReplaceAll(text, "’", "'")
	text = strings.ReplaceAll(text, "'s ", " ") // where's, the buyer's
	text = strings.ReplaceAll(text, "'", "")
	var words []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		rest := strings.TrimLeftFunc(word, unicode.IsDigit)
		if rest != word {
			words = append(words, anyNumber)
		}
		if rest != "" {
			words = append(words, usual(rest, shorthand)...)
		}
	}
	return words
}

// usual returns the usual words for a typed one.
func usual(word string, shorthand map[string][]string) []string {
	word = unstretched(word)
	if once, _, doubled := strings.Cut(word, "2"); doubled && len(once) > 2 {
		word = once
	}
	if usual, known := shorthand[word]; known {
		return usual
	}
	for _, ending := range []string{"nya", "nyo", "ny"} { // Indonesian; Jambi, Palembang and Minang; in haste
		if base, cut := strings.CutSuffix(word, ending); cut && len(base) > 2 {
			word = base
			break
		}
	}
	if usual, known := shorthand[word]; known {
		return usual
	}
	return []string{word}
}

// unstretched reduces a letter that occurs three times or more in a row to one.
func unstretched(word string) string {
	var out strings.Builder
	for runes := []rune(word); len(runes) > 0; {
		run := 1
		for run < len(runes) && runes[run] == runes[0] {
			run++
		}
		if run > 2 {
			out.WriteRune(runes[0])
		} else {
			out.WriteString(string(runes[:run]))
		}
		runes = runes[run:]
	}
	return out.String()
}
