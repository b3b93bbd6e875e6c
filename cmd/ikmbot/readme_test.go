package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikmbot/scoring/store"
)

// readme is the README's text.
func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// commandsIn are the commands of a program in the README: code spans, and lines of code blocks.
func commandsIn(text, program string) []string {
	var all []string
	span := regexp.MustCompile("(?m)(?:`|^)((?:\\./)?" + program + "(?: [^`\n]*)?)(?:`|$)")
	for _, m := range span.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(all, m[1]) {
			all = append(all, m[1])
		}
	}
	return all
}

// TestReadme_ItsTestsAreThere holds the packages, names and flags of every go test, run and build
// in the README against what there is.
func TestReadme_ItsTestsAreThere(t *testing.T) {
	t.Parallel()
	commands := append(commandsIn(readme(t), "go test"), commandsIn(readme(t), "go (?:run|build)")...)
	if len(commands) < 15 {
		t.Fatalf("only %q are commands", commands)
	}
	for _, command := range commands {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			words := strings.Fields(command)[2:]
			var sources strings.Builder
			for _, word := range words {
				if strings.HasPrefix(word, "./") {
					sources.WriteString(testSources(t, word))
				}
			}
			for i, word := range words {
				switch {
				case word == "-run" && words[i+1] == "xxx" || strings.HasPrefix(words[0], "golang.org/"):
				case word == "-run", word == "-bench", word == "-fuzz":
					kinds := map[string]string{"-run": "Test", "-bench": "Benchmark", "-fuzz": "Fuzz"}
					name, _, _ := strings.Cut(words[i+1], "/") // behind it are names made while it runs
					if !regexp.MustCompile(`func ` + kinds[word] + `\w*` + strings.TrimPrefix(name, kinds[word])).MatchString(sources.String()) {
						t.Errorf("%s %s finds nothing", word, words[i+1])
					}
				case strings.HasPrefix(word, "-") && !slices.Contains([]string{"-v", "-benchtime", "-timeout", "-list", "-o"}, word):
					if !strings.Contains(sources.String(), `("`+word[1:]+`"`) {
						t.Errorf("there is no flag %s", word)
					}
					if slices.ContainsFunc(words[i:], func(w string) bool { return strings.HasPrefix(w, "./") }) {
						t.Errorf("go test takes what stands behind %s, a flag of the test's own, for the test's", word)
					}
				}
			}
		})
	}
}

// testSources are the sources of a package's tests, or with ... of all packages.
func testSources(t *testing.T, folder string) string {
	t.Helper()
	if folder == "./..." {
		return ""
	}
	files, err := filepath.Glob(filepath.Join(root, folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no package %s: %v", folder, err)
	}
	var text strings.Builder
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(source)
	}
	return text.String()
}

// TestReadme_ItsCommandsWork runs every ikmbot command that the README names, in an order in
// which each has what it needs. What it writes in capitals is a file.
func TestReadme_ItsCommandsWork(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	settings := map[string]string{"IKMBOT_DB": filepath.Join(folder, "ikmbot.db")}
	s, err := store.Open(t.Context(), settings["IKMBOT_DB"], store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, province := range []string{"jambi.db", "riau.db"} {
		if o := command(t.Context(), settings, "backup", filepath.Join(folder, province)); o.code != exitDone {
			t.Fatalf("backup: %+v", o)
		}
	}
	named := commandsIn(readme(t), "ikmbot")
	for _, line := range []string{
		"ikmbot weights show balanced > panel.csv", "ikmbot weights load panel.csv", "ikmbot weights use panel", "ikmbot recap", "ikmbot recap jambi.db riau.db", "ikmbot export FILE.xlsx",
		"ikmbot export FILE.csv", "ikmbot import FILE.csv", "ikmbot backup FILE", "ikmbot restore FILE", "ikmbot check",
	} {
		words := strings.Fields(strings.ReplaceAll(line, "FILE", filepath.Join(folder, "FILE")))[1:]
		words, into, redirected := cutAt(words, ">")
		for i, word := range words {
			if slices.Contains([]string{"panel.csv", "jambi.db", "riau.db"}, word) {
				words[i] = filepath.Join(folder, word)
			}
		}
		o := command(t.Context(), settings, words...)
		if redirected {
			if err := os.WriteFile(filepath.Join(folder, into), []byte(o.out), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		// A check without a token has something to say, and says it.
		if want := map[bool]int{true: exitFailed, false: exitDone}[words[0] == "check"]; o.code != want {
			t.Errorf("%s ends with %d: %s%s", line, o.code, o.out, o.errs)
		}
		named = slices.DeleteFunc(named, func(c string) bool { return c == line || strings.HasPrefix(line, c) })
	}
	if len(named) > 0 {
		t.Errorf("the README names commands that are not tried here: %q", named)
	}
}

// cutAt cuts words at one of them, and tells what stands behind it.
func cutAt(words []string, at string) (before []string, behind string, found bool) {
	i := slices.Index(words, at)
	if i < 0 {
		return words, "", false
	}
	return words[:i], words[i+1], true
}

// TestReadme_NamesEverySetting holds the README's table against the settings that there are.
func TestReadme_NamesEverySetting(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("settings.go")
	if err != nil {
		t.Fatal(err)
	}
	text := readme(t)
	there := regexp.MustCompile(`\{"([a-z-]+)", "([A-Z_]+)",`).FindAllStringSubmatch(string(source), -1)
	if len(there) < 10 {
		t.Fatalf("only %d settings are found", len(there))
	}
	for _, setting := range there {
		if row := "| `" + setting[2] + "` | `-" + setting[1] + "` |"; !strings.Contains(text, row) {
			t.Errorf("the README lacks %s", row)
		}
	}
	if rows := regexp.MustCompile("(?m)^\\| `[A-Z_]+` \\| `-").FindAllString(text, -1); len(rows) != len(there) {
		t.Errorf("the README's table has %d settings, there are %d", len(rows), len(there))
	}
}
