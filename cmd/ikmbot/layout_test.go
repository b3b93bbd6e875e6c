package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the module's folder.
const root = "../.."

// goPackage is what `go list` tells of a package.
type goPackage struct {
	ImportPath string
	Name       string
	Dir        string
	Standard   bool
	GoFiles    []string
	Imports    []string // direct ones, without those of tests
	Deps       []string // all that it rests on
}

// listed asks `go list` for the program's packages, or with -deps for all that they rest on too.
func listed(t *testing.T, flags ...string) []goPackage {
	t.Helper()
	var errs bytes.Buffer
	command := exec.CommandContext(t.Context(), "go", slices.Concat([]string{"list", "-json=ImportPath,Name,Dir,Standard,GoFiles,Imports,Deps"}, flags, []string{"./..."})...)
	command.Dir, command.Stderr = root, &errs
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, errs.String())
	}
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// ways are the program's own packages that each of them may import. What is not named
// may import none.
var ways = []struct {
	from, to *regexp.Regexp
	why      string
}{
	{
		regexp.MustCompile(`^ikmbot/cmd/`), regexp.MustCompile(`^ikmbot/(bot|dialog|locales|scoring|cmd/ikmbot/internal)(/|$)`),
		"cmd wires everything and nothing knows of it",
	},
	{
		regexp.MustCompile(`^ikmbot/bot$`), regexp.MustCompile(`^ikmbot/(bot/|(dialog|locales|scoring)(/|$))`),
		"bot stands between Telegram and the conversation, and knows both",
	},
	{
		regexp.MustCompile(`^ikmbot/locales/speech$`), regexp.MustCompile(`^ikmbot/(locales$|dialog(/|$))`),
		"speech says what the conversation says in the catalog's words, for whoever shows it",
	},
	{
		regexp.MustCompile(`^ikmbot/cmd/ikmbot/internal/service$`), regexp.MustCompile(`^ikmbot/(bot|locales|locales/speech|scoring/store)$`),
		"service puts the bot together, whoever runs it",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/`), regexp.MustCompile(`^ikmbot/bot/`),
		"whatever else lies below bot knows Telegram only: no question, no word, no model",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/incoming$`), regexp.MustCompile(`^ikmbot/((dialog|locales)(/|$)|scoring/store$)`),
		"incoming reads what was done, and knows nothing of what is sent",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/outgoing$`), regexp.MustCompile(`^ikmbot/(bot/(client|delivery|outbox)$|(dialog|locales|scoring)(/|$))`),
		"outgoing makes messages of what was committed, and knows nothing of what comes in",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/upkeep$`), regexp.MustCompile(`^ikmbot/(bot/(delivery|outage|outbox|wake)|scoring/store)$`),
		"upkeep sees to what is due, whatever is said then",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/outbox$`), regexp.MustCompile(`^ikmbot/(bot/delivery|scoring/store)$`),
		"outbox stands between the dispatcher and the store, and puts no word to either",
	},
	{
		regexp.MustCompile(`^ikmbot/bot/(outage|wake)$`), regexp.MustCompile(`^ikmbot/bot/client$`),
		"how to wait is the same for whatever is waited for",
	},
	{
		regexp.MustCompile(`^ikmbot/dialog$`), regexp.MustCompile(`^ikmbot/dialog/`),
		"dialog hands each event to the package of its subject, and stands above them all",
	},
	{
		regexp.MustCompile(`^ikmbot/dialog/(interview|result|reminder|inquiry|recap|office|fallback|complaint/desk|broadcast/editor)$`), regexp.MustCompile(`^ikmbot/(dialog/|scoring$)`),
		"a subject's conversation may lean on another's, and never calls the router that it is called by",
	},
	{
		regexp.MustCompile(`^ikmbot/dialog/turn$`), regexp.MustCompile(`^ikmbot/dialog/(broadcast|button|complaint|questionnaire|say)$`),
		"a session carries what subjects know of themselves, and no conversation about them",
	},
	{
		regexp.MustCompile(`^ikmbot/dialog/(broadcast|complaint|questionnaire)$`), regexp.MustCompile(`^ikmbot/(dialog/(button|questionnaire|say)|scoring)$`),
		"what a session carries knows no session",
	},
	{
		regexp.MustCompile(`^ikmbot/dialog/say$`), regexp.MustCompile(`^ikmbot/(dialog/button|scoring)$`),
		"what is said tells of the model in the model's own nouns, and of no subject in particular",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/)?[a-z]+$)`),
		"store is the file's front: it opens it, applies what happens in one transaction and hands the rest to its rooms",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/(broadcast|complaint|fallback)$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/internal/)`),
		"a room writes its own tables in the one transaction, and the router takes it to the others",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/result$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/|complaint$))`),
		"a result sums up the log of complaints, too",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/inquiry$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/|result$))`),
		"who asks is told with the result of the business",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/reminder$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/|(complaint|result)$))`),
		"a reminder names complaints, and steps that follow from a result",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/interview$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/|reminder$))`),
		"an interview schedules what it is reminded of",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/office$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/(internal/|(broadcast|inquiry)$))`),
		"whoever joins the office or leaves it has inquiries and broadcasts",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/(recap|exchange)$`), regexp.MustCompile(`^ikmbot/(scoring(/table)?$|dialog(/|$)|scoring/store/internal/(model|scope|sqlite)$)`),
		"recaps and exchanged files are read from the model's rows, and know of no conversation that goes on and not of each other",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/internal/batch$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/internal/(model|sqlite)$)`),
		"the transaction is what every room of a conversation stands on, and calls none of them",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/internal/(model|scope)$`), regexp.MustCompile(`^ikmbot/(scoring$|dialog(/|$)|scoring/store/internal/sqlite$)`),
		"the model's rows are the ground of every room of the store",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/internal/sqlite$`), regexp.MustCompile(`^$`),
		"sqlite keeps a file with one writer, whatever it is about",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/storetest$`), regexp.MustCompile(`^ikmbot/dialog/(interview|questionnaire)$`),
		"storetest makes up rows by the questionnaire, beside the store and not through it",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/chart$`), regexp.MustCompile(`^ikmbot/scoring$`),
		"chart draws what it is given, words included",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/sheet$`), regexp.MustCompile(`^ikmbot/(scoring(/table)?$|dialog(/|$))`),
		"sheet lays out the model's figures and the questionnaire's answers as it is given them, in words that it is given",
	},
}

func TestLayout_ImportsRunDownwardsOnly(t *testing.T) {
	t.Parallel()
	for _, p := range listed(t) {
		for _, imported := range p.Imports {
			if !strings.HasPrefix(imported, "ikmbot/") {
				continue
			}
			allowed, why := false, "it is the ground that others stand on, and stands on none of them"
			for _, w := range ways {
				if w.from.MatchString(p.ImportPath) {
					allowed, why = w.to.MatchString(imported), w.why
				}
			}
			if !allowed {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

// homes are the only packages that may import others' work of a kind.
var homes = []struct {
	imported, home *regexp.Regexp
	why            string
}{
	{
		regexp.MustCompile(`^github\.com/go-telegram/`), regexp.MustCompile(`^ikmbot/bot(/|$)`),
		"Telegram is known below bot and nowhere else",
	},
	{
		regexp.MustCompile(`^database/sql|^github\.com/mattn/go-sqlite3`), regexp.MustCompile(`^ikmbot/scoring/store(/|$)`),
		"every statement stands in store",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/(broadcast|complaint|fallback|inquiry|interview|office|reminder|result)$`), regexp.MustCompile(`^ikmbot/scoring/store(/|$)`),
		"what goes on in a conversation is written through store, in its one transaction",
	},
	{
		regexp.MustCompile(`^ikmbot/scoring/store/storetest$`), regexp.MustCompile(`^$`),
		"businesses are made up by tests, never by the program",
	},
	{
		regexp.MustCompile(`^ikmbot/(bot/simulator/simulatortest|dialog/storytest)$`), regexp.MustCompile(`^$`),
		"what tests share is for tests, never for the program",
	},
	{
		regexp.MustCompile(`^github\.com/nicksnyder/go-i18n/|^github\.com/BurntSushi/toml$`), regexp.MustCompile(`^ikmbot/locales$`),
		"every word stands in locales",
	},
	{
		regexp.MustCompile(`^gonum\.org/|^git\.sr\.ht/~sbinet/gg$|^codeberg\.org/go-fonts/|^golang\.org/x/image/`), regexp.MustCompile(`^ikmbot/scoring/chart$`),
		"every picture is drawn in chart",
	},
	{
		regexp.MustCompile(`^github\.com/chromedp/`), regexp.MustCompile(`^$`),
		"a browser is driven by tests, never by the program",
	},
	{
		regexp.MustCompile(`^github\.com/xuri/`), regexp.MustCompile(`^ikmbot/scoring/(sheet|table)$`),
		"every workbook is written in sheet and read in table",
	},
	{
		regexp.MustCompile(`^github\.com/prometheus/`), regexp.MustCompile(`^ikmbot/bot/metrics$`),
		"every metric stands in metrics",
	},
}

