package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/sheet"
)

// keyWords is a language whose words are the message keys, followed by their parameters.
type keyWords struct{}

var keys keyWords

func (keyWords) Say(t say.Text) string {
	said := t.Key
	for _, name := range slices.Sorted(maps.Keys(t.Args)) {
		switch v := t.Args[name]; {
		case v.Count != nil:
			said += fmt.Sprintf(" %s=%d", name, *v.Count)
		case v.Time != nil:
			said += fmt.Sprintf(" %s=%s", name, time.UnixMilli(*v.Time).UTC().Format(time.RFC3339Nano))
		default:
			said += " " + name + "=" + v.Raw
		}
	}
	return said
}

func (keyWords) Number(n int) string { return strconv.Itoa(n) }

func (keyWords) Figure(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

func (keyWords) Weight(x float64) string { return strconv.FormatFloat(x, 'f', 4, 64) }

var regions = []say.Region{{Code: 1571, Name: "Kota Jambi"}, {Code: 1508, Name: "Tebo"}, {Code: 9999}}

// group is a recap of a number of businesses.
func group(finished int) scoring.Recap {
	r := scoring.Recap{
		Reminders: scoring.Reminders{Unfinished: 11, Steps: 12, Again: 13, Complaints: 14, Finished: 15, Begun: 16, Done: 17, Partly: 18, NotYet: 19},
		Scope:     scoring.Scope{Regions: []int{1571, 9999}, From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		Began:     finished + 3, Finished: finished, Population: 1079, Weights: "panel",
		StoppedAt:  []scoring.QuestionCount{{Question: "W6", Count: 1}, {Question: "age", Count: 2}},
		Versions:   map[int]int{1: 1, 2: finished - 1},
		Answers:    map[string][]int{},
		Regions:    []scoring.RegionCount{{Region: 1571, Count: finished - 1}, {Region: 0, Count: 1}},
		Sizes:      map[scoring.Law]map[scoring.SizeClass]int{scoring.UU20: {scoring.Micro: finished - 2, "": 2}, scoring.PP7: {scoring.Small: finished}},
		Result:     scoring.Result{Position: scoring.Position{X: 1.94, Y: 0.67, IFE: 3.2, EFE: 3.1}, Quadrant: scoring.Growth, Cell: "I", Stance: scoring.Build},
		Quadrants:  map[scoring.Quadrant]int{scoring.Growth: finished - 1, scoring.Defensive: 1},
		Cells:      map[scoring.Cell]int{"I": finished - 1, "IX": 1},
		Complaints: scoring.ComplaintRecap{Businesses: finished, Count: 2 * finished, Answered: finished, InADay: finished - 1, Settled: 3, Median: 90 * time.Minute},
		Change:     scoring.Change{Businesses: finished, X: -0.25, Y: 0.5, Better: 4, Worse: 1, Mixed: 1},
	}
	for _, q := range questionnaire.AllQuestions() {
		if q.Chapter == questionnaire.ChapterBusiness && len(q.Options) > 0 {
			r.Answers[q.Code] = append([]int{1}, make([]int, len(q.Options))...)
			r.Answers[q.Code][1] = finished - 1
		}
		if q.Chapter != questionnaire.ChapterBusiness {
			r.Factors = append(r.Factors, scoring.FactorMean{Factor: scoring.FactorCode(q.Code), Weight: 0.0625, Mean: 2.5, Score: 0.15625})
		}
	}
	for i, code := range scoring.Strategies {
		r.Strategies = append(r.Strategies, scoring.Fit{Strategy: code, Fit: 8 - float64(i)/2})
	}
	return r
}

// traps are texts that a spreadsheet would run, were they not texts.
var traps = []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "<b>&", "0123", "1e5"}

// interviews are one for each trap, the last one under way.
func interviews() []scoring.Interview {
	var all []scoring.Interview
	for i, trap := range traps {
		answers := make([]string, len(questionnaire.AllQuestions()))
		for n, q := range questionnaire.AllQuestions() {
			if q.Chapter != questionnaire.ChapterBusiness {
				answers[n] = strconv.Itoa(1 + n%4)
			}
		}
		answers[0], answers[2] = trap, scoring.Skipped
		one := scoring.Interview{Business: trap, Number: i + 1, Questionnaire: 1, Weights: trap, Answers: answers, Implied: []string{"S8", "W2"}[:i%3],
			Started: time.Date(2026, 1, i+1, 8, 0, 1, 600_000_000, say.WIT.Location()), Telegram: 5_000_000_001}
		if i < len(traps)-1 {
			one.Finished = one.Started.Add(time.Hour)
			one.Result = scoring.Result{Position: scoring.Position{X: -0.5, Y: 1.25, IFE: 2, EFE: 3.75}, Quadrant: scoring.Turnaround, Cell: "II"}
		}
		all = append(all, one)
	}
	return all
}

func each(all []scoring.Interview) iter.Seq2[scoring.Interview, error] {
	return func(yield func(scoring.Interview, error) bool) {
		for _, i := range all {
			if !yield(i, nil) {
				return
			}
		}
	}
}

func workbook(finished int, identities bool) sheet.Workbook {
	return sheet.Workbook{Recap: group(finished), Interviews: each(interviews()), Identities: identities, Regions: regions, Language: keys}
}

// written is a workbook opened again.
func written(t *testing.T, w sheet.Workbook) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := w.Write(&out); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// rows are a sheet's cells as they are stored.
func rows(t *testing.T, file *excelize.File, name string) [][]string {
	t.Helper()
	read, err := file.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// expected are the rows that tables fill, one below the other.
func expected(tables []sheet.Table) [][]string {
	var all [][]string
	for i, table := range tables {
		if i > 0 {
			all = append(all, nil)
		}
		all = append(all, []string{table.Title})
		if table.Note != "" {
			all = append(all, []string{table.Note})
		}
		if len(table.Head) > 0 {
			all = append(all, table.Head)
		}
		for _, row := range table.Rows {
			cells := make([]string, len(row))
			for n, cell := range row {
				cells[n] = stored(cell)
			}
			all = append(all, cells)
		}
	}
	return all
}

// stored is a cell as a workbook stores it.
func stored(cell any) string {
	switch c := cell.(type) {
	case sheet.Figure:
		return strconv.FormatFloat(float64(c), 'f', -1, 64)
	case sheet.Weight:
		return strconv.FormatFloat(float64(c), 'f', -1, 64)
	case sheet.Share:
		return strconv.FormatFloat(float64(c), 'f', -1, 64)
	}
	return fmt.Sprint(cell)
}

// asNumbers compares what both are numbers as such: a spreadsheet writes fifteen digits.
var asNumbers = cmp.Comparer(func(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return a == b || err1 == nil && err2 == nil && math.Abs(x-y) < 1e-12
})

func TestWorkbook_HoldsTheTablesCellByCell(t *testing.T) {
	t.Parallel()
	for _, finished := range []int{292, scoring.Anonymous, scoring.Anonymous - 1} {
		t.Run(strconv.Itoa(finished), func(t *testing.T) {
			t.Parallel()
			file := written(t, workbook(finished, false))
			tables := sheet.Tables(group(finished), regions, keys)
			factors := [][]string{{"sheet.name.factors"}, {"sheet.too_few Least=5"}}
			if finished >= scoring.Anonymous {
				factors = expected(tables[len(tables)-2:])
				tables = tables[:len(tables)-2]
			}
			if diff := cmp.Diff(expected(tables), rows(t, file, "sheet.name.recap"), asNumbers); diff != "" {
				t.Errorf("recap (-tables +sheet):\n%s", diff)
			}
			if diff := cmp.Diff(factors, rows(t, file, "sheet.name.factors"), asNumbers); diff != "" {
				t.Errorf("IFAS and EFAS (-tables +sheet):\n%s", diff)
			}
		})
	}
}

// kept is a text as a sheet holds it: the apostrophe of "'=1" is doubled, so that none is lost when
// it is imported.
func kept(text string) string {
	if text == "'=1" {
		return "'" + text
	}
	return text
}

// dated is a number of days as the date that a spreadsheet shows; other cells stay as they are.
func dated(cell string) string {
	days, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return cell
	}
	t, err := excelize.ExcelDateToTime(days, false)
	if err != nil {
		return cell
	}
	return t.Round(time.Second).Format(time.DateTime)
}

// TestTables_SayWhichQuestionsChangedTheirMeaning holds that figures of two versions of the
// questionnaire are not taken for those of one.
func TestTables_SayWhichQuestionsChangedTheirMeaning(t *testing.T) {
	t.Parallel()
	mixed := group(292)
	same := mixed
	same.Versions, same.Change.Mixed = map[int]int{2: 292}, 0
	for _, c := range []struct {
		recap scoring.Recap
		want  int
	}{{mixed, 2}, {same, 0}} {
		var notes []string
		for _, table := range sheet.Tables(c.recap, regions, keys) {
			if strings.Contains(table.Note, "mixed") {
				notes = append(notes, table.Note)
			}
		}
		if len(notes) != c.want {
			t.Errorf("%d notes, want %d: %q", len(notes), c.want, notes)
		}
	}
}

func TestWorkbook_HoldsEveryInterviewCellByCell(t *testing.T) {
	t.Parallel()
	for _, identities := range []bool{false, true} {
		t.Run(fmt.Sprint("identities ", identities), func(t *testing.T) {
			t.Parallel()
			codes := strings.Fields("business number questionnaire weights started finished")
			for _, q := range questionnaire.AllQuestions() {
				codes = append(codes, q.Code)
			}
			codes = append(codes, strings.Fields("implied x y ife efe quadrant cell")...)
			if identities {
				codes = append(codes, "telegram")
			}
			want := [][]string{codes}
			for _, i := range interviews() {
				row := append([]string{kept(i.Business), strconv.Itoa(i.Number), "1", kept(i.Weights), i.Started.Format(time.DateTime), ""}, i.Answers...)
				row[6] = kept(row[6])
				row = append(row, strings.Join(i.Implied, " "))
				if i.Finished.IsZero() {
					row = append(row, "", "", "", "", "", "")
				} else {
					row[5] = i.Finished.Format(time.DateTime)
					row = append(row, "-0.5", "1.25", "2", "3.75", "turnaround", "II")
				}
				if identities {
					row = append(row, "5000000001")
				}
				want = append(want, row)
			}
			got := rows(t, written(t, workbook(292, identities)), "sheet.name.businesses")
			for n := range got { // cells at a row's end that are empty are not stored
				got[n] = append(got[n], make([]string, len(codes)-len(got[n]))...)
				got[n][4], got[n][5] = dated(got[n][4]), dated(got[n][5])
			}
			if diff := cmp.Diff(want, got[1:]); diff != "" {
				t.Errorf("(-interviews +sheet):\n%s", diff)
			}
		})
	}
}

// A spreadsheet takes a file whose columns are out of order for damaged.
func TestWorkbook_NamesColumnsInTheirOrder(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := workbook(292, true).Write(&out); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheets := 0
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			continue
		}
		file, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var sheet struct {
			Columns []struct {
				Min int `xml:"min,attr"`
				Max int `xml:"max,attr"`
			} `xml:"cols>col"`
		}
		if err := errors.Join(xml.NewDecoder(file).Decode(&sheet), file.Close()); err != nil {
			t.Fatal(err)
		}
		sheets++
		last := 0
		for _, c := range sheet.Columns {
			if c.Min <= last || c.Max < c.Min {
				t.Errorf("%s: columns %d to %d come after %d", part.Name, c.Min, c.Max, last)
			}
			last = c.Max
		}
		if last == 0 {
			t.Errorf("%s: no column has a width", part.Name)
		}
	}
	if sheets != 5 {
		t.Errorf("%d sheets, want 5", sheets)
	}
}

