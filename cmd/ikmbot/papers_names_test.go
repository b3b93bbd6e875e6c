package main

import (
	"context"
	"database/sql"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	_ "github.com/mattn/go-sqlite3"

	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
)

// TestPapers_TheirTestsExist looks up tests, benchmarks and fuzz targets; one that ends in … is the
// beginning of several.
func TestPapers_TheirTestsExist(t *testing.T) {
	t.Parallel()
	sources := sourcesOf(t, "./...")
	name := regexp.MustCompile(`^((?:Test|Benchmark|Fuzz)[A-Z]\w*)(…?)$`)
	eachPaper(t, func(t *testing.T, _, text string) {
		for _, span := range spansOf(text) {
			n := name.FindStringSubmatch(span)
			if n == nil {
				continue
			}
			if end := map[bool]string{true: `\w+\(`, false: `\(`}[n[2] != ""]; !regexp.MustCompile(`func ` + n[1] + end).MatchString(sources) {
				t.Errorf("there is no %s", span)
			}
		}
	})
}

// TestPapers_TheirGoNamesExist looks up names such as dialog.Next, in the package of that name.
func TestPapers_TheirGoNamesExist(t *testing.T) {
	t.Parallel()
	folders := map[string]string{}
	for file := range tree(t) {
		if path.Ext(file) == ".go" {
			folders[path.Base(path.Dir(file))] = path.Dir(file)
		}
	}
	name := regexp.MustCompile(`^([a-z]+)\.([A-Z]\w+)$`)
	eachPaper(t, func(t *testing.T, _, text string) {
		for _, span := range spansOf(text) {
			n := name.FindStringSubmatch(span)
			if n == nil {
				continue
			}
			if folder := folders[n[1]]; folder == "" || !regexp.MustCompile(`\b`+n[2]+`\b`).MatchString(sourcesOf(t, folder)) {
				t.Errorf("there is no %s", span)
			}
		}
	})
}

// TestPapers_TheirTablesExist looks up tables and views, and runs the statements for the sqlite3
// shell.
func TestPapers_TheirTablesExist(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite3", emptyDatabase(t, t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	named := regexp.MustCompile("(?:table|tabel|views?) ((?:`\\w+`(?:, | and )?)+)")
	statement := regexp.MustCompile(`^sqlite3 \S+ '(.+)'$`)
	for paper, text := range papers(t) {
		for _, n := range named.FindAllStringSubmatch(text, -1) {
			for _, table := range regexp.MustCompile(`\w+`).FindAllString(strings.ReplaceAll(n[1], "and", ""), -1) {
				checkSQL(t, db, paper, "SELECT * FROM "+table)
			}
		}
		for _, span := range spansOf(text) {
			if s := statement.FindStringSubmatch(span); s != nil {
				checkSQL(t, db, paper, s[1])
			}
		}
	}
}

// checkSQL prepares a statement of a paper.
func checkSQL(t *testing.T, db *sql.DB, paper, statement string) {
	t.Helper()
	prepared, err := db.PrepareContext(context.WithoutCancel(t.Context()), statement)
	if err != nil {
		t.Errorf("%s: %s: %v", paper, statement, err)
		return
	}
	prepared.Close()
}

// notTheBots are words with a slash that are no commands of the bot.
var notTheBots = []string{"/healthz", "/metrics", "/newbot", "/revoke"}

