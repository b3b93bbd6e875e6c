package locales_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/localestest"
)

// gaps are what can be missing from one more language, and the complaints about it.
var gaps = []struct {
	name string
	make func(gap)
	want []string
}{
	{"nothing", func(gap) {}, nil},
	{"a file", func(g gap) { delete(g.files, "tip.eo.toml") }, []string{"tip.eo.toml is missing"}},
	{"all files but one", func(g gap) {
		for name := range g.files {
			if strings.HasSuffix(name, ".eo.toml") && name != "page.eo.toml" && name != "esperanto.eo.toml" && name != "language.eo.toml" {
				delete(g.files, name)
			}
		}
	}, []string{
		"broadcast.eo.toml is missing", "complaint.eo.toml is missing", "consent.eo.toml is missing", "conversation.eo.toml is missing", "fallback.eo.toml is missing", "followup.eo.toml is missing",
		"inquiry.eo.toml is missing", "interview.eo.toml is missing", "medium.eo.toml is missing", "model.eo.toml is missing", "officer.eo.toml is missing", "profile.eo.toml is missing",
		"program.eo.toml is missing", "question.eo.toml is missing", "recap.eo.toml is missing", "recipient.eo.toml is missing",
		"result.eo.toml is missing", "rewording.eo.toml is missing", "sheet.eo.toml is missing", "terminal.eo.toml is missing", "tip.eo.toml is missing",
	}},
	{"a file's name", func(g gap) { g.files["tips.toml"] = g.files["tip.eo.toml"] }, []string{"tips.toml is not called <subject>.<language>.toml"}},
	{"a message", func(g gap) { g.cut("conversation", `ask_language = "`) }, []string{"eo lacks chat.ask_language (conversation.eo.toml)"}},
	{"the message in the other languages", func(g gap) { g.add("page", "\n[page.novelty]\nmore = \"More\"\n") },
		[]string{"eo has page.novelty.more (page.eo.toml), which id has not"}},
	{"a message's only file", func(g gap) { g.add("page", "\n[chat]\nask_language = \"Language?\"\n") },
		[]string{"chat.ask_language stands in conversation.eo.toml and in page.eo.toml"}},
	{"a placeholder", func(g gap) { g.change("officer", "{{.Regions}}", "") }, []string{"officer.welcome in eo, form other, lacks {{.Regions}}"}},
	{"a month", func(g gap) { g.cut("language", `3 = "March"`) }, []string{"eo lacks month.3 (language.eo.toml)"}},
	{"the names of months", func(g gap) {
		text := string(g.files["language.eo.toml"].Data)
		i, j := strings.Index(text, "[month]"), strings.Index(text, "# What commands are called")
		g.write("language", text[:i]+text[j:])
	}, []string{
		"eo lacks month.1 (language.eo.toml)", "eo lacks month.10 (language.eo.toml)", "eo lacks month.11 (language.eo.toml)", "eo lacks month.12 (language.eo.toml)",
		"eo lacks month.2 (language.eo.toml)", "eo lacks month.3 (language.eo.toml)", "eo lacks month.4 (language.eo.toml)", "eo lacks month.5 (language.eo.toml)",
		"eo lacks month.6 (language.eo.toml)", "eo lacks month.7 (language.eo.toml)", "eo lacks month.8 (language.eo.toml)", "eo lacks month.9 (language.eo.toml)",
	}},
	{"the form of a moment", func(g gap) { g.change("language", "{{.Minute}}", "00") }, []string{"when.moment in eo, form other, lacks {{.Minute}}"}},
	{"another placeholder", func(g gap) { g.change("language", "{{.Minute}}", "{{.Minute}}{{.Second}}") },
		[]string{"when.moment in eo, form other, has {{.Second}}, which id has not"}},
	{"a braced word that is no placeholder", func(g gap) { g.change("language", "{{.Minute}}", "{{.Minute}}{{if .Zone}}x{{end}}") },
		[]string{"when.moment in eo: {{if .Zone}}x{{end}} is no placeholder"}},
	{"a plural form", func(g gap) { g.cut("conversation", `one = "until you ask`) }, []string{"chat.kept_months in eo lacks the plural form one"}},
	{"the number in a plural form", func(g gap) { g.change("conversation", "for {{.Count}} months", "for months") },
		[]string{"chat.kept_months in eo, form other, lacks {{.Count}}"}},
	{"the use of a plural form", func(g gap) {
		g.change("conversation", `one = "until you ask`, `few = "{{.Count}}"`+"\n"+`one = "until you ask`)
	},
		[]string{"chat.kept_months in eo has the plural form few, which it does not need"}},
	{"a mark in numbers", func(g gap) { g.cut("language", `decimal = "."`) }, []string{"eo lacks number.decimal (language.eo.toml)"}},
	{"the difference of the marks", func(g gap) { g.change("language", `decimal = "."`, `decimal = ","`) },
		[]string{"number.group and number.decimal in eo are the same mark"}},
	{"one mark", func(g gap) { g.change("language", `group = ","`, `group = ", "`) }, []string{`number.group in eo is ", ", not one mark`}},
	{"a command's name", func(g gap) { g.cut("language", `plan = "eo_plan"`) }, []string{"eo lacks command_name.plan (language.eo.toml)"}},
	{"a command's own name", func(g gap) { g.change("language", `plan = "eo_plan"`, `plan = "eo_ask"`) },
		[]string{`command_name.ask in eo is "eo_ask", as is command_name.plan in eo`, "help.plan in eo does not begin with /eo_ask"}},
	{"a command's name that means nothing else elsewhere", func(g gap) { g.change("language", `plan = "eo_plan"`, `plan = "hasil"`) },
		[]string{`command_name.result in id is "hasil", as is command_name.plan in eo`, "help.plan in eo does not begin with /hasil"}},
	{"a command's name that Telegram takes", func(g gap) { g.change("language", `plan = "eo_plan"`, `plan = "Plan-o"`) },
		[]string{`command_name.plan in eo is "Plan-o", not 1 to 32 of a to z, 0 to 9 and _`, "help.plan in eo does not begin with /Plan-o"}},
	{"what a command does", func(g gap) { g.cut("profile", `plan = "`) }, []string{"eo lacks command.plan (profile.eo.toml)"}},
	{"a word in braces", func(g gap) { g.cut("language", `quadrant = "position, quadrant"`) }, []string{"eo lacks placeholder.quadrant (language.eo.toml)"}},
	{"a word in braces of its own", func(g gap) { g.change("language", `quadrant = "position, quadrant"`, `quadrant = "position, nama"`) },
		[]string{`placeholder.name in id is "nama", as is placeholder.quadrant in eo`}},
	{"a word of letters in braces", func(g gap) {
		g.change("language", `quadrant = "position, quadrant"`, `quadrant = "position, the quadrant"`)
	},
		[]string{`placeholder.quadrant in eo is "the quadrant", not a word of letters`}},
	{"a day's word", func(g gap) { g.cut("language", `tomorrow = "tomorrow"`) }, []string{"eo lacks typed.tomorrow (language.eo.toml)"}},
	{"a day's word of its own", func(g gap) { g.change("language", `tomorrow = "tomorrow"`, `tomorrow = "lusa"`) },
		[]string{`typed.in_two_days in id is "lusa", as is typed.tomorrow in eo`}},
	{"lower case", func(g gap) { g.change("language", `tomorrow = "tomorrow"`, `tomorrow = "Morgaŭ"`) },
		[]string{`typed.tomorrow in eo is "Morgaŭ", not in lower case`}},
	{"the name in another language", func(g gap) {
		text := string(g.files["esperanto.id.toml"].Data)
		g.files["esperanto.id.toml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("name_eo = \"Esperanto\"\n", "", "button_copy_eo = \"Copy Esperanto reply\"\n", "").Replace(text))}
	}, []string{
		"id lacks language.name_eo",
	}},
	{"a word for it", func(g gap) { g.cut("language", `word = "esperanto"`) }, []string{"eo lacks language.word (language.eo.toml)"}},
	{"a word of its own for it", func(g gap) { g.change("language", `word = "esperanto"`, `word = "english"`) }, []string{`language.word is "english" in en and in eo`}},
	{"whom it greets", func(g gap) { g.cut("language", `greets = "-"`) }, []string{"eo lacks language.greets (language.eo.toml)"}},
	{"modesty in whom it greets", func(g gap) { g.change("language", `greets = "-"`, `greets = "ms, *"`) },
		[]string{`language.greets in eo has "*", as has en`, `language.greets in id has "ms", as has eo`}},
	{"a greeting for all others", func(g gap) {
		g.files["language.en.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(g.files["language.en.toml"].Data), `greets = "*"`, `greets = "-"`, 1))}
	}, []string{`language.greets is "*" in no language`}},
}

