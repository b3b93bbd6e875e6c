package broadcast

import (
	"regexp"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
)

// Placeholders are what can be put into a broadcast's text, in the place of a word in braces:
// the business's name, the quadrant in words, and the strategy that fits best. What the word is,
// each language's [say.Vocabulary] says. Whoever has none of it gets the words
// broadcast.without.<what>.
var Placeholders = []string{"name", "quadrant", "strategy"}

// PlaceholderRoom is how many UTF-16 units are kept free for what is put in a placeholder's place.
var PlaceholderRoom = map[string]int{"name": 2 * questionnaire.MaxNameRunes, "quadrant": 30, "strategy": 80}

var placeholderForm = regexp.MustCompile(`\{\pL+\}`)

// placeholder is what is put in the place of a word in braces; "" where that is none.
func placeholder(ls say.Languages, braces string) (what string) {
	word := strings.ToLower(strings.Trim(braces, "{} "))
	for _, v := range ls {
		for what, name := range v.Placeholders {
			if name == word {
				return what
			}
		}
	}
	return ""
}

// PlaceholdersIn tells which placeholders a text has, by what is put in their place.
func PlaceholdersIn(ls say.Languages, text string) map[string]bool {
	found := map[string]bool{}
	FillPlaceholders(ls, text, func(what string) string {
		found[what] = true
		return ""
	})
	return found
}

// FillPlaceholders puts what fill gives in the place of each placeholder of a text. Other words
// in braces stay.
func FillPlaceholders(ls say.Languages, text string, fill func(what string) string) string {
	return placeholderForm.ReplaceAllStringFunc(text, func(braces string) string {
		if what := placeholder(ls, braces); what != "" {
			return fill(what)
		}
		return braces
	})
}
