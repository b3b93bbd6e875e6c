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
)

// The file of interviews is in the form that Indonesian spreadsheets write: a byte order mark,
// semicolons, decimal commas. Texts that a spreadsheet would run as a formula begin with an
// apostrophe.
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
	csvColumns    = slices.Concat(placeColumns, model.Columns, resultColumns)
)

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
		neutral(i.Business), strconv.Itoa(i.Number), strconv.Itoa(i.Questionnaire), neutral(i.Weights), csvTime(i.Started), csvTime(i.Finished))
	for _, answer := range i.Answers {
		if answer != scoring.Skipped {
			answer = neutral(answer)
		}
		line = append(line, answer)
	}
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
	return t.UTC().Format(time.RFC3339)
}

func csvFigure(x float64) string {
	if math.Abs(x) < math.Pow10(-figureDigits)/2 {
		x = 0 // never -0
	}
	return strings.Replace(strconv.FormatFloat(x, 'f', figureDigits, 64), ".", ",", 1)
}

// running are the signs that make a formula of a text at its beginning; the wide ones come from
// Asian keyboards.
const running = "=+-@\t\r\n＝＋－＠"

// neutral returns a text that no spreadsheet runs as a formula. It doubles a leading apostrophe, so
// that literal restores the original.
func neutral(text string) string {
	if text != "" && strings.ContainsRune(running+"'", firstRune(text)) {
		return "'" + text
	}
	return text
}

// literal is the inverse of neutral. An apostrophe that neutral would not have added is part of the
// text.
func literal(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && rest != "" && strings.ContainsRune(running+"'", firstRune(rest)) {
		return rest
	}
	return text
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}
