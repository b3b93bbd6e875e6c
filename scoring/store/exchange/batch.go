package exchange

import (
	"slices"
	"strings"

	"ikmbot/scoring/store/internal/model"
)

// batchRows is how many interviews a batch holds, and one statement stages: their values are
// fewer than SQLite lets a statement have.
const batchRows = 256

// stagedColumns are the columns of table staged, which interviews wait in: those of the file under
// their names, but for the answers that are packed into words.
var stagedColumns = slices.Concat([]string{stagedLine: "line", stagedShown: "shown", stagedSkipped: "skipped"},
	placeColumns, resultColumns, loose(), wordColumns())

// The places in a staged row of what is not a column of the file.
const (
	stagedLine    = iota // number of the line
	stagedShown          // cells that a fault may have to show
	stagedSkipped        // codes of the skipped questions
)

// loose are the questions whose answers are staged as they are.
func loose() []string {
	var codes []string
	for n, f := range answerFields {
		if f.bits == 0 {
			codes = append(codes, model.Columns[n])
		}
	}
	return codes
}

// batch is the values to stage of some interviews, a row after the other.
type batch struct{ values []any }

// clear makes room for the interviews of a full batch.
func (b *batch) clear() {
	b.values = slices.Grow(b.values[:0], batchRows*len(stagedColumns))
}

func (b *batch) rows() int { return len(b.values) / len(stagedColumns) }

// next is where the values of one more interview go, and add takes them in.
func (b *batch) next() []any {
	row := b.values[len(b.values) : len(b.values)+len(stagedColumns)]
	clear(row)
	return row
}

func (b *batch) add() { b.values = b.values[:len(b.values)+len(stagedColumns)] }

// notUTF8 stands between shown cells: no cell of a good line has it.
const notUTF8 = "\xff"

// shown are the cells of a line that hold no answers, for what may be found wrong with them
// once the line is gone.
func (c columns) shown(cells []string) string {
	shown := make([]string, 0, len(c))
	for n, column := range c {
		if column.question == nil {
			shown = append(shown, cells[n])
		}
	}
	return strings.Join(shown, notUTF8)
}

// restore is the contrary of shown; the other cells are empty.
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
