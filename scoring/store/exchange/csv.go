package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/table"
)

// The file of interviews is in the form that Indonesian spreadsheets write: a byte order mark,
// semicolons, decimal commas. Texts that a spreadsheet would run as a formula or save in another form
// begin with an apostrophe. Times are those of the business's zone, with its offset.
const (
	byteOrderMark = "\ufeff"
	semicolon     = ';'
	// figureDigits are the decimals of a figure in the file.
	figureDigits = 4
)

// The columns that are not questions. Those of the result may be missing from a file to import, or
// empty; otherwise they are compared with the model's result.
var (
	placeColumns  = []string{"business", "number", "questionnaire", "weights", "started", "finished"}
	resultColumns = []string{"x", "y", "ife", "efe", "quadrant", "cell"}
	csvColumns    = slices.Concat(placeColumns, model.Columns, []string{impliedColumn}, resultColumns)
)

// identityColumn holds Telegram ids in a workbook with identities. An imported interview has none.
const identityColumn = "telegram"

// impliedColumn holds the codes of the factors that were not asked, for they do not apply. It may be
// left out of a file to import, or left empty: what does not apply follows from the answers.
const impliedColumn = "implied"

// resultFigures is how many of the result's columns are figures; codes follow.
const resultFigures = 4

// Write writes interviews as a file that Import reads, without Telegram ids, because an imported
// interview has none. Exporting everything, importing it into an empty file and exporting it again
// gives the same bytes.
func Write(w io.Writer, interviews iter.Seq2[scoring.Interview, error]) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	lines := csv.NewWriter(w)
	lines.Comma = semicolon
	if err := lines.Write(csvColumns); err != nil {
		return err
	}
	for interview, err := range interviews {
		if err != nil {
			return err
		}
		if err := lines.Write(csvLine(interview)); err != nil {
			return fmt.Errorf("write interview: %w", err)
		}
	}
	lines.Flush()
	return lines.Error()
}

func csvLine(i scoring.Interview) []string {
	line := append(make([]string, 0, len(csvColumns)),
		table.Neutral(i.Business), strconv.Itoa(i.Number), strconv.Itoa(i.Questionnaire), table.Neutral(i.Weights), csvTime(i.Started), csvTime(i.Finished))
	for _, answer := range i.Answers {
		if answer != scoring.Skipped {
			answer = table.Neutral(answer)
		}
		line = append(line, answer)
	}
	line = append(line, strings.Join(i.Implied, " "))
	if i.Finished.IsZero() {
		return append(line, make([]string, len(resultColumns))...)
	}
	return append(line, csvFigure(i.Result.X), csvFigure(i.Result.Y), csvFigure(i.Result.IFE), csvFigure(i.Result.EFE),
		string(i.Result.Quadrant), string(i.Result.Cell))
}

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func csvFigure(x float64) string {
	if math.Abs(x) < math.Pow10(-figureDigits)/2 {
		x = 0 // never -0
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', figureDigits, 64), ".", ",", 1)
}