// gap is a language of which something is to be missing.
type gap struct {
	t     *testing.T
	files fstest.MapFS
}

// write puts another text into a file of the language.
func (g gap) write(subject, text string) {
	g.files[subject+"."+localestest.Tag+".toml"] = &fstest.MapFile{Data: []byte(text)}
}

func (g gap) text(subject string) string {
	return string(g.files[subject+"."+localestest.Tag+".toml"].Data)
}

// change replaces something that is in a file of the language.
func (g gap) change(subject, old, by string) {
	g.t.Helper()
	if !strings.Contains(g.text(subject), old) {
		g.t.Fatalf("%s has no %q", subject, old)
	}
	g.write(subject, strings.Replace(g.text(subject), old, by, 1))
}

// cut takes out the line that begins so.
func (g gap) cut(subject, beginning string) {
	g.t.Helper()
	text := "\n" + g.text(subject)
	i := strings.Index(text, "\n"+beginning)
	if i < 0 {
		g.t.Fatalf("%s has no line %q", subject, beginning)
	}
	j := strings.Index(text[i+1:], "\n")
	g.write(subject, text[1:i+1]+text[i+1+j+1:])
}

func (g gap) add(subject, text string) { g.write(subject, g.text(subject)+text) }

// TestLanguages_ComplainUntilTheyAreWhole adds a language, whole and then with one gap each.
func TestLanguages_ComplainUntilTheyAreWhole(t *testing.T) {
	t.Parallel()
	for _, tt := range gaps {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := gap{t, localestest.WithOneMore(t, os.DirFS("."))}
			tt.make(g)
			got := complaints(t, g.files)
			for _, c := range got {
				t.Log(c)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("complaints (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLanguages_NeedPluralRules adds files of a language that nobody has written the rules of.
func TestLanguages_NeedPluralRules(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"page.tlh.toml": {Data: []byte("[page]\nsend = \"ngeH\"\n")}}
	_, err := locales.LoadFrom(files, func(error) {})
	const want = `read messages page.tlh.toml: no plural rule registered for tlh`
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// TestLanguages_BeginWithTheConversationsOwn holds the two names of the default language together,
// and the marks of the released languages against the Unicode CLDR.
func TestLanguages_BeginWithTheConversationsOwn(t *testing.T) {
	t.Parallel()
	if languages[0] != locales.Default || locales.Default != string(say.Indonesian) {
		t.Errorf("the first language is %s, the default of locales %s, that of dialog %s", languages[0], locales.Default, say.Indonesian)
	}
	for _, lang := range []string{"id", "en"} {
		if got, want := loaded.Figure(lang, 1234567.5), message.NewPrinter(language.Make(lang)).Sprintf("%.2f", 1234567.5); got != want {
			t.Errorf("a number in %s is %s, want %s", lang, got, want)
		}
	}
}
