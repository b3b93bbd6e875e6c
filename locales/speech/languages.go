package speech

import (
	"strings"

	"ikmbot/dialog/say"
	"ikmbot/locales"
)

// Languages are those of a catalog as the conversation knows them.
func Languages(c *locales.Catalog) say.Languages {
	var all say.Languages
	for _, lang := range c.Languages() {
		words := func(key string) []string { return c.Words(lang, key) }
		all = append(all, say.Vocabulary{
			Language:    say.Language(lang),
			Translation: say.Translation(c.Say(lang, "language.word", nil)),
			Placeholders: map[string]string{
				"name":     c.Say(lang, "placeholder.name", nil),
				"quadrant": c.Say(lang, "placeholder.quadrant", nil),
				"strategy": c.Say(lang, "placeholder.strategy", nil),
			},
			Days: []string{
				c.Say(lang, "typed.today", nil),
				c.Say(lang, "typed.tomorrow", nil),
				c.Say(lang, "typed.in_two_days", nil),
			},
			Clock: words("typed.clock"),
			Until: words("typed.until"),
		})
	}
	return all
}

// CommandName is what a command is called in a language, without the slash.
func CommandName(c *locales.Catalog, l say.Language, command say.Command) string {
	return c.Say(string(l), "command_name."+string(command), nil)
}

// Commands finds commands by their names, in whichever language.
type Commands map[string]say.Command

// NewCommands makes it of a catalog.
func NewCommands(c *locales.Catalog) Commands {
	all := Commands{}
	for _, lang := range c.Languages() {
		for _, command := range say.AdminMenu.Commands() {
			all[CommandName(c, say.Language(lang), command)] = command
		}
	}
	return all
}

// Find is the command of a name, without the slash; dialog.CommandUnknown if no command is
// called so.
func (all Commands) Find(name string) say.Command { return all[strings.ToLower(name)] }
