package locales_test

import (
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// languages are those of the message files, the default first, and translations what message
// keys call those besides the default.
var (
	loaded       = mustLoad()
	languages    = loaded.Languages()
	translations = wordsOfOthers()
)

func mustLoad() *locales.Catalog {
	c, err := locales.Load(func(error) {}) // what is missing is told by TestLanguages_AreWhole
	if err != nil {
		log.Fatal(err) // no test can go on without the words
	}
	return c
}

func wordsOfOthers() []string {
	var others []string
	for _, v := range speech.Languages(loaded)[1:] {
		others = append(others, string(v.Translation))
	}
	return others
}

// catalog is every message of a language by its key, as the program loads it. A key
// that two files hold fails the test: the program would say whichever was read last.
func catalog(t *testing.T, language string) map[string]*i18n.Message {
	t.Helper()
	files, err := filepath.Glob("*." + language + ".toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("message files of %s: %v, %v", language, files, err)
	}
	messages, from := map[string]*i18n.Message{}, map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := i18n.ParseMessageFileBytes(text, file, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, m := range parsed.Messages {
			if earlier, twice := from[m.ID]; twice {
				t.Errorf("%s stands in %s and in %s", m.ID, earlier, file)
			}
			messages[m.ID], from[m.ID] = m, file
		}
	}
	return messages
}

// forms are a message's texts by the names of their plural forms.
func forms(m *i18n.Message) map[string]string {
	texts := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	maps.DeleteFunc(texts, func(_, text string) bool { return text == "" })
	return texts
}

// eachText calls check with every text of a language. The name is the key, with the
// plural form behind it where that is not "other".
func eachText(t *testing.T, language string, check func(name, key, text string)) {
	t.Helper()
	for key, m := range catalog(t, language) {
		for form, text := range forms(m) {
			check(strings.TrimSuffix(key+" "+form, " other"), key, text)
		}
	}
}

// placeholderNames are the names of a text's placeholders. Anything else between braces fails
// the test: words choose nothing and compute nothing.
func placeholderNames(t *testing.T, name, text string) map[string]bool {
	t.Helper()
	trees, err := parse.Parse(name, text, "", "")
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return nil
	}
	found := map[string]bool{}
	tree := trees[name]
	if tree == nil {
		return found // no text at all
	}
	for _, node := range tree.Root.Nodes {
		switch node := node.(type) {
		case *parse.TextNode:
		case *parse.ActionNode:
			field := regexp.MustCompile(`^{{\.([A-Z][A-Za-z]*)}}$`).FindStringSubmatch(node.String())
			if field == nil {
				t.Errorf("%s: %s is no placeholder", name, node)
				continue
			}
			found[field[1]] = true
		default:
			t.Errorf("%s: %s is no placeholder", name, node)
		}
	}
	return found
}

// Somebody's words and figures stand where a placeholder is; whatever else looks like one
// would be read out.
func TestCatalog_HasNoStrayPlaceholder(t *testing.T) {
	t.Parallel()
	field := regexp.MustCompile(`{{\.[A-Za-z]+}}`)
	stray := regexp.MustCompile(`[{}]|%[sdvq]\b|\$\d|\$[A-Za-z]|<no value>`)
	for _, language := range languages {
		eachText(t, language, func(name, _, text string) {
			if found := stray.FindString(field.ReplaceAllString(text, "")); found != "" {
				t.Errorf("%s in %s has %q outside of a placeholder", name, language, found)
			}
		})
	}
}

// unformatted are the tables whose words never stand in a message of the bot: the profile,
// the menu, the page and the terminal show them as they are.
var unformatted = regexp.MustCompile(`^(profile|command|page|terminal|program|sheet)\.`)

// label is a kind of text that stands on a button, or in another place without markup,
// and how many characters it may have there.
type label struct {
	keys  *regexp.Regexp
	limit int
}

var labels = []label{
	{regexp.MustCompile(`^profile\.name$`), 64},   // setMyName
	{regexp.MustCompile(`^profile\.about$`), 512}, // setMyDescription
	{regexp.MustCompile(`^profile\.short$`), 120}, // setMyShortDescription
	{regexp.MustCompile(`^command\.`), 256},       // setMyCommands
	{regexp.MustCompile(`^toast\.`), 200},         // answerCallbackQuery
	{regexp.MustCompile(`^button\.|\.(button|label)_`), 30},
	{regexp.MustCompile(`^language\.name_`), 30},
	{regexp.MustCompile(`^chapter\.\w+\.name$`), 30},
	{regexp.MustCompile(`^question\.\w+\.answer\.`), 30},
	{regexp.MustCompile(`^broadcast\.(cell|family_\w+|progress_(finished|unfinished|never)|seen|unseen|also_\w+)$`), 28}, // a sign stands before it
	{regexp.MustCompile(`^complaint\.(kind|channel)\.\w+\.name$`), 28},                                                   // a sign can stand before it
}

// labelOf finds the kind of label that a key is.
func labelOf(key string) (label, bool) {
	i := slices.IndexFunc(labels, func(l label) bool { return l.keys.MatchString(key) })
	if i < 0 {
		return label{}, false
	}
	return labels[i], true
}

func TestCatalog_FitsLabelsInTheirPlaces(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		eachText(t, language, func(name, key, text string) {
			said := placeholder.ReplaceAllString(text, "35")
			n := utf8.RuneCountInString(said)
			if l, ok := labelOf(key); ok && (n == 0 || n > l.limit) {
				t.Errorf("%s in %s has %d characters, want 1 to %d: %q", name, language, n, l.limit, text)
			}
		})
	}
}

