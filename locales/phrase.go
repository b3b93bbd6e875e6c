package locales

import (
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// phrase is a message split at its parameters: a text, the name of a parameter, a text, and so on
// up to the last text. Most messages are phrases, with dozens in one keyboard, and putting one
// together takes a tenth of the time of looking for plural forms and running a template.
type phrase []string

// addPhrases adds the phrases of a file, by language and key. A message with plural forms is none.
func addPhrases(to map[string]map[string]phrase, file *i18n.MessageFile) {
	lang := file.Tag.String()
	if to[lang] == nil {
		to[lang] = map[string]phrase{}
	}
	for _, m := range file.Messages {
		if p := cut(m.Other); p != nil && m.One == "" {
			to[lang][m.ID] = p
		}
	}
}

// cut splits a message; nil if its template does more than insert parameters.
func cut(message string) phrase {
	p := strings.Split(message, "{{")
	cut := phrase{p[0]}
	for _, rest := range p[1:] {
		name, text, closed := strings.Cut(rest, "}}")
		name, named := strings.CutPrefix(name, ".")
		if !closed || !named || strings.ContainsAny(name, ". |") {
			return nil
		}
		cut = append(cut, name, text)
	}
	return cut
}

// say fills in the parameters. It returns "" if one is missing, if p is nil, or if a number chooses
// among plural forms.
func (p phrase) say(args map[string]any) string {
	if len(p) == 1 {
		return p[0]
	}
	if _, plural := args[Plural]; plural {
		return ""
	}
	var said strings.Builder
	for i, part := range p {
		if i%2 == 0 {
			said.WriteString(part)
			continue
		}
		value, given := args[part]
		if !given {
			return ""
		}
		fmt.Fprint(&said, value)
	}
	return said.String()
}
