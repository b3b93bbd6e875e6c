// Package locales holds every word that a person reads: messages by key, and how
// each language writes numbers and days. It does not know who says what, or why.
//
// The words are go-i18n message files, one a subject and language:
// <subject>.<language>.toml. The files that exist determine the languages. Texts of
// messages are Telegram HTML; labels, toasts and the words of the terminal are plain.
package locales

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed *.toml
var files embed.FS

// Plural is the parameter whose number chooses a message's plural form.
const Plural = "Count"

// Default is the IETF tag of the language that stands in for every other one.
const Default = "id"

// Catalog says messages. It is safe for concurrent use.
type Catalog struct {
	tags   []string // the languages, the default first
	voices map[string]voice
	greets map[string]string          // by a person's language, the one to greet in; others: for the rest
	keys   map[string]map[string]bool // by key, the languages that have it
	parser template.Parser
	faults func(error)
	known  sync.Map // faults already reported, by language and key
}

// voice is one language's part of the catalog.
type voice struct {
	messages *i18n.Localizer
	marks    *strings.Replacer // turns the English marks in a number into the language's
	phrases  map[string]phrase // the messages without plural forms, by key
}

// Load reads the embedded messages. A message that turns out missing or faulty,
// which the tests of this package rule out, is reported to faults once.
func Load(faults func(error)) (*Catalog, error) { return LoadFrom(files, faults) }

// LoadFrom reads the message files in a folder, as [Load] does.
func LoadFrom(folder fs.FS, faults func(error)) (*Catalog, error) {
	bundle := i18n.NewBundle(language.MustParse(Default))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(folder, "*.*.toml")
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	keys, phrases := map[string]map[string]bool{}, map[string]map[string]phrase{}
	for _, name := range names {
		read, err := bundle.LoadMessageFileFS(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read messages %s: %w", name, err)
		}
		for _, m := range read.Messages {
			if keys[m.ID] == nil {
				keys[m.ID] = map[string]bool{}
			}
			keys[m.ID][read.Tag.String()] = true
		}
		addPhrases(phrases, read)
	}
	c := &Catalog{
		keys:   keys,
		voices: map[string]voice{},
		parser: &template.TextParser{Option: "missingkey=error"},
		faults: faults,
	}
	for _, tag := range bundle.LanguageTags() {
		c.tags = append(c.tags, tag.String())
		c.voices[tag.String()] = voice{messages: i18n.NewLocalizer(bundle, tag.String()), phrases: phrases[tag.String()]}
	}
	slices.SortFunc(c.tags, byDefault)
	for tag, v := range c.voices {
		v.marks = strings.NewReplacer(",", c.Say(tag, "number.group", nil), ".", c.Say(tag, "number.decimal", nil))
		c.voices[tag] = v
	}
	c.greets = c.greetings()
	return c, nil
}

// byDefault orders languages: the default first, then by their tags.
func byDefault(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == Default:
		return -1
	case b == Default:
		return 1
	}
	return strings.Compare(a, b)
}

// Languages returns the IETF tags of the languages that have files: the default first, then the
// others in order of their tags.
func (c *Catalog) Languages() []string { return slices.Clone(c.tags) }

// voice returns that of a language, or of the default one if the language has no files.
func (c *Catalog) voice(lang string) voice {
	if v, known := c.voices[lang]; known {
		return v
	}
	return c.voices[Default]
}

// Words returns the words of a message that is a list.
func (c *Catalog) Words(lang, key string) []string {
	list := c.Say(lang, key, nil)
	if list == none {
		return nil
	}
	words := strings.Split(list, ",")
	for i, w := range words {
		words[i] = strings.TrimSpace(w)
	}
	return words
}

// none is the text of a list without words.
const none = "-"

// Missing returns the keys, each with a language, of messages that another language has and that
// one lacks.
func (c *Catalog) Missing() []string {
	var missing []string
	for lang := range c.voices {
		for key := range c.keys {
			if !c.keys[key][lang] {
				missing = append(missing, lang+" "+key)
			}
		}
	}
	slices.Sort(missing)
	return missing
}

// Say returns the message of a key with its parameters filled in, unescaped. A
// message that a language lacks is said in the default one; if that lacks it too,
// the result is the key.
func (c *Catalog) Say(lang, key string, args map[string]any) string {
	if text := c.voice(lang).phrases[key].say(args); text != "" {
		return text
	}
	config := i18n.LocalizeConfig{MessageID: key, TemplateParser: c.parser}
	if len(args) > 0 {
		config.TemplateData = args
		config.PluralCount = args[Plural]
	}
	text, err := c.voice(lang).messages.Localize(&config)
	if err != nil {
		if _, told := c.known.LoadOrStore(lang+" "+key, true); !told {
			c.faults(fmt.Errorf("say %s in %s: %w", key, lang, err))
		}
	}
	if text == "" {
		return key
	}
	return text
}

// english prints numbers with English marks, which [voice].marks replaces.
var english = message.NewPrinter(language.English)

// Number writes a whole number with the language's separators.
func (c *Catalog) Number(lang string, n int) string {
	return c.voice(lang).marks.Replace(english.Sprintf("%d", n))
}

// Figure writes a figure with two decimals, the language's decimal mark and a true minus.
func (c *Catalog) Figure(lang string, x float64) string {
	if x < 0 {
		if s := c.Figure(lang, -x); s != c.Figure(lang, 0) {
			return "−" + s
		}
		x = 0
	}
	return c.voice(lang).marks.Replace(english.Sprintf("%.2f", x))
}

// Weight writes a weight, 0 to 1, with four decimals.
func (c *Catalog) Weight(lang string, x float64) string {
	return c.Decimal(lang, x, 4)
}

// Decimal writes a number with so many decimals and the language's decimal mark.
func (c *Catalog) Decimal(lang string, x float64, digits int) string {
	return c.voice(lang).marks.Replace(english.Sprintf("%.*f", digits, x))
}

// Moment writes a time in its own zone: day, month, hour, minute and the name of the zone.
func (c *Catalog) Moment(lang string, t time.Time) string {
	return c.Say(lang, "when.moment", map[string]any{
		"Day": c.Day(lang, t), "Hour": t.Format("15"), "Minute": t.Format("04"), "Zone": t.Format("MST")})
}

// Day writes the day of a time in its own zone: day, month, year.
func (c *Catalog) Day(lang string, t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), c.Say(lang, fmt.Sprintf("month.%d", int(t.Month())), nil), t.Year())
}
