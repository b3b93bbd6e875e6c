package main

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/exchange"
)

// survey is a file of made-up interviews on paper: of n businesses in the regions, the same
// ones for the same seed. Every tenth business is interviewed twice, and every eighth has not
// come to the end.
func survey(t testing.TB, n int, regions ...string) string {
	t.Helper()
	random := rand.New(rand.NewPCG(292, 1079))
	var out bytes.Buffer
	lines := csv.NewWriter(&out)
	lines.Comma = ';'
	head := []string{"business", "number", "questionnaire", "weights", "started", "finished"}
	for _, q := range questionnaire.Releases[0].Questions {
		head = append(head, q.Code)
	}
	rows := [][]string{head}
	for i := range n {
		region := regions[random.IntN(len(regions))]
		rows = append(rows, surveyed(random, i, 1, region))
		if i%10 == 3 {
			rows = append(rows, surveyed(random, i, 2, region))
		}
	}
	if err := lines.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// surveyed is one interview.
func surveyed(random *rand.Rand, business, number int, region string) []string {
	day := fmt.Sprintf("2026-%02d-%02d", 2*number+random.IntN(2), 1+random.IntN(28))
	row := []string{fmt.Sprintf("K-%03d", business+1), strconv.Itoa(number), "1", "balanced", day, day}
	stops := business%8 == 5 && number == 1
	if stops {
		row[5] = ""
	}
	for n, q := range questionnaire.Releases[0].Questions {
		row = append(row, answered(random, q, region))
		if stops && n > business%30 {
			row[len(row)-1] = ""
		}
	}
	return row
}

// answered is a random answer.
func answered(random *rand.Rand, q questionnaire.Question, region string) string {
	switch {
	case q.Kind == questionnaire.RegionOf:
		return region
	case q.Skippable() && random.IntN(8) == 0:
		return "-"
	case q.Kind == questionnaire.FreeText:
		return "Usaha " + strconv.Itoa(random.IntN(1000))
	case q.MayPickNothing():
		return q.Written(random.IntN(1 << len(q.Options)))
	case q.Kind == questionnaire.SomeOf:
		return q.Written(1 << random.IntN(len(q.Options)))
	case q.Skippable():
		return q.Options[random.IntN(len(q.Options))]
	case strings.ContainsAny(q.Code[:1], "SO"): // the better answers come up more often
		return q.Options[max(random.IntN(4), random.IntN(4))]
	}
	return q.Options[min(random.IntN(4), random.IntN(4))]
}

// surveyedDatabase is a database with the file taken in.
func surveyedDatabase(t testing.TB, text string) map[string]string {
	t.Helper()
	folder := t.TempDir()
	file := filepath.Join(folder, "paper.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{"IKMBOT_DB": filepath.Join(folder, "ikmbot.db")}
	if o := command(t.Context(), settings, "import", file); o.code != exitDone {
		t.Fatalf("import: %+v", o)
	}
	return settings
}

func TestRecap_IsATranscriptToBeRead(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 292, "1571", "1504", "1508"))
	for _, c := range []struct {
		name, language string
		args           []string
	}{
		{"all.id.txt", "id", nil},
		{"all.en.txt", "en", nil},
		{"two_regions.id.txt", "id", []string{"-region", "tebo, 1504", "-from", "2026-03-01", "-to", "2026-04-30"}},
		{"too_few.en.txt", "en", []string{"-region", "1571", "-from", "2026-03-03", "-to", "2026-03-04"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := command(t.Context(), map[string]string{"IKMBOT_DB": settings["IKMBOT_DB"], "LANG": c.language}, append([]string{"recap"}, c.args...)...)
			if o.code != exitDone || o.errs != "" {
				t.Fatalf("recap: %+v", o)
			}
			golden(t, filepath.Join("testdata", "recap", c.name), o.out)
			for _, line := range strings.Split(o.out, "\n") {
				if n := len([]rune(line)); n > 80 {
					t.Errorf("%d characters in a line: %s", n, line)
				}
			}
		})
	}
}