func TestWorkbook_RunsNothing(t *testing.T) {
	t.Parallel()
	file := written(t, workbook(292, true))
	for _, name := range file.GetSheetList() {
		for r, row := range rows(t, file, name) {
			for c, text := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := file.GetCellFormula(name, at); err != nil || formula != "" {
					t.Errorf("%s %s is the formula %q, %v", name, at, formula, err)
				}
				kind, err := file.GetCellType(name, at)
				if err != nil {
					t.Fatal(err)
				}
				if slices.Contains(traps, text) && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
					t.Errorf("%s %s holds %q as something else than a text: %v", name, at, text, kind)
				}
			}
		}
	}
}

func TestWorkbook_ExplainsEveryCodeInTheCodebook(t *testing.T) {
	t.Parallel()
	file := written(t, workbook(292, false))
	explained := map[string]bool{}
	for _, row := range rows(t, file, "sheet.name.codebook") {
		if len(row) > 4 && row[4] != "" {
			explained[row[0]+" "+row[3]] = true
		} else if len(row) > 2 && row[2] != "" {
			explained[row[0]] = true
		}
	}
	for _, column := range rows(t, file, "sheet.name.businesses")[1] {
		if !explained[column] {
			t.Errorf("the column %s is not explained", column)
		}
	}
	for _, q := range questionnaire.AllQuestions() {
		for _, option := range q.Options {
			if !explained[q.Code+" "+option] {
				t.Errorf("the answer %s to %s is not explained", option, q.Code)
			}
		}
	}
	for _, other := range []string{"region 1571", "region 9999", "obstacles none", "quadrant growth", " -"} {
		if !explained[other] {
			t.Errorf("%s is not explained", other)
		}
	}
}

