package store

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// ImportFault is one thing that is wrong with a file to import.
type ImportFault struct {
	Line   int    // from 1, as an editor counts; an interview may take several
	Column int    // from 1; 0: the fault is not in one
	Name   string // of the column; empty where Column is 0, but for a column that is missing
	Reason ImportReason
	Value  string // what stands there, cut short; it may hold anything
}

// ImportReason is why something can't be taken in.
type ImportReason string

// The reasons.
const (
	FaultColumn      ImportReason = "column"       // a column of this name is not known
	FaultColumnTwice ImportReason = "column_twice" // the column is there already
	FaultNoColumn    ImportReason = "no_column"    // the column is missing
	FaultCells       ImportReason = "cells"        // the line has more or fewer cells than the first one
	FaultQuote       ImportReason = "quote"        // a quotation mark stands alone
	FaultEncoding    ImportReason = "encoding"     // not UTF-8
	FaultEmpty       ImportReason = "empty"        // must be filled in
	FaultName        ImportReason = "name"         // longer than 60 characters, or without any to be seen
	FaultNumber      ImportReason = "number"       // not a whole number from 1
	FaultVersion     ImportReason = "version"      // no questionnaire has this version
	FaultWeights     ImportReason = "weights"      // no weight set has this name
	FaultTime        ImportReason = "time"         // not a day, nor a time in UTC
	FaultFuture      ImportReason = "future"       // has not come yet
	FaultOrder       ImportReason = "order"        // finished before it was started
	FaultRegion      ImportReason = "region"       // no region has this code
	FaultOption      ImportReason = "option"       // not one of the question's codes
	FaultRating      ImportReason = "rating"       // not a rating 1 to 4
	FaultUnrated     ImportReason = "unrated"      // finished, and without this rating
	FaultUnfinished  ImportReason = "unfinished"   // has a result, and is not finished
	FaultFigure      ImportReason = "figure"       // not a number
	FaultResult      ImportReason = "result"       // not what the model says of these answers
	FaultThere       ImportReason = "there"        // the database holds it already
	FaultTwice       ImportReason = "twice"        // stands further up in the file
)

// ImportReasons lists the reasons, for whoever says them.
var ImportReasons = []ImportReason{
	FaultColumn, FaultColumnTwice, FaultNoColumn, FaultCells, FaultQuote, FaultEncoding, FaultEmpty, FaultName,
	FaultNumber, FaultVersion, FaultWeights, FaultTime, FaultFuture, FaultOrder, FaultRegion, FaultOption,
	FaultRating, FaultUnrated, FaultUnfinished, FaultFigure, FaultResult, FaultThere, FaultTwice,
}

// shownValue is how much of a value a fault shows, in characters.
const shownValue = 40

// line is one line of the file, and what it was found to be.
type line struct {
	number     int
	cells      []string
	quote      bool // it can't be taken apart
	business   string
	interview  int
	finished   bool
	told       []string // the result in the file, by resultColumns
	assessment int64
}

// column is a column of the file.
type column struct {
	name     string
	question *dialog.Question // nil: it holds no answers
	place    int              // of the question in answerColumns, or else of the name in resultColumns; -1: in neither
}

func newColumn(name string) column {
	if n := slices.Index(answerColumns, name); n >= 0 {
		return column{name, &questions[n], n}
	}
	return column{name, nil, slices.Index(resultColumns, name)}
}

func (i *importing) fault(l line, column int, reason ImportReason) {
	f := ImportFault{Line: l.number, Column: column + 1, Reason: reason}
	if column >= 0 {
		f.Name, f.Value = i.columns[column].name, short(l.cells[column])
	}
	i.Faults = append(i.Faults, f)
}

func short(value string) string {
	if utf8.RuneCountInString(value) <= shownValue {
		return value
	}
	return string([]rune(value)[:shownValue]) + "…"
}

// lineReader reads lines that are not empty.
type lineReader struct{ csv *csv.Reader }

// next gives io.EOF behind the last line.
func (r *lineReader) next() (line, error) {
	for {
		cells, err := r.csv.Read()
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			return line{number: broken.StartLine, quote: true}, nil
		case err != nil:
			return line{number: 1}, err
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return cell != "" }) {
			number, _ := r.csv.FieldPos(0)
			return line{number: number, cells: cells}, nil
		}
	}
}