// marked are the keys whose texts may have markup: what stands in messages, and is no label.
func marked(key string) bool {
	_, isLabel := labelOf(key)
	return !isLabel && !unformatted.MatchString(key) && !strings.HasPrefix(key, "complaint.reply.")
}

var (
	tag     = regexp.MustCompile(`<(/?)([a-z]+)((?: [a-z]+(?:="[^"<>]*")?)*)>`)
	entity  = regexp.MustCompile(`&(lt|gt|amp|quot);`)
	telling = regexp.MustCompile(`^(b|i|u|s|code|pre|blockquote|a)$`)
)

// A tag left open, or one that Telegram does not know, loses the whole message.
func TestCatalog_HasMarkupThatTelegramReads(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		eachText(t, language, func(name, key, text string) {
			if unformatted.MatchString(key) {
				return
			}
			if fault := markupFault(text); fault != "" {
				t.Errorf("%s in %s %s: %q", name, language, fault, text)
			}
			if bare := tag.ReplaceAllString(entity.ReplaceAllString(text, ""), ""); bare != text && !marked(key) {
				t.Errorf("%s in %s stands where no markup is read: %q", name, language, text)
			}
		})
	}
}

// markupFault tells what keeps Telegram from reading a text; "" if nothing does.
func markupFault(text string) string {
	if rest := tag.ReplaceAllString(entity.ReplaceAllString(text, ""), ""); strings.ContainsAny(rest, "<>&") {
		return "has a sign that is no markup"
	}
	var open []string
	for _, m := range tag.FindAllStringSubmatch(text, -1) {
		closing, name, attributes := m[1] != "", m[2], m[3]
		switch {
		case !telling.MatchString(name):
			return "has the tag " + name
		case closing && (len(open) == 0 || open[len(open)-1] != name || attributes != ""):
			return "closes " + name + " where it is not open"
		case closing:
			open = open[:len(open)-1]
		case attributes != "" && name != "a" && attributes != " expandable":
			return "has attributes in " + name
		default:
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		return "does not close " + open[len(open)-1]
	}
	return ""
}

// Messages are joined by empty lines, and labels stand alone.
func TestCatalog_HasNoSpaceAroundTexts(t *testing.T) {
	t.Parallel()
	meant := regexp.MustCompile(`^terminal\.(prompt|toast|copied|link)$|^program\.chat$`)
	for _, language := range languages {
		eachText(t, language, func(name, key, text string) {
			if strings.TrimSpace(text) != text && !meant.MatchString(key) {
				t.Errorf("%s in %s begins or ends with a space: %q", name, language, text)
			}
		})
	}
}

// foreign are words that only the other language has, and that come up in nearly every
// text of it.
var foreign = map[string]*regexp.Regexp{
	"id": wordsOf("the and your you with please this that from have are was will for not what when where which how of to is it buyer buyers answer answers question questions tap"),
	"en": wordsOf("yang dan untuk anda dengan tidak ini itu dari ke di bisa sudah belum kalau atau juga akan saya lewat apa pada usaha pembeli jawaban"),
}

func wordsOf(list string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(` + strings.Join(strings.Fields(list), "|") + `)\b`)
}

// bilingual are the texts that speak to somebody who may read either language, and
// names that are the same in both.
var bilingual = regexp.MustCompile(`^(chat\.ask_language|command\.language)$`)

// option is a flag of the program, which is called the same in every language.
var option = regexp.MustCompile(`(^|[\s(])-[a-z-]+`)

func TestCatalog_HasNoWordsOfTheOtherLanguage(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		if foreign[language] == nil {
			t.Errorf("this test has no words that %s has not", language)
			continue
		}
		eachText(t, language, func(name, key, text string) {
			said := option.ReplaceAllString(placeholder.ReplaceAllString(tag.ReplaceAllString(text, ""), ""), "")
			if found := foreign[language].FindString(said); found != "" && !bilingual.MatchString(key) {
				t.Errorf("%s in %s says %q: %q", name, language, found, text)
			}
		})
	}
}

// A button is named by its label, never by its place: the lowest one is often another than is meant.
func TestCatalog_NamesButtonsByTheirLabels(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`(?i)(?:ketuk|tap|menyalakan|nyalakan|switch) “([^”]+)”`)
	placed := regexp.MustCompile(`(?i)tombol (?:di |yang )?(?:paling )?bawah|ketuk yang paling|(?:lowest|last|bottom) button|buttons? (?:at the bottom|below)`)
	sign := regexp.MustCompile(`^[^\pL\pN]+ ?|(?: »|…| ?\(.*)$`)
	for _, language := range languages {
		buttons := map[string]bool{}
		eachText(t, language, func(_, key, text string) {
			if l, ok := labelOf(key); ok && l.limit <= 30 {
				buttons[sign.ReplaceAllString(text, "")] = true
			}
		})
		eachText(t, language, func(name, _, text string) {
			for _, m := range named.FindAllStringSubmatch(text, -1) {
				if !buttons[sign.ReplaceAllString(m[1], "")] {
					t.Errorf("%s in %s names the button %q, which is not there", name, language, m[1])
				}
			}
			if found := placed.FindString(text); found != "" {
				t.Errorf("%s in %s names a button by its place (%q): %q", name, language, found, text)
			}
		})
	}
}
