package main

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikmbot/scoring/store"
)

// papers are the texts of all papers, by their paths from the top.
func papers(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for file := range tree(t) {
		if path.Ext(file) == ".md" {
			text, err := os.ReadFile(filepath.Join(root, file))
			if err != nil {
				t.Fatal(err)
			}
			found[file] = string(text)
		}
	}
	for _, paper := range []string{
		"README.md", "dialog/README.md", "scoring/README.md", ".github/CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/FIGURES.md", ".github/GLOSSARY.md",
		".github/OFFICERS.id.md", ".github/OPERATING.md", ".github/OPERATING.id.md", ".github/SECURITY.md",
	} {
		if found[paper] == "" {
			t.Errorf("there is no %s", paper)
		}
	}
	return found
}

// tree holds the paths of all files and folders, from the top; git's own left out.
func tree(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Name() == ".git" {
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		relative, err := filepath.Rel(root, file)
		found[filepath.ToSlash(relative)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// eachPaper runs a test for every paper.
func eachPaper(t *testing.T, test func(t *testing.T, paper, text string)) {
	t.Helper()
	for paper, text := range papers(t) {
		t.Run(paper, func(t *testing.T) {
			t.Parallel()
			test(t, paper, text)
		})
	}
}

// fence is a block of code, with the word after its opening marks.
var fence = regexp.MustCompile("(?ms)^ *```([^\n]*)\n(.*?)^ *```$")

// spansOf are a text's code spans, and the lines of its code blocks.
func spansOf(text string) (spans []string) {
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[2]) {
			spans = append(spans, strings.TrimSpace(line))
		}
	}
	for _, span := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		spans = append(spans, span[1])
	}
	return spans
}

// commandsIn are the commands of a program in a paper: code spans, and lines of code blocks.
func commandsIn(text, program string) (commands []string) {
	begin := regexp.MustCompile(`^(\./)?` + program + `( |$)`)
	for _, span := range spansOf(text) {
		for _, part := range regexp.MustCompile(` (?:&&|;|\|) `).Split(span, -1) {
			if begin.MatchString(part) && !slices.Contains(commands, part) {
				commands = append(commands, part)
			}
		}
	}
	return commands
}

// TestPapers_TheirGoCommandsAreRight holds the packages, names and flags of every go command in a
// paper against what there is.
func TestPapers_TheirGoCommandsAreRight(t *testing.T) {
	t.Parallel()
	var commands []string
	for _, text := range papers(t) {
		commands = append(commands, commandsIn(text, "go (?:test|run|build)")...)
	}
	slices.Sort(commands)
	commands = slices.Compact(commands)
	if len(commands) < 20 {
		t.Fatalf("only %q are commands", commands)
	}
	for _, command := range commands {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			checkGoCommand(t, strings.Fields(command)[2:])
		})
	}
}

// checkGoCommand looks up the arguments of go test, go run or go build.
func checkGoCommand(t *testing.T, words []string) {
	t.Helper()
	var sources strings.Builder
	for _, word := range words {
		if strings.HasPrefix(word, "./") {
			sources.WriteString(sourcesOf(t, word))
		}
	}
	kinds := map[string]string{"-run": "Test", "-bench": "Benchmark", "-fuzz": "Fuzz"}
	for i, word := range words {
		switch {
		case word == "-run" && words[i+1] == "xxx" || strings.HasPrefix(words[0], "golang.org/"):
		case kinds[word] != "":
			name, _, _ := strings.Cut(words[i+1], "/") // after it come names that are made while it runs
			if !regexp.MustCompile(`func ` + kinds[word] + `\w*` + strings.TrimPrefix(name, kinds[word])).MatchString(sources.String()) {
				t.Errorf("%s %s finds nothing", word, words[i+1])
			}
		case strings.HasPrefix(word, "-") && !slices.Contains([]string{"-v", "-benchtime", "-timeout", "-list", "-o"}, word):
			if !strings.Contains(sources.String(), `("`+word[1:]+`"`) {
				t.Errorf("there is no flag %s", word)
			}
			if slices.ContainsFunc(words[i:], func(w string) bool { return strings.HasPrefix(w, "./") }) {
				t.Errorf("go test takes what comes after %s, a flag of the test's own, for the test's", word)
			}
		}
	}
}

