// Package table reads tables from the files that spreadsheets save: CSV in UTF-8 or UTF-16 with
// commas, semicolons or tabs, and workbooks.
package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Limits of a file that is read.
const (
	searched     = 20       // rows among which the head is looked for
	maxRow       = 1 << 20  // size of a row of CSV, in bytes
	maxCells     = 1_000    // number of cells in a row
	maxWorkbook  = 64 << 20 // size of a workbook, in bytes
	maxUnzipped  = 1 << 30  // size of its contents
	keptUnzipped = 16 << 20 // size from which a part of it is kept on disk
)

// Row is one row of a table, without the empty cells behind the last one that is filled.
type Row struct {
	Line  int      // from 1, as an editor or a spreadsheet counts
	Cells []string // valid until the next row is read
}

// blank reports whether the row has no filled cell.
func (r Row) blank() bool {
	return !slices.ContainsFunc(r.Cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// Reason is why a file or a row can't be read.
type Reason string

// The reasons.
const (
	Quote    Reason = "quote"    // a quotation mark has no partner; the rows behind can be read
	TooLong  Reason = "too_long" // the row is longer than maxRow or has more than maxCells cells
	Workbook Reason = "workbook" // a workbook that is damaged, too large, locked or of another program
)

// Fault is an error in the content of a file.
type Fault struct {
	Line   int // from 1
	Reason Reason
}

func (f *Fault) Error() string { return fmt.Sprintf("line %d: %s", f.Line, f.Reason) }

// rows are the rows of a file of some format; io.EOF after the last.
type rows interface {
	next() (Row, error)
	close() error
}

// Reader reads the rows of a table. The first is the head.
type Reader struct {
	rows
	width    int
	above    []Row // read while the head was looked for
	pending  error // follows them
	workbook *workbook
}

// Open finds the table of a file: its head is the first row with a cell of the name of the column,
// in the first sheet that has one. If there is none, the head is the first row that is not empty. An
// error in the content is a [*Fault]. The caller has to close the reader.
func Open(from io.Reader, column string) (*Reader, error) {
	text := bufio.NewReaderSize(from, 1<<16)
	start, err := text.Peek(8)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read file: %w", err)
	}
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return openWorkbook(text, column)
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")): // of old or encrypted workbooks
		return nil, &Fault{1, Workbook}
	}
	lines, err := openText(text, column)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	r := &Reader{rows: lines}
	r.find(column)
	return r, nil
}

// find reads rows until one has a cell of the column's name, which it reports, and drops those
// above it.
func (r *Reader) find(column string) bool {
	for range searched {
		row, err := r.filled()
		if err != nil {
			r.pending = err
			return false
		}
		row.Cells = slices.Clone(row.Cells)
		r.above = append(r.above, row)
		if has(row.Cells, column) {
			r.above = r.above[len(r.above)-1:]
			return true
		}
	}
	return false
}

// has reports whether a cell holds the name of a column.
func has(cells []string, column string) bool {
	return slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) == column })
}

// Next returns the next row that is not empty; io.EOF after the last. Rows that are shorter than the
// head in a workbook, where empty cells are left out, are filled up. After a [*Fault] for a
// quotation mark, reading can go on.
func (r *Reader) Next() (row Row, err error) {
	switch {
	case len(r.above) > 0:
		row, r.above = r.above[0], r.above[1:]
	case r.pending != nil:
		err, r.pending = r.pending, nil
	default:
		row, err = r.filled()
	}
	if err != nil {
		return row, err
	}
	if r.width == 0 {
		r.width = len(row.Cells)
	}
	for r.workbook != nil && len(row.Cells) < r.width {
		row.Cells = append(row.Cells, "")
	}
	return row, nil
}

// filled reads the next row that is not empty, and cuts the empty cells behind those of the head.
func (r *Reader) filled() (Row, error) {
	for {
		row, err := r.next()
		if err != nil {
			return row, err
		}
		if row.blank() {
			continue
		}
		for len(row.Cells) > r.width && strings.TrimSpace(row.Cells[len(row.Cells)-1]) == "" {
			row.Cells = row.Cells[:len(row.Cells)-1]
		}
		if len(row.Cells) > maxCells {
			return row, &Fault{row.Line, TooLong}
		}
		return row, nil
	}
}

// Moment reads a cell of a workbook that holds a time as a number of days, to the second, as the
// clocks of the zone show it. It returns false for other cells and in other files.
func (r *Reader) Moment(cell string, zone *time.Location) (t time.Time, ok bool) {
	if r.workbook == nil {
		return t, false
	}
	return r.workbook.moment(cell, zone)
}

// Close closes the reader, and removes what it kept on disk.
func (r *Reader) Close() error { return r.close() }
