package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spreadsheetProfile is a profile of LibreOffice whose system speaks Indonesian.
const spreadsheetProfile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>id-ID</value></prop></item>
</oor:items>
`

// The formats of LibreOffice, semicolons between the cells: all cells of the first sheet or of the
// fourth, as they are shown, and a file that is read with every number, date and formula in it found.
const (
	savedCSV    = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
	fourthSheet = savedCSV + ",false,false,4"
	openedCSV   = "CSV:59,34,76,1,,0,false,true,false"
)

// spreadsheet is LibreOffice Calc as an office in Indonesia has it.
type spreadsheet struct{ program, profile string }

// startSpreadsheet prepares LibreOffice. The test is skipped where it is not installed, except in
// continuous integration.
func startSpreadsheet(t *testing.T) spreadsheet {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no LibreOffice: install libreoffice-calc")
		}
		t.Skip("there is no LibreOffice (libreoffice-calc)")
	}
	s := spreadsheet{program, t.TempDir()}
	user := filepath.Join(s.profile, "user")
	if err := os.Mkdir(user, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(spreadsheetProfile), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

// saves opens files and saves them in a format. It returns the folder.
func (s spreadsheet) saves(t *testing.T, format string, files ...string) string {
	t.Helper()
	folder := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + s.profile, "--headless", "--convert-to", format, "--outdir", folder}
	if strings.HasSuffix(files[0], ".csv") {
		args = append(args, "--infilter="+openedCSV)
	}
	if out, err := exec.CommandContext(t.Context(), s.program, append(args, files...)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	return folder
}

// fragile are codes and names that a spreadsheet runs or saves in another form.
var fragile = []string{
	"0123", "123", "1E5", "100000", "12345678901234567890", "1-2", "3/4", "1.000", "1,5", "5%", "(5)", "Rp5000", "10.30", "1:30", "Mei 5", "5 Mei 2026", "TRUE", "benar",
	"=1+1", "+62", "-", "@SUM(1)", "'=1", "''0123", "'Batik", "Batik; \"Tulis\"", "Batik, Kain", "Ñandú ☀", "NULL", "0", "T1-1e5", "7 Saudara",
}

// fragileSurvey is a survey whose businesses have fragile codes and names.
func fragileSurvey(t *testing.T) string {
	t.Helper()
	lines := csv.NewReader(strings.NewReader(survey(t, 40, "1571", "1508")))
	lines.Comma = ';'
	rows, err := lines.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	for _, row := range rows[1:] {
		if codes[row[0]] == "" && len(codes) < len(fragile) {
			codes[row[0]] = fragile[len(codes)]
		}
		if code := codes[row[0]]; code != "" { // typed with the apostrophe
			row[0], row[6] = "'"+code, "'"+code
		}
	}
	var out bytes.Buffer
	written := csv.NewWriter(&out)
	written.Comma = ';'
	if err := written.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestSpreadsheet_GivesFilesBack has LibreOffice save what the program writes and what people type,
// and imports that.
func TestSpreadsheet_GivesFilesBack(t *testing.T) {
	t.Parallel()
	office, folder := startSpreadsheet(t), t.TempDir()
	settings, typed := surveyedDatabase(t, fragileSurvey(t)), survey(t, 20, "1571", "1508")
	table, book := filepath.Join(folder, "data.csv"), filepath.Join(folder, "book.xlsx")
	for _, file := range []string{table, book} {
		if o := command(t.Context(), settings, "export", file, "-names"); o.code != exitDone {
			t.Fatalf("export: %+v", o)
		}
	}
	files := []string{table}
	for name, text := range map[string]string{
		"weights.csv": command(t.Context(), settings, "weights", "show", "balanced").out, "typed.csv": typed,
		"spoilt.csv": strings.NewReplacer("K-001", "1-2", "K-002", "12345678901234567890").Replace(typed),
	} {
		files = append(files, filepath.Join(folder, name))
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	csvs, xlsxs := office.saves(t, savedCSV, files...), office.saves(t, "xlsx", files...)
	books, rows := office.saves(t, "xlsx", book), office.saves(t, fourthSheet, book)

	want, wantTyped := read(t, table), exportedAgain(t, surveyedDatabase(t, typed))
	for name, c := range map[string]struct{ file, want string }{
		"a workbook as it was written":   {book, want},
		"CSV saved as CSV":               {filepath.Join(csvs, "data.csv"), want},
		"CSV saved as a workbook":        {filepath.Join(xlsxs, "data.xlsx"), want},
		"a workbook saved again":         {filepath.Join(books, "book.xlsx"), want},
		"the rows of a workbook as CSV":  {filepath.Join(rows, "book-Businesses.csv"), want},
		"typed days saved as CSV":        {filepath.Join(csvs, "typed.csv"), wantTyped},
		"typed days saved as a workbook": {filepath.Join(xlsxs, "typed.xlsx"), wantTyped},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			into := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
			if o := command(t.Context(), into, "import", c.file); o.code != exitDone {
				t.Fatalf("import: %+v", o)
			}
			if diff := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(exportedAgain(t, into), "\n")); diff != "" {
				t.Errorf("the file is another one (-exported +exported again):\n%s", diff)
			}
		})
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"import", filepath.Join(csvs, "spoilt.csv")}, "a spreadsheet has turned this code into a number or a date"},
		{[]string{"weights", "load", filepath.Join(csvs, "weights.csv")}, "The weight set weights is loaded"},
		{[]string{"weights", "load", filepath.Join(xlsxs, "weights.xlsx")}, "The weight set weights is loaded"},
	} {
		o := command(t.Context(), map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}, c.args...)
		if !strings.Contains(o.out+o.errs, c.want) {
			t.Errorf("%v: %+v", c.args, o)
		}
	}
}

// exportedAgain exports everything, with names.
func exportedAgain(t *testing.T, settings map[string]string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "again.csv")
	if o := command(t.Context(), settings, "export", file, "-names"); o.code != exitDone {
		t.Fatalf("export: %+v", o)
	}
	return read(t, file)
}
