package say

import (
	"regexp"
	"slices"
	"strings"
)

// Language is one that the bot speaks, as an IETF tag.
type Language string

// Indonesian is the language for whoever uses none of the others, and the one that a broadcast
// is written in first.
const Indonesian Language = "id"

// Translation is what message keys and buttons call a language besides Indonesian, such as
// "english": a broadcast can be written in it as well.
type Translation string

// Vocabulary is what the conversation has to know of a language: what people type in it.
type Vocabulary struct {
	Language     Language
	Translation  Translation       // unused for Indonesian
	Placeholders map[string]string // what they are called in a broadcast's text, by what is put in their place
	Days         []string          // what today and the days after it are called, in lower case
	Clock        []string          // what can stand before a time of day, in lower case
	Until        []string          // what can stand between two dates
}

// Languages are those that the bot speaks, Indonesian first.
type Languages []Vocabulary

// Tags are the languages by their tags.
func (ls Languages) Tags() []Language {
	tags := make([]Language, len(ls))
	for i, v := range ls {
		tags[i] = v.Language
	}
	return tags
}

// Translations are the languages besides Indonesian.
func (ls Languages) Translations() []Vocabulary {
	return slices.DeleteFunc(slices.Clone(ls), func(v Vocabulary) bool { return v.Language == Indonesian })
}

// In is the vocabulary of a language; empty for one that the bot does not speak.
func (ls Languages) In(l Language) Vocabulary {
	for _, v := range ls {
		if v.Language == l {
			return v
		}
	}
	return Vocabulary{}
}

// AnyOf is a pattern of words, any of which may stand there.
func AnyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}