// TestRecap_OfSeveralFilesIsOne reads the recap of three provinces, whose businesses bear the same
// codes, from three files.
func TestRecap_OfSeveralFilesIsOne(t *testing.T) {
	t.Parallel()
	var files []string
	for i, region := range []string{"1571", "1504", "1508"} {
		files = append(files, surveyedDatabase(t, survey(t, 40+20*i, region))["IKMBOT_DB"])
	}
	o := command(t.Context(), map[string]string{"LANG": "id"}, append([]string{"recap"}, files...)...)
	if o.code != exitDone || o.errs != "" {
		t.Fatalf("recap: %+v", o)
	}
	golden(t, filepath.Join("testdata", "recap", "three_files.id.txt"), o.out)
}

func TestRecap_OfSeveralFilesSaysWhichDoesNotFit(t *testing.T) {
	t.Parallel()
	jambi, riau := surveyedDatabase(t, survey(t, 5, "1571")), surveyedDatabase(t, survey(t, 5, "1504"))
	weights := filepath.Join(t.TempDir(), "panel.csv")
	if err := os.WriteFile(weights, []byte(command(t.Context(), riau, "weights", "show", "balanced").out), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, act := range [][]string{{"load", weights}, {"use", "panel"}} {
		if o := command(t.Context(), riau, append([]string{"weights"}, act...)...); o.code != exitDone {
			t.Fatalf("weights: %+v", o)
		}
	}
	absent := filepath.Join(t.TempDir(), "none.db")
	for _, c := range []struct {
		files []string
		want  ending
	}{
		{[]string{jambi["IKMBOT_DB"], riau["IKMBOT_DB"], jambi["IKMBOT_DB"]}, ending{code: exitMistake, errs: jambi["IKMBOT_DB"] + " is named twice, so its businesses would count twice. Name each file once.\n"}},
		{[]string{jambi["IKMBOT_DB"], riau["IKMBOT_DB"]}, ending{code: exitFailed, errs: riau["IKMBOT_DB"] + " uses other weights than the files before it, but a recap needs one weight set. Make all of them use the same (ikmbot weights use), then try again.\n"}},
		{[]string{jambi["IKMBOT_DB"], weights}, ending{code: exitFailed, errs: weights + " is not an ikmbot data file. It was not changed; choose another file (IKMBOT_DB).\n"}},
		{[]string{jambi["IKMBOT_DB"], absent}, ending{code: exitFailed, errs: absent + " does not exist.\n"}},
	} {
		if diff := cmp.Diff(c.want, command(t.Context(), nil, append([]string{"recap"}, c.files...)...), cmp.AllowUnexported(ending{})); diff != "" {
			t.Errorf("recap of %q (-want +got):\n%s", c.files, diff)
		}
	}
}

// golden compares a text with a file, or writes it again.
func golden(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(read(t, file), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestExport_AndImportAreContrary(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 292, "1571", "1504", "1508"))
	for _, flags := range [][]string{nil, {"-names"}, {"-region", "Kota Jambi"}} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			t.Parallel()
			first, second := filepath.Join(t.TempDir(), "first.csv"), filepath.Join(t.TempDir(), "second.csv")
			if o := command(t.Context(), settings, append([]string{"export", first}, flags...)...); o.code != exitDone {
				t.Fatalf("export: %+v", o)
			}
			text := read(t, first)
			if o := command(t.Context(), surveyedDatabase(t, text), append([]string{"export", second}, flags...)...); o.code != exitDone {
				t.Fatalf("export: %+v", o)
			}
			if diff := cmp.Diff(text, read(t, second)); diff != "" {
				t.Errorf("the file is another one (-first +second):\n%s", diff)
			}
		})
	}
}

func read(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestExport_WritesAWorkbookWhileTheBotRuns(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 20, "1571"))
	s, err := store.Open(t.Context(), settings["IKMBOT_DB"], store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	file := filepath.Join(t.TempDir(), "recap.xlsx")
	if o := command(t.Context(), settings, "export", file); o.code != exitDone || o.out != "Wrote "+file+".\n" {
		t.Fatalf("export: %+v", o)
	}
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Businesses")
	if err != nil || len(rows) != 2+22 {
		t.Errorf("%d rows, %v; want two heads and 22 interviews", len(rows), err)
	}
	if o := command(t.Context(), settings, "import", file); o.code != exitFailed || !strings.Contains(o.errs, "is in use by another ikmbot") {
		t.Errorf("import: %+v", o)
	}
}