func TestWorkbook_LaysTheSWOTMatrixOutAsTheStudy(t *testing.T) {
	t.Parallel()
	got := rows(t, written(t, workbook(292, false)), "sheet.name.matrix")
	var codes [][]string
	for _, row := range got[2:] {
		var cells []string
		for _, cell := range row {
			var inCell []string
			for _, line := range strings.Split(cell, "\n")[1:] {
				code, _, _ := strings.Cut(line, ".")
				inCell = append(inCell, code)
			}
			cells = append(cells, strings.Join(inCell, " "))
		}
		codes = append(codes, cells)
	}
	want := [][]string{
		{"", "S1 S2 S3 S4 S5 S6 S7 S8", "W1 W2 W3 W4 W5 W6"},
		{"O1 O2 O3 O4", "SO1 SO2 SO3", "WO1 WO2 WO3"},
		{"T1 T2 T3 T4", "ST1 ST2 ST3", "WT1 WT2"},
	}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWorkbook_IsTheSameBytesForTheSameContents(t *testing.T) {
	t.Parallel()
	var first, second bytes.Buffer
	if err := errors.Join(workbook(292, true).Write(&first), workbook(292, true).Write(&second)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two workbooks of the same contents differ")
	}
}

func TestWorkbook_EndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	w := workbook(292, false)
	w.Interviews = func(yield func(scoring.Interview, error) bool) { yield(scoring.Interview{}, broken) }
	var out bytes.Buffer
	if err := w.Write(&out); !errors.Is(err, broken) || out.Len() > 0 {
		t.Errorf("%v and %d bytes, want %v and none", err, out.Len(), broken)
	}
}

