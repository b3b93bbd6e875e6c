package locales_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/locales"
)

// inspection looks for what a folder of message files lacks. The default language is what the
// others are held against.
type inspection struct {
	folder     fs.FS
	subjects   []string
	languages  []string
	messages   map[string]map[string]*i18n.Message // by language and key
	from       map[string]map[string]string        // their files
	complaints []string
}

// complaints are what a folder of message files lacks or has wrong, sorted.
func complaints(t *testing.T, folder fs.FS) []string {
	t.Helper()
	x := &inspection{folder: folder, messages: map[string]map[string]*i18n.Message{}, from: map[string]map[string]string{}}
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	x.readAll(names)
	for _, lang := range x.languages {
		x.files(lang)
		x.keys(lang)
		x.texts(lang)
		x.marks(lang)
		x.words(lang)
	}
	x.commands()
	x.typed()
	x.greetings()
	if _, err := locales.LoadFrom(folder, func(error) {}); err != nil {
		x.say("%v", err)
	}
	slices.Sort(x.complaints)
	return slices.Compact(x.complaints)
}

func (x *inspection) say(format string, args ...any) {
	x.complaints = append(x.complaints, fmt.Sprintf(format, args...))
}

var fileName = regexp.MustCompile(`^([a-z]+)\.([A-Za-z0-9-]+)\.toml$`)

func (x *inspection) readAll(names []string) {
	for _, name := range names {
		parts := fileName.FindStringSubmatch(name)
		if parts == nil {
			x.say("%s is not called <subject>.<language>.toml", name)
			continue
		}
		subject, lang := parts[1], parts[2]
		if !slices.Contains(x.subjects, subject) {
			x.subjects = append(x.subjects, subject)
		}
		if x.messages[lang] == nil {
			x.languages = append(x.languages, lang)
			x.messages[lang], x.from[lang] = map[string]*i18n.Message{}, map[string]string{}
		}
		x.read(name, lang)
	}
}

