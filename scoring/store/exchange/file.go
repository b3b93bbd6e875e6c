package exchange

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
)

// batches is how many batches circulate between the goroutine that reads the file and the one that
// stores it: as many as are stored at once, and a few on their way.
const batches = chunk/batchRows + 4

// file is a file being read, and its faults.
type file struct {
	known   known
	csv     *csv.Reader
	columns columns
	faults  []Fault
	skipped int   // faulty lines
	err     error // ended the reading before the end of the file
}

// columns are the columns in the order of a file.
type columns []column

// column is a column of the file.
type column struct {
	name     string
	question *questionnaire.Question // nil: not a question's
	place    int                     // of the question in model.Columns, or of the name in resultColumns; -1: in neither
	staged   int                     // place in stagedColumns; -1: none, because it is packed
}

func newColumn(name string) column {
	if n := slices.Index(model.Columns, name); n >= 0 {
		return column{name, &model.Questions[n], n, slices.Index(stagedColumns, name)}
	}
	return column{name, nil, slices.Index(resultColumns, name), slices.Index(stagedColumns, name)}
}

// place returns a column's place in the file, from 0; -1 if it is missing.
func (c columns) place(name string) int {
	return slices.IndexFunc(c, func(c column) bool { return c.name == name })
}

// fault makes a fault of a line, in a column or, if that is -1, in none.
func (c columns) fault(l line, column int, reason Reason) Fault {
	f := Fault{Line: l.number, Column: column + 1, Reason: reason}
	if column >= 0 {
		f.Name, f.Value = c[column].name, short(l.cells[column])
	}
	return f
}

// openImportFile prepares to read a file, whichever separator it uses.
func openImportFile(from io.Reader) (*file, error) {
	text, separator, err := sniff(from)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	lines := csv.NewReader(text)
	lines.Comma, lines.FieldsPerRecord, lines.ReuseRecord = separator, -1, true
	return &file{csv: lines}, nil
}

// sniff skips the byte order mark and finds the separator of the cells; column names contain
// neither of the two.
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

// head reads the column names. It returns an [*Error] unless they are those of the format, each
// once.
func (f *file) head() error {
	head, err := f.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if head.quote {
		return &Error{[]Fault{f.columns.fault(head, -1, FaultQuote)}}
	}
	for n, name := range head.cells {
		c := newColumn(strings.TrimSpace(name))
		twice := f.columns.place(c.name) >= 0
		f.columns = append(f.columns, c)
		switch {
		case !slices.Contains(csvColumns, c.name):
			f.fault(head, n, FaultColumn)
		case twice:
			f.fault(head, n, FaultColumnTwice)
		}
	}
	for _, name := range csvColumns {
		if f.columns.place(name) < 0 && !slices.Contains(resultColumns, name) {
			f.faults = append(f.faults, Fault{Line: head.number, Name: name, Reason: FaultNoColumn})
		}
	}
	if len(f.faults) > 0 {
		return &Error{f.faults}
	}
	return nil
}

func (f *file) fault(l line, column int, reason Reason) {
	f.faults = append(f.faults, f.columns.fault(l, column, reason))
}

// next returns the next line that is not empty, valid until the call after; io.EOF after the last.
func (f *file) next() (line, error) {
	for {
		cells, err := f.csv.Read()
		var broken *csv.ParseError
		switch {
		case errors.As(err, &broken):
			return line{number: broken.StartLine, quote: true}, nil
		case err != nil:
			return line{number: 1}, err
		}
		if slices.ContainsFunc(cells, func(cell string) bool { return cell != "" }) {
			number, _ := f.csv.FieldPos(0)
			return line{number: number, cells: cells}, nil
		}
	}
}

// batches yields the interviews of the file while a goroutine reads ahead. A batch is valid until
// the next one is asked for. If the reading ended early, err is set after the last.
func (f *file) batches(ctx context.Context) iter.Seq[*batch] {
	return func(yield func(*batch) bool) {
		full, empty := make(chan *batch, batches), make(chan *batch, batches)
		for range batches {
			empty <- &batch{}
		}
		go f.fill(ctx, full, empty)
		defer func() {
			close(empty)
			for range full { // until the goroutine has ended
			}
		}()
		for b := range full {
			if !yield(b) {
				return
			}
			empty <- b
		}
	}
}

// fill reads the file into batches, to its end or until no more are asked for.
func (f *file) fill(ctx context.Context, full chan<- *batch, empty <-chan *batch) {
	defer close(full)
	for b := range empty {
		b.clear()
		err := f.read(ctx, b)
		if b.rows() > 0 {
			full <- b
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				f.err = err
			}
			return
		}
	}
}

// read reads the lines of a batch and skips faulty ones; io.EOF after the last.
func (f *file) read(ctx context.Context, b *batch) error {
	p := lineParser{file: f, skipped: make([]bool, len(model.Columns)), words: make([]int64, answerWords)}
	for b.rows() < batchRows {
		l, err := f.next()
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if p.parse(l, b.next()) {
			b.add()
		} else {
			f.skipped++
		}
	}
	return nil
}
