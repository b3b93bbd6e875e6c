package sheet

import (
	"errors"

	"github.com/xuri/excelize/v2"
)

// styles holds the numbers of a workbook's styles.
type styles struct {
	title, head, note, text, count, figure, weight, share, moment, corner, label int
}

// of returns the style for a value.
func (s styles) of(cell any) int {
	switch cell.(type) {
	case int:
		return s.count
	case Figure:
		return s.figure
	case Weight:
		return s.weight
	case Share:
		return s.share
	}
	return s.text
}

// The colours of heads, and of the heads across and down the SWOT matrix.
const (
	headFill  = "DDEBF7"
	labelFill = "F2F2F2"
)

// newStyles adds the styles to a workbook.
func newStyles(file *excelize.File) (styles, error) {
	var s styles
	var errs []error
	add := func(number *int, style excelize.Style) {
		var err error
		*number, err = file.NewStyle(&style)
		errs = append(errs, err)
	}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	numbers := func(format string) excelize.Style {
		return excelize.Style{Border: frame(), CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right"}}
	}
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	add(&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 13}})
	add(&s.note, excelize.Style{Font: &excelize.Font{Italic: true}})
	add(&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: fill(headFill), Border: frame(), Alignment: wrapped})
	add(&s.label, excelize.Style{Fill: fill(labelFill), Border: frame(), Alignment: wrapped})
	add(&s.corner, excelize.Style{Font: &excelize.Font{Bold: true}, Border: frame(),
		Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "center"}})
	add(&s.text, excelize.Style{Border: frame(), Alignment: wrapped})
	add(&s.count, numbers("#,##0"))
	add(&s.figure, numbers("0.00"))
	add(&s.weight, numbers("0.0000"))
	add(&s.share, numbers("0.0%"))
	day := "dd/mm/yyyy hh:mm:ss"
	add(&s.moment, excelize.Style{CustomNumFmt: &day})
	return s, errors.Join(errs...)
}

// frame is a thin line around a cell.
func frame() []excelize.Border {
	var lines []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		lines = append(lines, excelize.Border{Type: side, Style: 1, Color: "BFBFBF"})
	}
	return lines
}
