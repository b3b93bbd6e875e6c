package sheet

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/table"
)

// The codes of the columns for businesses that are not questions.
var (
	firstColumns = []string{"business", "number", "questionnaire", "weights", "started", "finished"}
	lastColumns  = []string{"implied", "x", "y", "ife", "efe", "quadrant", "cell"}
)

// businessSheet writes two heads, the columns in words and by their codes, and a row for each
// interview.
func (b *book) businessSheet(name string) error {
	sheet, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	words, codes := b.businessHeads()
	if err := b.prepare(sheet, len(codes)); err != nil {
		return err
	}
	if err := sheet.SetRow("A1", b.styled(words), excelize.RowOpts{Height: 45}); err != nil {
		return err
	}
	if err := sheet.SetRow("A2", b.styled(codes)); err != nil {
		return err
	}
	row := 3
	for interview, err := range b.Interviews {
		if err != nil {
			return err
		}
		if row > excelize.TotalRows {
			return ErrTooMany
		}
		if err := sheet.SetRow("A"+strconv.Itoa(row), b.businessRow(interview)); err != nil {
			return err
		}
		row++
	}
	return sheet.Flush()
}

// prepare sets the widths of the columns, and freezes the heads and the first columns. It goes from
// the last column to the first: excelize writes the latest width first, and spreadsheets need them
// in order.
func (b *book) prepare(sheet *excelize.StreamWriter, columns int) error {
	if err := sheet.SetColWidth(2, columns, 13); err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, 1, 18); err != nil {
		return err
	}
	return sheet.SetPanes(&excelize.Panes{Freeze: true, XSplit: 2, YSplit: 2, TopLeftCell: "C3", ActivePane: "bottomRight"})
}

// businessHeads returns the two heads.
func (b *book) businessHeads() (words, codes []string) {
	add := func(code, word string) { words, codes = append(words, word), append(codes, code) }
	for _, c := range firstColumns {
		add(c, b.say("sheet.column."+c))
	}
	for _, q := range questionnaire.AllQuestions() {
		add(q.Code, b.topic(q))
	}
	for _, c := range lastColumns {
		add(c, b.say("sheet.column."+c))
	}
	if b.Identities {
		add("telegram", b.say("sheet.column.telegram"))
	}
	return words, codes
}

func (b *book) styled(texts []string) []any {
	cells := make([]any, len(texts))
	for i, text := range texts {
		cells[i] = excelize.Cell{StyleID: b.styles.head, Value: text}
	}
	return cells
}

// businessRow returns an interview's row.
func (b *book) businessRow(i scoring.Interview) []any {
	row := []any{ownText(i.Business), i.Number, i.Questionnaire, ownText(i.Weights), b.moment(i.Started), b.moment(i.Finished)}
	for n, q := range questionnaire.AllQuestions() {
		row = append(row, answerCell(q, i.Answers[n]))
	}
	row = append(row, strings.Join(i.Implied, " "))
	if i.Finished.IsZero() {
		row = append(row, nil, nil, nil, nil, nil, nil)
	} else {
		for _, x := range []float64{i.Result.X, i.Result.Y, i.Result.IFE, i.Result.EFE} {
			row = append(row, excelize.Cell{StyleID: b.styles.figure, Value: x})
		}
		row = append(row, string(i.Result.Quadrant), string(i.Result.Cell))
	}
	if b.Identities && i.Telegram != 0 {
		row = append(row, strconv.FormatInt(i.Telegram, 10))
	}
	for n, cell := range row {
		if cell == "" {
			row[n] = nil // no cell instead of an empty text
		}
	}
	return row
}

// answerCell is an answer as a cell; a rating is a number, so that a spreadsheet can compute with
// it.
func answerCell(q questionnaire.Question, answer string) any {
	switch {
	case q.Kind == questionnaire.FreeText:
		return ownText(answer)
	case q.Chapter == questionnaire.ChapterBusiness:
		return answer
	}
	if rating, err := strconv.Atoi(answer); err == nil {
		return rating
	}
	return answer
}

// moment is a time as a date of the spreadsheet, as the clocks of its zone show it, to the second.
func (b *book) moment(t time.Time) any {
	if t.IsZero() {
		return ""
	}
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return excelize.Cell{StyleID: b.styles.moment, Value: wall}
}

// ownText is a text as it is, unless it would be read from the workbook as another one.
func ownText(text string) string {
	if table.Literal(text) != text || table.Rewritten(text) {
		return "'" + text
	}
	return text
}