// sourcesOf are the sources of a package, tests included, or with /... of all packages below a
// folder.
func sourcesOf(t *testing.T, folder string) string {
	t.Helper()
	folder, below := strings.CutSuffix(strings.TrimPrefix(folder, "./"), "...")
	var text strings.Builder
	for file := range tree(t) {
		if path.Ext(file) != ".go" || path.Dir(file) != folder && !(below && strings.HasPrefix(file, folder)) {
			continue
		}
		source, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		text.Write(source)
	}
	if text.Len() == 0 {
		t.Fatalf("there is no package ./%s", folder)
	}
	return text.String()
}

// TestPapers_TheirCommandsWork runs every ikmbot command that a paper names, in an order in
// which each has what it needs. What a paper writes in capitals is a file.
func TestPapers_TheirCommandsWork(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	settings := map[string]string{"IKMBOT_DB": emptyDatabase(t, folder)}
	for _, province := range []string{"jambi.db", "riau.db"} {
		if o := command(t.Context(), settings, "backup", filepath.Join(folder, province)); o.code != exitDone {
			t.Fatalf("backup: %+v", o)
		}
	}
	named := map[string]bool{}
	for _, text := range papers(t) {
		for _, c := range commandsIn(text, "ikmbot") {
			named[c] = true
		}
	}
	for _, line := range []string{
		"ikmbot weights list", "ikmbot weights show balanced > panel.csv", "ikmbot weights load panel.csv", "ikmbot weights use panel",
		"ikmbot recap", "ikmbot recap jambi.db riau.db", "ikmbot export FILE.xlsx", "ikmbot export FILE.csv", "ikmbot import FILE.csv",
		"ikmbot backup FILE", "ikmbot restore FILE", "ikmbot version", "ikmbot check",
	} {
		if !named[line] {
			t.Errorf("%s is tried here, and no paper names it", line)
		}
		tryCommand(t, folder, settings, line)
		maps.DeleteFunc(named, func(c string, _ bool) bool { return c == line || strings.HasPrefix(line, c+" ") })
	}
	delete(named, "ikmbot")
	if len(named) > 0 {
		t.Errorf("papers name commands that are not tried here: %q", slices.Sorted(maps.Keys(named)))
	}
}