func TestLayout_EachLibraryIsKnownInOnePlace(t *testing.T) {
	t.Parallel()
	for _, p := range listed(t) {
		for _, imported := range p.Imports {
			for _, h := range homes {
				if h.imported.MatchString(imported) && !h.home.MatchString(p.ImportPath) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, h.why)
				}
			}
		}
	}
}

// The conversation and the model's nouns can be read, tested and moved without
// anything else.
func TestLayout_DialogAndScoringRestOnTheStandardLibrary(t *testing.T) {
	t.Parallel()
	packages := listed(t, "-deps")
	conversation := regexp.MustCompile(`^ikmbot/dialog(/|$)`)
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	for _, p := range packages {
		ours := conversation.MatchString(p.ImportPath) || p.ImportPath == "ikmbot/scoring"
		if !ours || strings.HasSuffix(p.ImportPath, "test") { // what is there for tests may use more
			continue
		}
		for _, rest := range p.Deps {
			if !standard[rest] && rest != "ikmbot/scoring" && !conversation.MatchString(rest) {
				t.Errorf("%s rests on %s: it is a value without clock, network and file, and takes the standard library and the model's nouns alone", p.ImportPath, rest)
			}
		}
	}
}

func TestLayout_EachPackageSaysOnceWhatItIsFor(t *testing.T) {
	t.Parallel()
	for _, p := range listed(t) {
		var comments []string
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.PackageClauseOnly|parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			if file.Doc != nil {
				comments = append(comments, file.Doc.Text())
			}
		}
		begin := "Package " + p.Name + " "
		if p.Name == "main" {
			begin = "Command " + path.Base(p.ImportPath) + " "
		}
		if len(comments) != 1 || !strings.HasPrefix(comments[0], begin) {
			t.Errorf("%s has %d package comments, want one that begins %q: %q", p.ImportPath, len(comments), begin, comments)
		}
	}
}

// topLevel is what stands at the top; dot-files aside, and what git is told to pass over.
var topLevel = []string{"README.md", "bot", "cmd", "dialog", "go.mod", "go.sum", "locales", "scoring"}

func TestLayout_NothingElseStandsAtTheTop(t *testing.T) {
	t.Parallel()
	passedOver, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		made := slices.ContainsFunc(strings.Fields(string(passedOver)), func(pattern string) bool {
			matches, err := path.Match(strings.TrimPrefix(pattern, "/"), e.Name())
			return err == nil && matches
		})
		if !slices.Contains(topLevel, e.Name()) && !strings.HasPrefix(e.Name(), ".") && !made {
			t.Errorf("%s stands at the top, which holds %v and dot-files only", e.Name(), topLevel)
		}
	}
}