// words are those of the message files.
func words(t *testing.T) *locales.Catalog {
	t.Helper()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// messageCommands are the commands of the bot that a paper names.
func messageCommands(text string) (commands []string) {
	for _, span := range spansOf(text) {
		if regexp.MustCompile(`^/[a-z]+$`).MatchString(span) && !slices.Contains(notTheBots, span) {
			commands = append(commands, span[1:])
		}
	}
	return commands
}

// TestPapers_TheBotKnowsTheirCommands looks up the commands that people are told to send; a paper
// in Indonesian names them in Indonesian.
func TestPapers_TheBotKnowsTheirCommands(t *testing.T) {
	t.Parallel()
	catalog := words(t)
	commands, indonesian := speech.NewCommands(catalog), map[string]bool{}
	for _, c := range say.AdminMenu.Commands() {
		indonesian[speech.CommandName(catalog, say.Indonesian, c)] = true
	}
	eachPaper(t, func(t *testing.T, paper, text string) {
		for _, row := range regexp.MustCompile("(?m)^\\| `/(\\w+)` \\| `/(\\w+)` \\|").FindAllStringSubmatch(text, -1) {
			if commands.Find(row[1]) != commands.Find(row[2]) {
				t.Errorf("/%s and /%s are not the same command", row[1], row[2])
			}
		}
		for _, command := range messageCommands(text) {
			if commands.Find(command) == say.CommandUnknown {
				t.Errorf("the bot does not know /%s", command)
			}
			if strings.HasSuffix(paper, ".id.md") && !indonesian[command] {
				t.Errorf("/%s is not its Indonesian name", command)
			}
		}
	})
}

// TestPapers_TheirButtonsExist looks up labels of buttons, as in `[Kirim…]`, in the words of the
// paper's language.
func TestPapers_TheirButtonsExist(t *testing.T) {
	t.Parallel()
	labels := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(root, "locales", "*.id.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no words: %v", err)
	}
	for _, file := range files {
		var words struct{ Button map[string]string }
		if _, err := toml.DecodeFile(file, &words); err != nil {
			t.Fatal(err)
		}
		for _, label := range words.Button {
			labels[label] = true
		}
	}
	found := 0
	for paper, text := range papers(t) {
		for _, span := range spansOf(fence.ReplaceAllString(text, "")) {
			label, is := strings.CutPrefix(span, "[")
			if !is || !strings.HasSuffix(paper, ".id.md") {
				continue
			}
			found++
			if !labels[strings.TrimSuffix(label, "]")] {
				t.Errorf("%s: there is no button %s", paper, span)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d buttons are named", found)
	}
}

// TestPapers_AreTheSameInBothLanguages compares each paper that there is in two languages.
func TestPapers_AreTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	all, known := papers(t), speech.NewCommands(words(t))
	pairs := 0
	for paper, text := range all {
		twin, both := all[strings.TrimSuffix(paper, ".md")+".id.md"]
		if !both {
			continue
		}
		pairs++
		for what, in := range map[string]func(string) []string{
			"settings": func(text string) []string { return settingName.FindAllString(text, -1) },
			"commands": func(text string) []string {
				return slices.Concat(commandsIn(text, "ikmbot"), commandsIn(text, "(?:go|cp|systemctl|umask|litestream|chown|chmod|sqlite3|set|journalctl|openssl)"))
			},
			"flags": func(text string) []string {
				return slices.DeleteFunc(spansOf(text), func(span string) bool { return span[0] != '-' })
			},
			"commands of the bot": func(text string) (commands []string) {
				for _, c := range messageCommands(text) {
					commands = append(commands, string(known.Find(c)))
				}
				return commands
			},
			"defaults": func(text string) (defaults []string) {
				for _, d := range regexp.MustCompile("(?m)^\\| `[A-Z_]+` .*\\| ([`0-9][^|]*) \\|$").FindAllStringSubmatch(text, -1) {
					defaults = append(defaults, d[1])
				}
				return defaults
			},
		} {
			english, indonesian := sortedSet(in(text)), sortedSet(in(twin))
			if len(english) == 0 || !slices.Equal(english, indonesian) {
				t.Errorf("%s: its %s are %q, in Indonesian %q", paper, what, english, indonesian)
			}
		}
		if english, indonesian := len(anchorsOf(text)), len(anchorsOf(twin)); english != indonesian {
			t.Errorf("%s has %d headings, in Indonesian %d", paper, english, indonesian)
		}
	}
	if pairs == 0 {
		t.Error("no paper is there in two languages")
	}
}

func sortedSet(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// TestPapers_TheirConversationsAreReal holds each line of a conversation in a paper, in order,
// against the transcript that it says it is from.
func TestPapers_TheirConversationsAreReal(t *testing.T) {
	t.Parallel()
	found := 0
	for paper, text := range papers(t) {
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			name, is := strings.CutPrefix(block[1], "transcript ")
			if !is {
				continue
			}
			found++
			transcript, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			rest := "\n" + string(transcript)
			for line := range strings.Lines(block[2]) {
				if line == "…\n" {
					continue
				}
				_, after, ok := strings.Cut(rest, "\n"+line)
				if !ok {
					t.Errorf("%s: %s does not go on with %q", paper, name, line)
				}
				rest = "\n" + after
			}
		}
	}
	if found == 0 {
		t.Error("no paper shows a conversation")
	}
}

// TestPapers_CIRunsWhatTheyTell holds the workflow against .ci/run: it calls that and pins what it
// uses.
func TestPapers_CIRunsWhatTheyTell(t *testing.T) {
	t.Parallel()
	workflow, err := os.ReadFile(filepath.Join(root, ".github/workflows/ci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(workflow), "run: bash .ci/run\n") || !tree(t)[".ci/run"] {
		t.Error("the workflow does not call .ci/run")
	}
	for _, used := range regexp.MustCompile(`uses: (\S+)`).FindAllStringSubmatch(string(workflow), -1) {
		if !regexp.MustCompile(`@v\d+\.\d+\.\d+$`).MatchString(used[1]) {
			t.Errorf("%s is not pinned to a version", used[1])
		}
	}
}
