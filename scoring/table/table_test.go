package table_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"

	"ikmbot/scoring/table"
)

// rowsOf reads a table, each row as its line and its cells.
func rowsOf(t *testing.T, file string) (rows []table.Row) {
	t.Helper()
	r, err := table.Open(strings.NewReader(file), "factor")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, table.Row{Line: row.Line, Cells: slices.Clone(row.Cells)})
	}
}

func utf16(t *testing.T, text string, order unicode.Endianness, mark unicode.BOMPolicy) string {
	t.Helper()
	out, err := unicode.UTF16(order, mark).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReader_ReadsWhatSpreadsheetsSave(t *testing.T) {
	t.Parallel()
	const text = "factor;weight\nS1;0,5\nS2;\"a;b\"\n"
	want := []table.Row{{Line: 1, Cells: []string{"factor", "weight"}}, {Line: 2, Cells: []string{"S1", "0,5"}}, {Line: 3, Cells: []string{"S2", "a;b"}}}
	for name, c := range map[string]struct {
		file  string
		lines []int
	}{
		"semicolons":               {text, []int{1, 2, 3}},
		"commas":                   {"factor,weight\nS1,\"0,5\"\nS2,a;b\n", []int{1, 2, 3}},
		"commas, with semicolons":  {"\"factor\",weight,\nS1,\"0,5\"\nS2,a;b\n", []int{1, 2, 3}},
		"tabs":                     {"factor\tweight\nS1\t0,5\nS2\ta;b\n", []int{1, 2, 3}},
		"a mark":                   {"\ufeff" + text, []int{1, 2, 3}},
		"no end":                   {strings.TrimSuffix(text, "\n"), []int{1, 2, 3}},
		"lines of Windows":         {strings.ReplaceAll(text, "\n", "\r\n"), []int{1, 2, 3}},
		"lines of old Macs":        {strings.ReplaceAll(text, "\n", "\r"), []int{1, 2, 3}},
		"UTF-16":                   {utf16(t, text, unicode.LittleEndian, unicode.UseBOM), []int{1, 2, 3}},
		"UTF-16, big end first":    {utf16(t, text, unicode.BigEndian, unicode.UseBOM), []int{1, 2, 3}},
		"UTF-16 without a mark":    {utf16(t, text, unicode.LittleEndian, unicode.IgnoreBOM), []int{1, 2, 3}},
		"a told separator":         {"sep=;\n" + text, []int{2, 3, 4}},
		"a told separator, filled": {"sep=;;\r\n" + strings.ReplaceAll(text, "\n", "\r\n"), []int{2, 3, 4}},
		"a told separator, Macs":   {"sep=;\r" + strings.ReplaceAll(text, "\n", "\r"), []int{2, 3, 4}},
		"a title":                  {"Bobot, 2026\n;;\n" + text, []int{3, 4, 5}},
		"empty columns and rows":   {"factor;weight;;\n;;;\nS1;0,5;;\n ; \nS2;\"a;b\";\"\";\n\n;;\n", []int{1, 3, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := slices.Clone(want)
			for i, line := range c.lines {
				want[i].Line = line
			}
			if diff := cmp.Diff(want, rowsOf(t, c.file)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if rows := rowsOf(t, ""); rows != nil {
		t.Errorf("an empty file has rows: %v", rows)
	}
}

// book makes a workbook of sheets of cells.
func book(t *testing.T, sheets ...[][]any) string {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for i, rows := range sheets {
		name := string(rune('A' + i))
		if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, n+1)
			if err := file.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReader_FindsTheSheetOfAWorkbook(t *testing.T) {
	t.Parallel()
	file := book(t, [][]any{{"factors"}, {1}}, [][]any{{"Faktor", "Bobot"}, {"factor", "weight", "note"}, {"S1", 0.0625}, {}, {"0012", nil, "1E5"}})
	want := []table.Row{
		{Line: 2, Cells: []string{"factor", "weight", "note"}}, {Line: 3, Cells: []string{"S1", "0.0625", ""}}, {Line: 5, Cells: []string{"0012", "", "1E5"}},
	}
	if diff := cmp.Diff(want, rowsOf(t, file)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if rows := rowsOf(t, book(t, [][]any{{"x"}})); rows != nil {
		t.Errorf("a sheet without the column is read: %v", rows)
	}
}

func TestReader_ReadsTheTimesOfAWorkbook(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("WIB", 7*60*60)
	want := time.Date(2026, 1, 31, 8, 30, 1, 0, zone)
	file := book(t, [][]any{{"factor", "at"}, {"S1", time.Date(2026, 1, 31, 8, 30, 1, 0, time.UTC)}})
	r, err := table.Open(strings.NewReader(file), "factor")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	row, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := r.Moment(row.Cells[1], zone); !ok || !got.Equal(want) {
		t.Errorf("%q is read as %s, %t, want %s", row.Cells[1], got, ok, want)
	}
	for _, cell := range []string{"", "S1", "0.5", "-1", "NaN", "3000000"} {
		if got, ok := r.Moment(cell, zone); ok {
			t.Errorf("%q is read as %s", cell, got)
		}
	}
}

func TestReader_RefusesWhatItCantRead(t *testing.T) {
	t.Parallel()
	whole := book(t, [][]any{{"factor"}})
	for name, c := range map[string]struct {
		file string
		want table.Fault
	}{
		"a lone quotation mark": {"factor\nS\"1\n", table.Fault{Line: 2, Reason: table.Quote}},
		"an endless cell":       {"factor\n\"" + strings.Repeat("x\n", 1<<20), table.Fault{Line: 2, Reason: table.TooLong}},
		"an endless line":       {"factor\nS1\n" + strings.Repeat("\x00", 1<<22), table.Fault{Line: 3, Reason: table.TooLong}},
		"a million columns":     {"factor\n" + strings.Repeat("1,", 1<<19) + "1", table.Fault{Line: 2, Reason: table.TooLong}},
		"half a workbook":       {whole[:len(whole)/2], table.Fault{Line: 1, Reason: table.Workbook}},
		"an old workbook":       {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", table.Fault{Line: 1, Reason: table.Workbook}},
		"an archive":            {"PK\x03\x04", table.Fault{Line: 1, Reason: table.Workbook}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := table.Open(strings.NewReader(c.file), "factor")
			for err == nil {
				_, err = r.Next()
			}
			var fault *table.Fault
			if !errors.As(err, &fault) || *fault != c.want {
				t.Errorf("%v, want %v", err, &c.want)
			}
		})
	}
}

// Whatever is read is bounded and ends.
func FuzzReader(f *testing.F) {
	f.Add("factor;weight\nS1;0,5\n")
	f.Add("sep=;\r\nfactor;weight")
	f.Add("\xff\xfef\x00")
	f.Fuzz(func(t *testing.T, file string) {
		r, err := table.Open(strings.NewReader(file), "factor")
		for n := 0; err == nil; n++ {
			if _, err = r.Next(); n > len(file) {
				t.Fatal("more rows than bytes")
			}
		}
	})
}