func TestExport_OverwritesNothingAndLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 5, "1571"))
	folder := t.TempDir()
	file := filepath.Join(folder, "recap.csv")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := command(t.Context(), settings, "export", file); o.code != exitFailed || !strings.Contains(o.errs, "never overwritten") {
		t.Errorf("export: %+v", o)
	}
	if got := read(t, file); got != "mine" {
		t.Errorf("the file holds %q", got)
	}
	if o := command(t.Context(), map[string]string{"IKMBOT_DB": filepath.Join(folder, "none.db")}, "export", filepath.Join(folder, "b.csv")); o.code != exitFailed {
		t.Errorf("export of no database: %+v", o)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, %v", left, err)
	}
}

func TestRecap_OfARegionThatIsNoneIsAMistake(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 5, "1571"))
	want := ending{code: exitMistake, errs: "There is no region Bandung. Give its BPS code or its name, such as -region 1571 or -region \"Kota Jambi\"; several are comma-separated. There are: " +
		"1571 Kota Jambi, 1572 Kota Sungai Penuh, 1504 Batang Hari, 1509 Bungo, 1501 Kerinci, 1502 Merangin, 1505 Muaro Jambi, " +
		"1503 Sarolangun, 1507 Tanjung Jabung Barat, 1506 Tanjung Jabung Timur, 1508 Tebo, 9999.\n"}
	if diff := cmp.Diff(want, command(t.Context(), settings, "recap", "-region", "1571,Bandung"), cmp.AllowUnexported(ending{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRecap_LeavesAloneADatabaseOfAnotherVersion(t *testing.T) {
	t.Parallel()
	settings := surveyedDatabase(t, survey(t, 5, "1571"))
	db, err := sql.Open("sqlite3", settings["IKMBOT_DB"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA user_version = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := read(t, settings["IKMBOT_DB"])
	want := ending{code: exitFailed, errs: settings["IKMBOT_DB"] + " was last used by another version of ikmbot. Start this version of the bot once, then try again.\n"}
	if diff := cmp.Diff(want, command(t.Context(), settings, "recap"), cmp.AllowUnexported(ending{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if read(t, settings["IKMBOT_DB"]) != before {
		t.Error("the database has changed")
	}
}

func TestImport_TellsEveryFaultALineEach(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "paper.csv")
	lines := strings.SplitN(survey(t, 3, "1571"), "\n", 4)
	lines[1] = strings.Replace(lines[1], ";1571;", ";Jambi\x1b[31m;", 1)
	lines[2] += ";1"
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	faults := "line 2, column 8 (region), which has \"Jambi\\x1b[31m\": there is no region with this code or name\n" +
		"  column region can hold: 1571 Kota Jambi, 1572 Kota Sungai Penuh, 1504 Batang Hari, 1509 Bungo, 1501 Kerinci, 1502 Merangin, 1505 Muaro Jambi, " +
		"1503 Sarolangun, 1507 Tanjung Jabung Barat, 1506 Tanjung Jabung Timur, 1508 Tebo, 9999\n" +
		"line 3: it has a different number of cells than the first line\n"
	for _, c := range []struct {
		args []string
		want ending
	}{
		{[]string{"import", file}, ending{code: exitFailed, errs: "Nothing was imported because of these errors (to import the rest: -skip-faulty):\n" + faults}},
		{[]string{"import", file, "-skip-faulty"}, ending{code: exitDone, out: faults + "Imported questionnaires: 1. Skipped lines: 2.\n"}},
	} {
		got := command(t.Context(), map[string]string{"IKMBOT_DB": filepath.Join(folder, "ikmbot.db")}, c.args...)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(ending{})); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.args, diff)
		}
	}
	if o := command(t.Context(), map[string]string{"IKMBOT_DB": filepath.Join(folder, "b.db"), "LANG": "id"}, "import", file, "-skip-faulty"); !strings.Contains(o.out, "baris 3: jumlah selnya") {
		t.Errorf("in Indonesian: %+v", o)
	}
}

// Every reason for which a line is refused has its words.
func TestImport_HasWordsForEveryReason(t *testing.T) {
	t.Parallel()
	for _, language := range []string{"id", "en"} {
		words := read(t, filepath.Join(root, "locales", "program."+language+".toml"))
		_, words, _ = strings.Cut(words, "[program.fault.reason]")
		words, _, _ = strings.Cut(words, "\n[")
		for _, r := range exchange.Reasons {
			if !strings.Contains(words, "\n"+string(r)+" = ") {
				t.Errorf("%s has no words in %s", r, language)
			}
		}
	}
}