// read reads one file. A key that two files hold is a fault: the program would say whichever was
// read last.
func (x *inspection) read(name, lang string) {
	text, err := fs.ReadFile(x.folder, name)
	if err == nil {
		var file *i18n.MessageFile
		file, err = i18n.ParseMessageFileBytes(text, name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err == nil {
			for _, m := range file.Messages {
				if earlier, twice := x.from[lang][m.ID]; twice {
					x.say("%s stands in %s and in %s", m.ID, earlier, name)
				}
				x.messages[lang][m.ID], x.from[lang][m.ID] = m, name
			}
			return
		}
	}
	x.say("%s: %v", name, err)
}

// files tells the whole files that a language lacks.
func (x *inspection) files(lang string) {
	for _, subject := range x.subjects {
		name := subject + "." + lang + ".toml"
		if _, err := fs.Stat(x.folder, name); err != nil {
			x.say("%s is missing", name)
		}
	}
}

// naming are the keys that name a language in another one, by its tag or else by its word.
var naming = []struct {
	key   string
	other bool // not of the default language
}{
	{"language.name_<tag>", false}, {"language.called_<tag>", false}, {"broadcast.language_<tag>", false},
	{"broadcast.ask_<word>", true}, {"broadcast.ask_<word>_answers", true}, {"broadcast.no_<word>", true}, {"broadcast.has_<word>", true},
	{"button.<word>", true}, {"button.<word>_answers", true},
}

// keys tells the messages that a language lacks, and those that nobody says. Of a file that is
// missing it is enough to say so.
func (x *inspection) keys(lang string) {
	wanted := maps.Clone(x.from[locales.Default])
	for _, named := range x.languages {
		for _, n := range naming {
			if n.other && named == locales.Default || strings.Contains(n.key, "<word>") && x.text(named, "language.word") == "" {
				continue
			}
			key := strings.NewReplacer("<tag>", named, "<word>", x.text(named, "language.word")).Replace(n.key)
			if wanted[key] == "" {
				wanted[key] = ""
			}
		}
	}
	for key, file := range wanted {
		own := strings.TrimSuffix(file, locales.Default+".toml") + lang + ".toml"
		_, err := fs.Stat(x.folder, own)
		switch {
		case x.messages[lang][key] != nil:
		case file == "":
			x.say("%s lacks %s", lang, key)
		case err == nil:
			x.say("%s lacks %s (%s)", lang, key, own)
		}
	}
	for key, file := range x.from[lang] {
		if _, known := wanted[key]; !known {
			x.say("%s has %s (%s), which %s has not", lang, key, file, locales.Default)
		}
	}
}

// text is a message without plural forms; "" where there is none.
func (x *inspection) text(lang, key string) string {
	if m := x.messages[lang][key]; m != nil {
		return m.Other
	}
	return ""
}

// pluralForms are the plural forms that whole numbers have in a language (CLDR).
func pluralForms(lang string) []string {
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	found := map[string]bool{"other": true}
	for _, n := range append(slices.Collect(upTo(200)), 1_000_000) {
		found[names[plural.Cardinal.MatchPlural(language.Make(lang), n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func upTo(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// texts holds each message's forms and placeholders against those of the default language. A form
// other than "other" may leave the number out ("the one answer").
func (x *inspection) texts(lang string) {
	for key, m := range x.messages[lang] {
		reference := x.messages[locales.Default][key]
		if reference == nil {
			continue
		}
		wanted := x.placeholders(locales.Default, key, reference.Other)
		has, must := forms(m), []string{"other"}
		if wanted[locales.Plural] {
			must = pluralForms(lang)
		}
		for _, form := range must {
			if has[form] == "" {
				x.say("%s in %s lacks the plural form %s", key, lang, form)
			}
		}
		for form, text := range has {
			if !slices.Contains(must, form) {
				x.say("%s in %s has the plural form %s, which it does not need", key, lang, form)
			}
			found := x.placeholders(lang, key, text)
			for name := range wanted {
				if !found[name] && (form == "other" || name != locales.Plural) {
					x.say("%s in %s, form %s, lacks {{.%s}}", key, lang, form, name)
				}
			}
			for name := range found {
				if !wanted[name] {
					x.say("%s in %s, form %s, has {{.%s}}, which %s has not", key, lang, form, name, locales.Default)
				}
			}
		}
	}
}

var field = regexp.MustCompile(`^{{\.([A-Z][A-Za-z]*)}}$`)

// placeholders are the names of a text's placeholders. Anything else between braces is a fault:
// words choose nothing and compute nothing.
func (x *inspection) placeholders(lang, key, text string) map[string]bool {
	found := map[string]bool{}
	trees, err := parse.Parse(key, text, "", "")
	if err != nil {
		x.say("%s in %s: %v", key, lang, err)
		return found
	}
	if trees[key] == nil {
		return found // no text at all
	}
	for _, node := range trees[key].Root.Nodes {
		if node.Type() == parse.NodeText {
			continue
		}
		name := field.FindStringSubmatch(node.String())
		if name == nil {
			x.say("%s in %s: %s is no placeholder", key, lang, node)
			continue
		}
		found[name[1]] = true
	}
	return found
}

// marks looks at the marks in numbers.
func (x *inspection) marks(lang string) {
	for _, key := range []string{"number.group", "number.decimal"} {
		if mark := x.text(lang, key); x.messages[lang][key] != nil && len([]rune(mark)) != 1 {
			x.say("%s in %s is %q, not one mark", key, lang, mark)
		}
	}
	if group := x.text(lang, "number.group"); group != "" && group == x.text(lang, "number.decimal") {
		x.say("number.group and number.decimal in %s are the same mark", lang)
	}
}

// words looks at what message keys call a language, which must not be what they call another field
// of a broadcast.
func (x *inspection) words(lang string) {
	word := x.text(lang, "language.word")
	if word == "" {
		return // told with the keys
	}
	taken := []broadcast.Field{broadcast.FieldText, broadcast.FieldMedia, broadcast.FieldAnswers, broadcast.FieldDue, broadcast.FieldName}
	if !regexp.MustCompile(`^[a-z]+$`).MatchString(word) || slices.Contains(taken, broadcast.Field(word)) {
		x.say("language.word in %s is %q, not a word of a to z that no field of a broadcast is called", lang, word)
	}
	x.unique("language.word", word, lang)
}

// unique tells that a message says in one language what it says in another one.
func (x *inspection) unique(key, text, lang string) {
	for _, other := range x.languages {
		if other < lang && x.text(other, key) == text {
			x.say("%s is %q in %s and in %s", key, text, other, lang)
		}
	}
}

// commands looks at what commands are called: each name is one command, in whichever language.
func (x *inspection) commands() {
	form := regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	called := meanings{x: x, by: map[string]string{}}
	for _, lang := range x.languages {
		for _, command := range say.AdminMenu.Commands() {
			key := "command_name." + string(command)
			names := listed(x.text(lang, key))
			for _, name := range names {
				if !form.MatchString(name) {
					x.say("%s in %s is %q, not 1 to 32 of a to z, 0 to 9 and _", key, lang, name)
				}
				called.add(lang, key, name)
			}
			if names == nil {
				continue // told with the keys
			}
			name := names[0]
			if help := "help." + string(command); x.text(lang, help) != "" && !strings.HasPrefix(x.text(lang, help), "/"+name) {
				x.say("%s in %s does not begin with /%s", help, lang, name)
			}
		}
	}
}

// listed are the words of a text that is a list; nil for one without words.
func listed(text string) []string {
	if text == "" {
		return nil
	}
	words := strings.Split(text, ",")
	for i, w := range words {
		words[i] = strings.TrimSpace(w)
	}
	return words
}

// meanings are words that the program reads, each of which must mean the same in all languages.
type meanings struct {
	x  *inspection
	by map[string]string // the key and the language where a word was met first
}

func (m meanings) add(lang, key, word string) {
	first, met := m.by[word]
	switch {
	case word == "": // told with the keys
	case !met:
		m.by[word] = key + " in " + lang
	case !strings.HasPrefix(first, key+" in "):
		m.x.say("%s in %s is %q, as is %s", key, lang, word, first)
	}
}

// typed looks at the words that people type.
func (x *inspection) typed() {
	places, days := meanings{x: x, by: map[string]string{}}, meanings{x: x, by: map[string]string{}}
	for _, lang := range x.languages {
		for key := range x.messages[lang] {
			text := x.text(lang, key)
			switch subject, _, _ := strings.Cut(key, "."); {
			case subject != "placeholder" && subject != "typed":
			case text != strings.ToLower(text):
				x.say("%s in %s is %q, not in lower case", key, lang, text)
			case subject == "placeholder":
				for _, word := range listed(text) {
					if !regexp.MustCompile(`^\pL+$`).MatchString(word) {
						x.say("%s in %s is %q, not a word of letters", key, lang, word)
					}
				}
			}
		}
		for _, key := range []string{"placeholder.name", "placeholder.quadrant", "placeholder.strategy"} {
			for _, word := range listed(x.text(lang, key)) {
				places.add(lang, key, word)
			}
		}
		for _, key := range []string{"typed.today", "typed.tomorrow", "typed.in_two_days"} {
			days.add(lang, key, x.text(lang, key))
		}
	}
}

// greetings looks at whom the languages greet: each other language in one of them, and one of them
// all others.
func (x *inspection) greetings() {
	greets := map[string]string{}
	for _, lang := range x.languages {
		for spoken := range strings.SplitSeq(x.text(lang, "language.greets"), ",") {
			spoken = strings.TrimSpace(spoken)
			if spoken == "" || spoken == "-" {
				continue
			}
			if other, twice := greets[spoken]; twice {
				x.say("language.greets in %s has %q, as has %s", lang, spoken, other)
			}
			greets[spoken] = lang
		}
	}
	if greets["*"] == "" {
		x.say(`language.greets is "*" in no language`)
	}
}

func TestLanguages_AreWhole(t *testing.T) {
	t.Parallel()
	for _, c := range complaints(t, os.DirFS(".")) {
		t.Error(c)
	}
}
