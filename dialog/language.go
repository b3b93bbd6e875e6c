package dialog

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

// tags are the languages by their tags.
func (ls Languages) tags() []Language {
	tags := make([]Language, len(ls))
	for i, v := range ls {
		tags[i] = v.Language
	}
	return tags
}

// translations are the languages besides Indonesian.
func (ls Languages) translations() []Vocabulary {
	return slices.DeleteFunc(slices.Clone(ls), func(v Vocabulary) bool { return v.Language == Indonesian })
}

// in is the vocabulary of a language; empty for one that the bot does not speak.
func (ls Languages) in(l Language) Vocabulary {
	for _, v := range ls {
		if v.Language == l {
			return v
		}
	}
	return Vocabulary{}
}

// oneOf is a pattern of words, any of which may stand there.
func oneOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}
