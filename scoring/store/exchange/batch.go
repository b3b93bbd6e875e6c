package exchange

import (
	"slices"
	"strings"

	"ikmbot/scoring/store/internal/model"
)

// batchRows is how many interviews a batch holds, and one statement stages: as many as stay below
// SQLite's limit of values in a statement.
const batchRows = 256

// stagedColumns are the columns of table staged, where interviews wait: those of the file under
// their names, except the answers that are packed into words.
var stagedColumns = slices.Concat([]string{stagedLine: "line", stagedShown: "shown", stagedSkipped: "skipped", stagedImplied: impliedColumn},
	placeColumns, resultColumns, loose(), wordColumns())

// The places in a staged row that are no column of the file.
const (
	stagedLine    = iota // number of the line
	stagedShown          // cells that a fault may have to show
	stagedSkipped        // codes of the skipped questions
	stagedImplied        // codes of those that do not apply
)

// loose returns the questions whose answers are staged unpacked.
func loose() []string {
	var codes []string
	for n, f := range answerFields {
		if f.bits == 0 {
			codes = append(codes, model.Columns[n])
		}
	}
	return codes
}

// batch holds the values to stage of some interviews, row after row.
type batch struct{ values []any }

// clear makes room for the interviews of a full batch.
func (b *batch) clear() {
	b.values = slices.Grow(b.values[:0], batchRows*len(stagedColumns))
}

func (b *batch) rows() int { return len(b.values) / len(stagedColumns) }

// next returns the place for the values of one more interview, and add appends them.
func (b *batch) next() []any {
	row := b.values[len(b.values) : len(b.values)+len(stagedColumns)]
	clear(row)
	return row
}

func (b *batch) add() { b.values = b.values[:len(b.values)+len(stagedColumns)] }

// notUTF8 separates the shown cells: no cell of a good line contains it.
const notUTF8 = "\xff"

// shown joins the cells of a line that hold no answers, for faults that are found once the line is
// gone.
func (c columns) shown(cells []string) string {
	shown := make([]string, 0, len(c))
	for n, column := range c {
		if column.question == nil {
			shown = append(shown, cells[n])
		}
	}
	return strings.Join(shown, notUTF8)
}

// restore is the inverse of shown; the other cells are empty.
func (c columns) restore(shown string) []string {
	kept := strings.Split(shown, notUTF8)
	cells := make([]string, len(c))
	for n, column := range c {
		if column.question == nil {
			cells[n], kept = kept[0], kept[1:]
		}
	}
	return cells
}
