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

// The file of interviews is as the spreadsheets of Indonesia write one: a byte order mark,
// semicolons, decimal commas. Texts that a spreadsheet would run as a formula begin with an
// apostrophe.
const (
	byteOrderMark = "\ufeff"
	semicolon     = ';'
	// figureDigits are the decimals of a figure in the file.
	figureDigits = 4
)

// The columns that are no questions. Those of the result may be left out of a file to import,
// or left empty: they are compared with what the model says.
var (
	placeColumns  = []string{"business", "number", "questionnaire", "weights", "started", "finished"}
	resultColumns = []string{"x", "y", "ife", "efe", "quadrant", "cell"}
	csvColumns    = slices.Concat(placeColumns, model.Columns, resultColumns)
)

// resultFigures are how many of the result's columns are figures; codes follow.
const resultFigures = 4

// Write writes interviews as a file that Import reads, without Telegram ids: an interview
// that is taken in has none. What was read of a whole file, written, taken in by an empty one
// and written again is the same byte by byte.
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

// running are the signs, one of which at the beginning makes a formula of a text; the wide
// ones are what Asian keyboards type.
const running = "=+-@\t\r\n＝＋－＠"

// neutral is a text that no spreadsheet runs. An apostrophe in the first place is doubled, so
// that literal gives back what was there.
func neutral(text string) string {
	if text != "" && strings.ContainsRune(running+"'", firstRune(text)) {
		return "'" + text
	}
	return text
}

// literal is the contrary of neutral. An apostrophe that neutral would not have put there is
// part of the text.
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