// tryCommand runs a line of a paper with its files in a folder.
func tryCommand(t *testing.T, folder string, settings map[string]string, line string) {
	t.Helper()
	line, into, _ := strings.Cut(line, " > ")
	words := strings.Fields(line)[1:]
	for i, word := range words {
		if strings.HasPrefix(word, "FILE") || slices.Contains([]string{".csv", ".db"}, filepath.Ext(word)) {
			words[i] = filepath.Join(folder, word)
		}
	}
	o := command(t.Context(), settings, words...)
	if into != "" {
		if err := os.WriteFile(filepath.Join(folder, into), []byte(o.out), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A check without a token has something to say, and says it.
	if want := map[bool]int{true: exitFailed, false: exitDone}[words[0] == "check"]; o.code != want {
		t.Errorf("%s ends with %d: %s%s", line, o.code, o.out, o.errs)
	}
}

// emptyDatabase makes a database as the first start does.
func emptyDatabase(t *testing.T, folder string) string {
	t.Helper()
	file := filepath.Join(folder, "ikmbot.db")
	s, err := store.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestPapers_TheirFlagsExist looks up flags that stand alone, as in `-names`.
func TestPapers_TheirFlagsExist(t *testing.T) {
	t.Parallel()
	sources := sourcesOf(t, "./cmd/ikmbot")
	eachPaper(t, func(t *testing.T, _, text string) {
		for _, span := range spansOf(text) {
			if f := regexp.MustCompile(`^-([a-z][a-z-]+)( |$)`).FindStringSubmatch(span); f != nil && !strings.Contains(sources, `"`+f[1]+`"`) {
				t.Errorf("there is no flag -%s", f[1])
			}
		}
	})
}

// settingName is the name of a setting's variable.
var settingName = regexp.MustCompile(`\b(?:IKMBOT|TELEGRAM)_[A-Z_]+\b`)

// TestPapers_NameTheSettings holds the table of settings, which stands in one paper of each
// language, against the settings that there are, and every name of a setting in any paper.
func TestPapers_NameTheSettings(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("settings.go")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]string{}
	for _, s := range regexp.MustCompile(`\{"([a-z-]+)", "([A-Z_]+)",`).FindAllStringSubmatch(string(source), -1) {
		there[s[2]] = s[1]
	}
	if len(there) < 10 {
		t.Fatalf("only %d settings are found", len(there))
	}
	row := regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\| `-([a-z-]+)` \\|")
	eachPaper(t, func(t *testing.T, paper, text string) {
		rows := map[string]string{}
		for _, r := range row.FindAllStringSubmatch(text, -1) {
			rows[r[1]] = r[2]
		}
		if has := strings.HasPrefix(paper, ".github/OPERATING."); has && !maps.Equal(rows, there) {
			t.Errorf("its table has %v, there are %v", rows, there)
		} else if !has && len(rows) > 0 {
			t.Error("the table of settings stands in OPERATING, and nowhere else")
		}
		for _, name := range settingName.FindAllString(text, -1) {
			if there[name] == "" {
				t.Errorf("there is no setting %s", name)
			}
		}
	})
}

// TestPapers_TheirPathsExist looks up every path in a code span: from the top, or from the paper's
// folder.
func TestPapers_TheirPathsExist(t *testing.T) {
	t.Parallel()
	files := tree(t)
	tops := regexp.MustCompile(`^(cmd|bot|dialog|scoring|locales|store|\.github|\.ci)/[\w./<>*-]+$`)
	eachPaper(t, func(t *testing.T, paper, text string) {
		for _, span := range append(spansOf(fence.ReplaceAllString(text, "")), mapPaths(text)...) {
			if !tops.MatchString(span) {
				continue
			}
			wanted := regexp.MustCompile(`<\w+>`).ReplaceAllString(strings.TrimSuffix(span, "/"), "*")
			exists := func(p string) bool {
				for file := range files {
					if matches, err := path.Match(p, file); err == nil && matches {
						return true
					}
				}
				return false
			}
			if !exists(wanted) && !exists(path.Join(path.Dir(paper), wanted)) {
				t.Errorf("there is no %s", span)
			}
		}
	})
}

// mapPaths are the folders in a paper's map: a line that begins with a folder, its folders indented
// below it.
func mapPaths(text string) (paths []string) {
	for _, block := range fence.FindAllStringSubmatch(text, -1) {
		above := ""
		for line := range strings.Lines(block[2]) {
			names := regexp.MustCompile(`^( *)((?:[\w./]+/ +)+)`).FindStringSubmatch(line)
			if names == nil {
				continue
			}
			for _, name := range strings.Fields(names[2]) {
				if names[1] == "" {
					above = name
				} else {
					name = above + name
				}
				paths = append(paths, name)
			}
		}
	}
	return paths
}

// TestPapers_TheMapIsWhole looks for every package in the map of CONTRIBUTING. What is internal, or
// there for tests, is told with what it belongs to.
func TestPapers_TheMapIsWhole(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, folder := range mapPaths(papers(t)[".github/CONTRIBUTING.md"]) {
		told[strings.TrimSuffix(folder, "/")] = true
	}
	for _, p := range listed(t) {
		folder, _ := strings.CutPrefix(p.ImportPath, "ikmbot/")
		outer, _, internal := strings.Cut(folder, "/internal/")
		if !told[folder] && !(internal && told[outer+"/internal"]) && !strings.HasSuffix(folder, "test") {
			t.Errorf("the map lacks %s", folder)
		}
	}
}

// TestPapers_TheirLinksLead follows every link from a paper to a file, and to a heading in it.
func TestPapers_TheirLinksLead(t *testing.T) {
	t.Parallel()
	files, all := tree(t), papers(t)
	links := regexp.MustCompile(`\]\(([^)\s]+)\)|src="([^"]+)"`)
	eachPaper(t, func(t *testing.T, paper, text string) {
		for _, link := range links.FindAllStringSubmatch(text, -1) {
			target := link[1] + link[2]
			if strings.HasPrefix(target, "https://") {
				continue
			}
			file, anchor, _ := strings.Cut(target, "#")
			if file = path.Join(path.Dir(paper), file); target[0] == '#' {
				file = paper
			}
			if !files[file] {
				t.Errorf("%s leads nowhere", target)
			}
			if anchor != "" && !slices.Contains(anchorsOf(all[file]), anchor) {
				t.Errorf("%s: there is no such heading", target)
			}
		}
	})
}

// anchorsOf are the anchors that a page gives its headings.
func anchorsOf(text string) (anchors []string) {
	for _, h := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		kept := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(h[1]), "")
		anchors = append(anchors, strings.ReplaceAll(kept, " ", "-"))
	}
	return anchors
}
