package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/xuri/excelize/v2"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// ErrTooMany is returned by [Workbook.Write] if there are more interviews than a sheet has rows.
var ErrTooMany = errors.New("more interviews than a sheet has rows")

// Workbook holds the contents of a workbook.
type Workbook struct {
	Recap      scoring.Recap
	Interviews iter.Seq2[scoring.Interview, error] // of the same scope; Write fails with the first error
	Identities bool                                // the interviews include who the owner is
	Regions    []say.Region
	Language   Language
}

// book is a workbook being written.
type book struct {
	Workbook
	layout
	file   *excelize.File
	styles styles
}

// Write writes the workbook as an XLSX file: the recap, IFAS and EFAS, the SWOT matrix, a
// row for each interview, and the codebook. The same contents give the same bytes.
// Every text is a text to the spreadsheet, whatever it begins with; there are no formulas.
func (w Workbook) Write(to io.Writer) (err error) {
	b := &book{Workbook: w, layout: layout{w.Language, w.Regions}, file: excelize.NewFile()}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if b.styles, err = newStyles(b.file); err != nil {
		return fmt.Errorf("prepare workbook: %w", err)
	}
	for i, sheet := range []struct {
		name  string
		heads string // the rows to repeat on each printed page
		fill  func(name string) error
	}{
		{"recap", "", b.recapSheet},
		{"factors", "", b.factorSheet},
		{"matrix", "", b.matrixSheet},
		{"businesses", "$1:$2", b.businessSheet},
		{"codebook", "$3:$3", b.codebookSheet},
	} {
		name := b.say("sheet.name." + sheet.name)
		if err := b.add(i, name, sheet.heads); err != nil {
			return fmt.Errorf("add sheet %s: %w", sheet.name, err)
		}
		if err := sheet.fill(name); err != nil {
			return fmt.Errorf("fill sheet %s: %w", sheet.name, err)
		}
	}
	properties := &excelize.DocProperties{
		Creator: "ikmbot", Title: b.say("sheet.title"), Created: "2020-01-01T00:00:00Z", Modified: "2020-01-01T00:00:00Z",
	}
	if err := b.file.SetDocProps(properties); err != nil {
		return fmt.Errorf("name workbook: %w", err)
	}
	return b.file.Write(to)
}

// add adds a sheet that prints on A4 landscape, fitted to the width of a page except for the
// businesses, which have too many columns.
func (b *book) add(i int, name, heads string) error {
	if i == 0 {
		if err := b.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	a4, landscape, one, asMany, fit := 9, "landscape", 1, 0, name != b.say("sheet.name.businesses")
	errs := []error{
		b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &asMany}),
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
	}
	if heads != "" {
		errs = append(errs, b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!" + heads, Scope: name}))
	}
	return errors.Join(errs...)
}

// recapSheet writes the recap's tables one below the other.
func (b *book) recapSheet(name string) error {
	return b.tables(name, b.recap(b.Recap), []float64{66, 32, 14, 14, 14})
}

// factorSheet writes the IFAS and EFAS tables.
func (b *book) factorSheet(name string) error {
	tables := []Table{{Title: b.say("sheet.name.factors"), Note: b.tooFew()}}
	if b.Recap.Shown() {
		tables = []Table{b.ifas(b.Recap), b.efas(b.Recap)}
	}
	return b.tables(name, tables, []float64{8, 92, 12, 12, 12})
}

// tables writes tables one below the other into columns of the given widths.
func (b *book) tables(name string, tables []Table, widths []float64) error {
	for i, width := range widths {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(name, column, column, width); err != nil {
			return err
		}
	}
	row := 1
	for _, t := range tables {
		next, err := b.table(name, row, t)
		if err != nil {
			return err
		}
		row = next + 1
	}
	return nil
}

// table writes one table from a row on, and returns the row after it.
func (b *book) table(name string, row int, t Table) (int, error) {
	var errs []error
	add := func(style int, cells ...any) {
		for i, cell := range cells {
			errs = append(errs, b.set(name, i+1, row, cell, style))
		}
		row++
	}
	add(b.styles.title, t.Title)
	if t.Note != "" {
		add(b.styles.note, t.Note)
	}
	if len(t.Head) > 0 {
		head := make([]any, len(t.Head))
		for i, h := range t.Head {
			head[i] = h
		}
		add(b.styles.head, head...)
	}
	for _, cells := range t.Rows {
		add(0, cells...)
	}
	return row, errors.Join(errs...)
}

// set writes one cell. A style of 0 means the one for the type of its value.
func (b *book) set(name string, column, row int, cell any, style int) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	value := cell
	switch c := cell.(type) {
	case Figure:
		value = float64(c)
	case Weight:
		value = float64(c)
	case Share:
		value = float64(c)
	}
	if style == 0 {
		style = b.styles.of(cell)
	}
	return errors.Join(b.file.SetCellValue(name, at, value), b.file.SetCellStyle(name, at, at, style))
}

// tooFew says how many businesses it takes for figures to be shown.
func (l layout) tooFew() string {
	return l.Say(say.Text{Key: "sheet.too_few", Args: say.Args{"Least": say.Count(scoring.Anonymous)}})
}
