package exchange

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/typed"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/table"
)

// WeightColumns are the columns of a file of weights.
var WeightColumns = []string{"factor", "weight"}

// weightReader reads a file of weights.
type weightReader struct {
	table   *table.Reader
	columns columns
	weights map[scoring.FactorCode]float64
	given   map[scoring.FactorCode]bool
	faults  faultList
}

// ReadWeights reads a file with a line for each factor and its weight, in any format of package
// table. It returns an [*Error] with everything that is wrong in the file. Sums are not checked.
func ReadWeights(from io.Reader) (map[scoring.FactorCode]float64, error) {
	rows, err := table.Open(from, WeightColumns[0])
	if broken, ok := errors.AsType[*table.Fault](err); ok {
		return nil, unreadable(broken)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close() // of what was only read
	r := weightReader{table: rows, weights: map[scoring.FactorCode]float64{}, given: map[scoring.FactorCode]bool{}}
	if err := r.head(); err != nil {
		return nil, err
	}
	for {
		row, err := r.table.Next()
		broken, ok := errors.AsType[*table.Fault](err)
		switch {
		case errors.Is(err, io.EOF):
			return r.done()
		case ok && broken.Reason == table.Quote:
			r.faults.add(Fault{Line: broken.Line, Reason: FaultQuote})
		case ok:
			return nil, unreadable(broken)
		case err != nil:
			return nil, err
		default:
			r.line(line{number: row.Line, cells: row.Cells})
		}
	}
}

// head reads the names of the columns.
func (r *weightReader) head() error {
	row, err := r.table.Next()
	broken, ok := errors.AsType[*table.Fault](err)
	switch {
	case errors.Is(err, io.EOF):
		return &Error{Faults: []Fault{{Line: 1, Reason: FaultBlank}}}
	case ok:
		return unreadable(broken)
	case err != nil:
		return err
	}
	for _, name := range row.Cells {
		r.columns = append(r.columns, column{name: strings.TrimSpace(name)})
	}
	for n, c := range r.columns {
		switch {
		case !slices.Contains(WeightColumns, c.name):
			r.wrong(line{number: row.Line, cells: row.Cells}, n, FaultColumn)
		case r.columns.place(c.name) < n:
			r.wrong(line{number: row.Line, cells: row.Cells}, n, FaultColumnTwice)
		}
	}
	for _, name := range WeightColumns {
		if r.columns.place(name) < 0 {
			r.faults.add(Fault{Line: row.Line, Name: name, Reason: FaultNoColumn})
		}
	}
	return r.faults.err()
}

func (r *weightReader) wrong(l line, column int, reason Reason) {
	r.faults.add(r.columns.fault(l, column, reason))
}

// line reads a factor and its weight.
func (r *weightReader) line(l line) {
	if len(l.cells) != len(r.columns) {
		r.wrong(l, -1, FaultCells)
		return
	}
	of, weighs := r.columns.place(WeightColumns[0]), r.columns.place(WeightColumns[1])
	code, cell := strings.TrimSpace(l.cells[of]), strings.TrimSpace(l.cells[weighs])
	factor := scoring.FactorCode(code)
	switch {
	case !utf8.ValidString(code):
		r.wrong(l, of, FaultEncoding)
	case code == "":
		r.wrong(l, of, FaultEmpty)
	case !slices.Contains(factors, factor):
		r.wrong(l, of, FaultFactor)
	case r.given[factor]:
		r.wrong(l, of, FaultFactorTwice)
	}
	r.given[factor] = true
	weight, ok := typed.Figure(cell)
	switch {
	case cell == "":
		r.wrong(l, weighs, FaultEmpty)
	case !ok:
		r.wrong(l, weighs, FaultFigure)
	case weight < 0:
		r.wrong(l, weighs, FaultNegative)
	}
	r.weights[factor] = weight
}

// done looks for factors without a weight.
func (r *weightReader) done() (map[scoring.FactorCode]float64, error) {
	for _, factor := range factors {
		if !r.given[factor] {
			r.faults.add(Fault{Name: string(factor), Reason: FaultUnweighted})
		}
	}
	return r.weights, r.faults.err()
}

// factors are the factors that have weights.
var factors = func() (codes []scoring.FactorCode) {
	for _, q := range model.Questions {
		if q.Chapter != questionnaire.ChapterBusiness {
			codes = append(codes, scoring.FactorCode(q.Code))
		}
	}
	return codes
}()
