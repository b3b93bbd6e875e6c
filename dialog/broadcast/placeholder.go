package broadcast

import (
	"regexp"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
)

// Placeholders names what a word in braces in a broadcast's text can stand for: the business's
// name, its quadrant in words, and the strategy that fits it best. Each language's [say.Vocabulary]
// has the words. A recipient for whom it is unknown gets the message broadcast.without.<what>
// instead.
var Placeholders = []string{"name", "quadrant", "strategy"}

// PlaceholderRoom is the length reserved for what replaces a placeholder, in UTF-16 units.
var PlaceholderRoom = map[string]int{"name": 2 * questionnaire.MaxNameRunes, "quadrant": 30, "strategy": 80}

var placeholderForm = regexp.MustCompile(`\{\pL+\}`)

// placeholder returns what a word in braces stands for; "" if it is no placeholder.
func placeholder(ls say.Languages, braces string) (what string) {
	word := strings.ToLower(strings.Trim(braces, "{} "))
	for _, v := range ls {
		for what, names := range v.Placeholders {
			if slices.Contains(names, word) {
				return what
			}
		}
	}
	return ""
}

// PlaceholdersIn returns the set of [Placeholders] that a text uses.
func PlaceholdersIn(ls say.Languages, text string) map[string]bool {
	found := map[string]bool{}
	FillPlaceholders(ls, text, func(what string) string {
		found[what] = true
		return ""
	})
	return found
}

// FillPlaceholders replaces each placeholder of a text by what fill returns for it. Other words in
// braces stay.
func FillPlaceholders(ls say.Languages, text string, fill func(what string) string) string {
	return placeholderForm.ReplaceAllStringFunc(text, func(braces string) string {
		if what := placeholder(ls, braces); what != "" {
			return fill(what)
		}
		return braces
	})
}
