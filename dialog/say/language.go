package say

import (
	"regexp"
	"slices"
	"strings"
)

// Language is a language that the bot speaks, as an IETF tag.
type Language string

// Indonesian is the language of everybody who uses none of the others, and the one that a broadcast
// is written in first.
const Indonesian Language = "id"

// Translation is the name of a language besides Indonesian in message keys and buttons, such as
// "english": a broadcast can be translated into it.
type Translation string

// Vocabulary is what people type in a language and the conversation must understand.
type Vocabulary struct {
	Language     Language
	Translation  Translation         // unused for Indonesian
	Placeholders map[string][]string // their names in a broadcast's text, by what replaces them; officers are told the first
	Days         []string            // names of today and the days after it, in lower case
	Clock        []string            // what can stand before a time of day, in lower case
	Until        []string            // what can stand between two dates
	// Commands holds what people type for a command when they leave out the slash: its names, and
	// other words for it, as [Plainly] has them.
	Commands map[string]Command
	Doubts   []string          // words of somebody who asks whether the bot is to be trusted, as [Plainly] has them
	Labels   map[string]string // of the buttons that answer questions, by their message keys
}

// Placeholder returns the name that officers are told for what replaces it; empty where the
// language has none.
func (v Vocabulary) Placeholder(what string) string {
	if words := v.Placeholders[what]; len(words) > 0 {
		return words[0]
	}
	return ""
}

// Languages holds the languages that the bot speaks, Indonesian first.
type Languages []Vocabulary

// Tags returns the languages' tags.
func (ls Languages) Tags() []Language {
	tags := make([]Language, len(ls))
	for i, v := range ls {
		tags[i] = v.Language
	}
	return tags
}

// Translations returns the languages besides Indonesian.
func (ls Languages) Translations() []Vocabulary {
	return slices.DeleteFunc(slices.Clone(ls), func(v Vocabulary) bool { return v.Language == Indonesian })
}

// In returns the vocabulary of a language; empty for one that the bot does not speak.
func (ls Languages) In(l Language) Vocabulary {
	for _, v := range ls {
		if v.Language == l {
			return v
		}
	}
	return Vocabulary{}
}

// AnyOf returns a regular expression that matches any of the words.
func AnyOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}

// maxCommandBytes is the greatest length of a text that can be a command without its slash.
const maxCommandBytes = 80

// Command returns the command that a text is, as a whole, without the slash; [CommandUnknown] if it
// is none in any of the languages.
func (ls Languages) Command(text string) Command {
	if len(text) > maxCommandBytes {
		return CommandUnknown
	}
	words := Plainly(text)
	for _, v := range ls {
		if c, ok := v.Commands[words]; ok {
			return c
		}
	}
	return CommandUnknown
}

// Doubts reports whether a text is a question, or has a word of somebody who asks whether the bot is
// to be trusted.
func (ls Languages) Doubts(text string) bool {
	if strings.ContainsRune(text, '?') {
		return true
	}
	words := " " + Plainly(text) + " "
	return slices.ContainsFunc(ls, func(v Vocabulary) bool {
		return slices.ContainsFunc(v.Doubts, func(doubt string) bool { return strings.Contains(words, " "+doubt+" ") })
	})
}
