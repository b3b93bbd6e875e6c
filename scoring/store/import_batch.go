package store

import "strings"

// rowColumns are the columns of table assessment that an import fills.
var rowColumns = append([]string{
	rowID: "id", rowBusiness: "paper", rowNumber: "number", rowQuestionnaire: "questionnaire", rowWeights: "weight_set_id",
	rowStarted: "started_at", rowFinished: "finished_at", rowSkipped: "skipped",
}, answerColumns...)

// The places of a row's values. The answers come last, in the order of answerColumns.
const (
	rowID = iota
	rowBusiness
	rowNumber
	rowQuestionnaire
	rowWeights
	rowStarted
	rowFinished
	rowSkipped
	firstAnswer
)

// importBatch is some interviews of a file, and the values to insert of each.
type importBatch struct {
	lines  []line
	values []any    // by rowColumns, a row after the other
	cells  []string // of the lines
}

func newImportBatch() *importBatch {
	return &importBatch{values: make([]any, 0, importRows*len(rowColumns))}
}

func (b *importBatch) clear() {
	b.lines, b.values, b.cells = b.lines[:0], b.values[:0], b.cells[:0]
}

// nextRow is where the values of one more interview go.
func (b *importBatch) nextRow() []any {
	row := b.values[len(b.values) : len(b.values)+len(rowColumns)]
	clear(row)
	return row
}

// add takes in a line whose values are in the next row.
func (b *importBatch) add(l line) {
	b.values = b.values[:len(b.values)+len(rowColumns)]
	from := len(b.cells)
	b.cells = append(b.cells, l.cells...)
	l.cells = b.cells[from:]
	b.lines = append(b.lines, l)
}

// row is the values of the n-th line.
func (b *importBatch) row(n int) []any {
	return b.values[n*len(rowColumns) : (n+1)*len(rowColumns)]
}

// leave takes the lines out that are to go.
func (b *importBatch) leave(out func(line) bool) {
	kept := 0
	for n, l := range b.lines {
		if !out(l) {
			b.lines[kept] = l
			copy(b.row(kept), b.row(n))
			kept++
		}
	}
	b.lines, b.values = b.lines[:kept], b.values[:kept*len(rowColumns)]
}

// businesses are the codes that the lines begin with.
func (b *importBatch) businesses(prefix string) []string {
	var codes []string
	for _, l := range b.lines {
		if strings.HasPrefix(l.business, prefix) {
			codes = append(codes, l.business)
		}
	}
	return codes
}