func TestTables_OfTooFewBusinessesShowNoShare(t *testing.T) {
	t.Parallel()
	for _, table := range sheet.Tables(group(scoring.Anonymous-1), regions, keys) {
		for _, row := range table.Rows {
			for _, cell := range row {
				switch cell.(type) {
				case sheet.Share, sheet.Figure, sheet.Weight:
					t.Errorf("%s shows %v", table.Title, cell)
				}
			}
		}
	}
	few := group(292)
	few.Complaints.Businesses, few.Change.Businesses = scoring.Anonymous-1, scoring.Anonymous-1
	for _, table := range sheet.Tables(few, regions, keys) {
		if (table.Title == "sheet.complaints.title" || table.Title == "sheet.change.title") && len(table.Rows) > 0 {
			t.Errorf("%s shows %v", table.Title, table.Rows)
		}
	}
}

func TestTables_NameTheScope(t *testing.T) {
	t.Parallel()
	from, to := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		scope scoring.Scope
		want  []string
	}{
		{scoring.Scope{}, []string{"sheet.all_regions", "sheet.span.all"}},
		{scoring.Scope{Regions: []int{9999}, From: from}, []string{"question.region.answer.outside", "sheet.span.from From=2026-01-01T00:00:00Z"}},
		{scoring.Scope{Regions: []int{1571, 1508}, To: to}, []string{"Kota Jambi, Tebo", "sheet.span.to To=2026-01-31T23:59:59.999Z"}},
		{scoring.Scope{From: from, To: to}, []string{"sheet.all_regions", "sheet.span.both From=2026-01-01T00:00:00Z To=2026-01-31T23:59:59.999Z"}},
	} {
		r := group(292)
		r.Scope = c.scope
		rows := sheet.Tables(r, regions, keys)[0].Rows
		if diff := cmp.Diff(c.want, []string{rows[0][1].(string), rows[1][1].(string)}); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestTables_TellHowManyAreStillToBeAsked(t *testing.T) {
	t.Parallel()
	for population, want := range map[int][]any{1079: {1079, 292, 192}, 50: {50, 45, 0}, 0: {"sheet.not_known"}} {
		r := group(100)
		r.Population = population
		var got []any
		for _, row := range sheet.Tables(r, regions, keys)[0].Rows[4:] {
			got = append(got, row[1])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("population %d (-want +got):\n%s", population, diff)
		}
	}
}
