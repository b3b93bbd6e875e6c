package exchange

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/table"
)

// batches is how many batches circulate between the goroutine that reads the file and the one that
// stores it: as many as are stored at once, and a few on their way.
const batches = chunk/batchRows + 4

// file is a file being read, and its faults.
type file struct {
	known   known
	table   *table.Reader
	columns columns
	faults  faultList
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

// openImportFile prepares to read a file. The caller has to close its table.
func openImportFile(from io.Reader) (*file, error) {
	rows, err := table.Open(from, placeColumns[0])
	if broken, ok := errors.AsType[*table.Fault](err); ok {
		return nil, unreadable(broken)
	}
	if err != nil {
		return nil, err
	}
	return &file{table: rows}, nil
}

// unreadable makes an error of why a file can't be read on.
func unreadable(f *table.Fault) *Error {
	return &Error{Faults: []Fault{{Line: f.Line, Reason: Reason(f.Reason)}}}
}

// head reads the column names. It returns an [*Error] unless they are those of the format, each
// once.
func (f *file) head() error {
	head, err := f.next()
	if errors.Is(err, io.EOF) {
		return &Error{Faults: []Fault{{Line: 1, Reason: FaultBlank}}}
	}
	if err != nil {
		return err
	}
	if head.quote {
		return &Error{Faults: []Fault{f.columns.fault(head, -1, FaultQuote)}}
	}
	for n, name := range head.cells {
		c := newColumn(strings.TrimSpace(name))
		twice := f.columns.place(c.name) >= 0
		f.columns = append(f.columns, c)
		switch {
		case c.name == "": // must be empty in every line
		case !slices.Contains(csvColumns, c.name) && c.name != identityColumn:
			f.fault(head, n, FaultColumn)
		case twice:
			f.fault(head, n, FaultColumnTwice)
		}
	}
	for _, name := range csvColumns {
		if f.columns.place(name) < 0 && name != impliedColumn && !slices.Contains(resultColumns, name) {
			f.faults.add(Fault{Line: head.number, Name: name, Reason: FaultNoColumn})
		}
	}
	return f.faults.err()
}

func (f *file) fault(l line, column int, reason Reason) {
	f.faults.add(f.columns.fault(l, column, reason))
}

// next returns the next line that is not empty, valid until the call after; io.EOF after the last.
func (f *file) next() (line, error) {
	row, err := f.table.Next()
	broken, ok := errors.AsType[*table.Fault](err)
	switch {
	case ok && broken.Reason == table.Quote:
		return line{number: broken.Line, quote: true}, nil
	case ok:
		return line{}, unreadable(broken)
	case err != nil:
		return line{}, err
	}
	return line{number: row.Line, cells: row.Cells}, nil
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
	p := lineParser{file: f, skipped: make([]bool, len(model.Columns)), words: make([]int64, answerWords), implied: map[string]int{}}
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