// sniff takes the byte order mark away and tells what stands between the cells: no column's
// name has either sign in it.
func sniff(from io.Reader) (io.Reader, rune, error) {
	text := bufio.NewReaderSize(from, 1<<16)
	start, err := text.Peek(len(byteOrderMark))
	if err == nil && string(start) == byteOrderMark {
		_, err = text.Discard(len(byteOrderMark))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	start, err = text.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	first, _, _ := bytes.Cut(start, []byte("\n"))
	if bytes.ContainsRune(first, semicolon) {
		return text, semicolon, nil
	}
	return text, ',', nil
}

// read finds out what a line says, as the values to insert, and notes every fault of it.
func (i *importing) read(l *line) []any {
	switch {
	case l.quote:
		i.fault(*l, -1, FaultQuote)
		return nil
	case len(l.cells) != len(i.columns):
		i.fault(*l, -1, FaultCells)
		return nil
	}
	p := lineParser{importing: i, line: l, row: make([]any, firstAnswer+len(answerColumns)), skipped: make([]bool, len(answerColumns))}
	return p.parse()
}

// lineParser takes one line apart.
type lineParser struct {
	*importing
	line              *line
	row               []any // the values to insert
	started, finished int64 // unix milliseconds; 0: not told
	skipped           []bool
}

// The places of a row's values. The answers come last, in the order of answerColumns.
const (
	rowBusiness = iota
	rowNumber
	rowQuestionnaire
	rowWeights
	rowStarted
	rowFinished
	rowSkipped
	firstAnswer
)

// parse goes through the cells in the file's order, so that faults come in it.
func (p *lineParser) parse() []any {
	p.line.told = make([]string, len(resultColumns))
	for n, c := range p.columns {
		cell := strings.TrimSpace(p.line.cells[n])
		switch {
		case !utf8.ValidString(cell):
			p.wrong(n, FaultEncoding)
		case c.question != nil:
			p.answer(n, c, cell)
		case c.place >= 0:
			p.result(n, c, cell)
		case c.name == "finished":
			p.end(n, cell)
		case cell == "":
			p.wrong(n, FaultEmpty)
		default:
			p.identify(n, c.name, cell)
		}
	}
	p.together()
	var skipped []string
	for n, is := range p.skipped {
		if is {
			skipped = append(skipped, answerColumns[n])
		}
	}
	p.row[rowSkipped] = strings.Join(skipped, " ")
	return p.row
}

func (p *lineParser) wrong(column int, reason ImportReason) { p.fault(*p.line, column, reason) }

// identify takes a cell that tells which interview it is.
func (p *lineParser) identify(n int, name, cell string) {
	switch name {
	case "business":
		code, ok := dialog.BusinessName(literal(cell))
		if !ok {
			p.wrong(n, FaultName)
		}
		p.line.business, p.row[rowBusiness] = code, code
	case "number":
		p.line.interview = p.count(n, cell)
		p.row[rowNumber] = p.line.interview
	case "questionnaire":
		version := p.count(n, cell)
		if version > 0 && !isVersion(version) {
			p.wrong(n, FaultVersion)
		}
		p.row[rowQuestionnaire] = version
	case "weights":
		id, ok := p.weights[literal(cell)]
		if !ok {
			p.wrong(n, FaultWeights)
		}
		p.row[rowWeights] = id
	case "started":
		p.started = p.time(n, cell)
		p.row[rowStarted] = p.started
	}
}

// end takes the cell that tells when the interview was finished, or that it is under way.
func (p *lineParser) end(n int, cell string) {
	if p.line.finished = cell != ""; p.line.finished {
		p.finished = p.time(n, cell)
		p.row[rowFinished] = p.finished
	}
}

// result keeps what the file says of the result, to be compared.
func (p *lineParser) result(n int, c column, cell string) {
	if _, ok := figure(cell); !ok && cell != "" && c.place < resultFigures {
		p.wrong(n, FaultFigure)
	}
	p.line.told[c.place] = cell
}

// count is a whole number from 1, and not so large that it must be a slip.
func (p *lineParser) count(n int, cell string) int {
	number, err := strconv.Atoi(cell)
	if err != nil || number < 1 || number > 1_000_000 {
		p.wrong(n, FaultNumber)
		return 0
	}
	return number
}

// time reads a time, or a day as people write it, which begins at midnight in WIB.
func (p *lineParser) time(n int, cell string) int64 {
	t, err := time.Parse(time.RFC3339, cell)
	for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006"} {
		if err != nil {
			t, err = time.ParseInLocation(layout, cell, WIB)
		}
	}
	switch {
	case err != nil || t.UnixMilli() <= 0:
		p.wrong(n, FaultTime)
		return 0
	case t.UnixMilli() > p.now:
		p.wrong(n, FaultFuture)
	}
	return t.UnixMilli()
}

// answer takes the answer to a question.
func (p *lineParser) answer(n int, c column, cell string) {
	q := c.question
	switch {
	case cell == "":
	case cell == scoring.Skipped && q.Skippable():
		p.skipped[c.place] = true
	case q.Kind == dialog.FreeText:
		name, ok := dialog.BusinessName(literal(cell))
		if !ok {
			p.wrong(n, FaultName)
		}
		p.row[firstAnswer+c.place] = name
	default:
		value, ok := q.Read(cell)
		switch {
		case q.Kind == dialog.RegionOf && !p.regions[value]:
			p.wrong(n, FaultRegion)
		case !ok && q.Chapter == dialog.ChapterBusiness:
			p.wrong(n, FaultOption)
		case !ok:
			p.wrong(n, FaultRating)
		}
		p.row[firstAnswer+c.place] = value
	}
}

// together finds what is wrong between the cells of a line.
func (p *lineParser) together() {
	if p.finished != 0 && p.started != 0 && p.finished < p.started {
		p.wrong(p.place("finished"), FaultOrder)
	}
	for n, c := range p.columns {
		filled := strings.TrimSpace(p.line.cells[n]) != ""
		switch {
		case p.line.finished && c.question != nil && !c.question.Skippable() && !filled:
			p.wrong(n, FaultUnrated)
		case !p.line.finished && c.question == nil && c.place >= 0 && filled:
			p.wrong(n, FaultUnfinished)
		}
	}
}

func isVersion(version int) bool {
	return slices.ContainsFunc(dialog.Questionnaires, func(q dialog.Questionnaire) bool { return q.Version == version })
}

// figure reads a number with a decimal comma or point.
func figure(cell string) (float64, bool) {
	x, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// differs tells in which column the file says something else than the model does.
func (l line) differs(is scoring.Result) (column string, differs bool) {
	for n, x := range []float64{is.X, is.Y, is.IFE, is.EFE} {
		told, ok := figure(l.told[n])
		if ok && math.Abs(told-x) > math.Pow10(-figureDigits) {
			return resultColumns[n], true
		}
	}
	for n, code := range []string{string(is.Quadrant), string(is.Cell)} {
		n += resultFigures
		if l.told[n] != "" && l.told[n] != code {
			return resultColumns[n], true
		}
	}
	return "", false
}
