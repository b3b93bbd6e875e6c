// Package localestest makes up a language, to test what one more language needs.
package localestest

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// Tag is the tag of the made-up language. Its plural forms are those of English.
const Tag = "eo"

// word is the language's name in message keys and buttons.
const word = "esperanto"

// WithOneMore returns the message files of a folder together with those of a language made up from
// the English ones: its commands begin with eo_, and its greeting is "Bonvenon!".
func WithOneMore(t testing.TB, folder fs.FS) fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
		if subject, english := strings.CutSuffix(name, ".en.toml"); english {
			files[subject+"."+Tag+".toml"] = &fstest.MapFile{Data: []byte(madeUp(subject, string(text)))}
		}
	}
	for _, language := range []string{"id", "en", Tag} {
		files["esperanto."+language+".toml"] = &fstest.MapFile{Data: []byte(namesOfIt)}
	}
	return files
}

var (
	commandInText = regexp.MustCompile(`(^|[\s“"(,])/([a-z]{3,})`)
	commandName   = regexp.MustCompile(`(?m)^([a-z]+) = "([a-z]+)"$`)
)

// madeUp makes a file of the language from the English one.
func madeUp(subject, text string) string {
	text = commandInText.ReplaceAllString(text, "$1/eo_$2")
	text = strings.ReplaceAll(text, "Welcome!", "Bonvenon!")
	if subject != "language" {
		return text
	}
	text = strings.NewReplacer(`word = "english"`, `word = "`+word+`"`, `greets = "*"`, `greets = "-"`).Replace(text)
	before, names, _ := strings.Cut(text, "[command_name]\n")
	names, after, _ := strings.Cut(names, "\n\n")
	return before + "[command_name]\n" + commandName.ReplaceAllString(names, `$1 = "eo_$2"`) + "\n\n" + after
}

// namesOfIt is what each language calls the made-up one.
const namesOfIt = `
[language]
name_eo = "Esperanto"
called_eo = "Esperanto"

[broadcast]
language_eo = "Esperanto"
ask_esperanto = "<b>Write the same text in Esperanto.</b>"
ask_esperanto_answers = "<b>The same answers in Esperanto</b>, at most {{.Max}} letters long."
no_esperanto = "No Esperanto text yet"
has_esperanto = "Esperanto: “{{.Text}}”"

[button]
esperanto = "Esperanto"
esperanto_answers = "Esperanto answers"
`
