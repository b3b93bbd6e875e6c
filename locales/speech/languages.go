package speech

import (
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/locales"
)

// Languages returns the languages of a catalog in the form that the conversation uses.
func Languages(c *locales.Catalog) say.Languages {
	var all say.Languages
	for _, lang := range c.Languages() {
		words := func(key string) []string { return c.Words(lang, key) }
		all = append(all, say.Vocabulary{
			Language:    say.Language(lang),
			Translation: say.Translation(c.Say(lang, "language.word", nil)),
			Placeholders: map[string][]string{
				"name":     words("placeholder.name"),
				"quadrant": words("placeholder.quadrant"),
				"strategy": words("placeholder.strategy"),
			},
			Days: []string{
				c.Say(lang, "typed.today", nil),
				c.Say(lang, "typed.tomorrow", nil),
				c.Say(lang, "typed.in_two_days", nil),
			},
			Clock:    words("typed.clock"),
			Until:    words("typed.until"),
			Commands: typedCommands(c, lang),
			Doubts:   words("typed.doubt"),
			Labels:   labels(func(key string) string { return c.Say(lang, key, nil) }),
		})
	}
	return all
}

// typedCommands holds the commands by what people type for them in a language without the slash.
func typedCommands(c *locales.Catalog, lang string) map[string]say.Command {
	typed := map[string]say.Command{}
	for _, command := range say.AdminMenu.Commands() {
		for _, words := range slices.Concat(c.Words(lang, "command_word."+string(command)), commandNames(c, lang, command)) {
			typed[say.Plainly(words)] = command
		}
	}
	return typed
}

// labels are what the buttons with the answers to questions say.
func labels(say func(key string) string) map[string]string {
	all := map[string]string{"question.region.answer.outside": say("question.region.answer.outside")}
	for _, version := range questionnaire.Releases {
		for _, q := range version.Questions {
			for _, option := range q.Options {
				all[q.Key("answer", option)] = say(q.Key("answer", option))
			}
		}
	}
	return all
}

// CommandName is the name of a command in a language, without the slash.
func CommandName(c *locales.Catalog, l say.Language, command say.Command) string {
	return commandNames(c, string(l), command)[0]
}

// commandNames are all the names of a command that work, the one that is told first.
func commandNames(c *locales.Catalog, lang string, command say.Command) []string {
	return c.Words(lang, "command_name."+string(command))
}

// Commands maps the names of commands, in all languages, to the commands.
type Commands map[string]say.Command

// NewCommands makes the Commands of a catalog.
func NewCommands(c *locales.Catalog) Commands {
	all := Commands{}
	for _, lang := range c.Languages() {
		for _, command := range say.AdminMenu.Commands() {
			for _, name := range commandNames(c, lang, command) {
				all[name] = command
			}
		}
	}
	return all
}

// Find returns the command with a name, given without the slash; [say.CommandUnknown] if there is
// none.
func (all Commands) Find(name string) say.Command { return all[strings.ToLower(name)] }
