package exchange

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/typed"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/table"
)

// line is one line of the file.
type line struct {
	number int
	cells  []string
	quote  bool // the quotation marks don't match, so it can't be split
}

// lineParser parses lines, one after the other.
type lineParser struct {
	*file
	line              line
	row               []any // the values to stage
	faulty            bool  // the line has a fault
	zone              *time.Location
	started, finished int64                    // unix milliseconds; 0: not given
	ended             bool                     // the line says when the interview was finished
	skipped           []bool                   // by model.Columns
	words             []int64                  // of the answers
	questions         []questionnaire.Question // that the line says were asked, by their columns
	deciding          [2]int                   // the answers to the questions that decide which others apply
	implied           map[string]int           // the ratings of those that do not, by their codes
}

// parse reads a line into the values to stage. It records every fault of the line, and reports
// whether there is none.
func (p *lineParser) parse(l line, row []any) bool {
	p.faulty = false
	switch {
	case l.quote:
		p.faulty = true
		p.fault(l, -1, FaultQuote)
	case len(l.cells) != len(p.columns):
		p.faulty = true
		p.fault(l, -1, FaultCells)
	default:
		p.line, p.row, p.started, p.finished, p.ended = l, row, 0, 0, false
		p.zone = p.regionZone()
		clear(p.skipped)
		clear(p.words)
		clear(p.implied)
		p.questions, p.deciding = p.version(), [2]int{}
		p.cells()
		p.imply()
		p.crossCheck()
		p.finish()
	}
	return !p.faulty
}

// finish sets the values that depend on several cells.
func (p *lineParser) finish() {
	p.row[stagedLine] = int64(p.line.number)
	p.row[stagedShown] = p.columns.shown(p.line.cells)
	p.row[stagedSkipped] = p.skippedCodes()
	for n, word := range p.words {
		p.row[len(p.row)-len(p.words)+n] = word
	}
}

// cells reads the cells in the file's order, so that faults are listed in it.
func (p *lineParser) cells() {
	for n, c := range p.columns {
		cell := strings.TrimSpace(p.line.cells[n])
		switch {
		case !utf8.ValidString(cell):
			p.wrong(n, FaultEncoding)
		case c.name == "":
			if cell != "" {
				p.wrong(n, FaultColumn)
			}
		case c.name == identityColumn:
		case c.question != nil:
			p.answer(n, c, cell)
		case c.place >= 0:
			p.result(n, c, cell)
		case c.name == impliedColumn:
			// It is compared with what follows once all answers are known.
		case c.name == "finished":
			p.end(n, c, cell)
		case cell == "":
			p.wrong(n, FaultEmpty)
		default:
			p.row[c.staged] = p.identify(n, c.name, cell)
		}
	}
}

// skippedCodes returns the codes of the skipped questions, in their order.
func (p *lineParser) skippedCodes() string {
	var codes []string
	for n, skipped := range p.skipped {
		if skipped {
			codes = append(codes, model.Columns[n])
		}
	}
	return strings.Join(codes, " ")
}

func (p *lineParser) wrong(column int, reason Reason) {
	p.faulty = true
	p.fault(p.line, column, reason)
}

// identify reads a cell that identifies the interview.
func (p *lineParser) identify(n int, name, cell string) any {
	switch name {
	case "business":
		return p.code(n, cell)
	case "questionnaire":
		version := p.count(n, cell)
		if version > 0 && !isVersion(version) {
			p.wrong(n, FaultVersion)
		}
		return version
	case "weights":
		id, ok := p.known.weights[table.Literal(cell)]
		if !ok {
			p.wrong(n, FaultWeights)
		}
		return id
	case "started":
		p.started = p.time(n, cell)
		return p.started
	}
	return p.count(n, cell) // the interview's number
}

// code reads a business's code.
func (p *lineParser) code(n int, cell string) string {
	code, ok := questionnaire.BusinessName(table.Literal(cell))
	switch {
	case !ok:
		p.wrong(n, FaultName)
	case table.Rewritten(cell):
		p.wrong(n, FaultRewritten)
	case p.known.zeros[code]:
		p.wrong(n, FaultZeros)
	}
	return code
}

// end reads the cell that says when the interview was finished, or that it is under way.
func (p *lineParser) end(n int, c column, cell string) {
	if p.ended = cell != ""; p.ended {
		p.finished = p.time(n, cell)
		p.row[c.staged] = p.finished
	}
}

// result keeps the file's result, to be compared with the model's.
func (p *lineParser) result(n int, c column, cell string) {
	switch {
	case cell == "":
	case c.place >= resultFigures:
		p.row[c.staged] = cell
	default:
		x, ok := typed.Figure(cell)
		if !ok {
			p.wrong(n, FaultFigure)
		}
		p.row[c.staged] = x
	}
}

// count reads a whole number from 1 that is not implausibly large.
func (p *lineParser) count(n int, cell string) int64 {
	number, ok := typed.Count(cell)
	if !ok || number < 1 || number > 1_000_000 {
		p.wrong(n, FaultNumber)
		return 0
	}
	return int64(number)
}

// regionZone returns the zone of the line's region.
func (p *lineParser) regionZone() *time.Location {
	if n := p.columns.place("region"); n >= 0 {
		if zone, ok := p.known.zones[p.region(strings.TrimSpace(p.line.cells[n]))]; ok {
			return zone
		}
	}
	return say.WIB.Location()
}

// region reads a region's code or name; 0 if there is none.
func (p *lineParser) region(cell string) int {
	if code, ok := typed.Count(cell); ok {
		return code
	}
	return p.known.names[strings.ToLower(cell)]
}

// time reads a time, or a day, which begins at midnight in the zone of the business's region.
func (p *lineParser) time(n int, cell string) int64 {
	t, ok := typed.Moment(cell, p.zone)
	if !ok {
		t, ok = p.table.Moment(cell, p.zone)
	}
	switch {
	case !ok || t.UnixMilli() <= 0:
		p.wrong(n, FaultTime)
		return 0
	case t.UnixMilli() > p.known.now:
		p.wrong(n, FaultFuture)
	}
	return t.UnixMilli()
}

// answer reads the answer to a question.
func (p *lineParser) answer(n int, c column, cell string) {
	q := &p.questions[c.place]
	switch {
	case cell == "":
	case cell == scoring.Skipped && q.Skippable():
		p.skipped[c.place] = true
	case q.Kind == questionnaire.FreeText:
		name, ok := questionnaire.BusinessName(table.Literal(cell))
		if !ok {
			p.wrong(n, FaultName)
		}
		p.row[c.staged] = name
	case q.Kind == questionnaire.RegionOf:
		region := p.region(cell)
		if !p.known.regions[region] {
			p.wrong(n, FaultRegion)
		}
		p.keep(c, region)
	default:
		value, ok := q.Read(cell)
		switch {
		case !ok && q.Chapter == questionnaire.ChapterBusiness:
			p.wrong(n, FaultOption)
		case !ok:
			p.wrong(n, FaultRating)
		}
		p.keep(c, value)
	}
}

// keep stores an answer's value.
func (p *lineParser) keep(c column, value int) {
	if i := slices.Index(deciding, c.name); i >= 0 {
		p.deciding[i] = value
	}
	if c.staged >= 0 {
		p.row[c.staged] = int64(value)
	} else {
		answerFields[c.place].put(p.words, value)
	}
}

// crossCheck finds faults between the cells of a line.
func (p *lineParser) crossCheck() {
	if p.finished != 0 && p.started != 0 && p.finished < p.started {
		p.wrong(p.columns.place("finished"), FaultOrder)
	}
	for n, c := range p.columns {
		switch {
		case p.ended && c.question != nil && !c.question.Skippable() && p.blank(n) && p.implied[c.name] == 0:
			p.wrong(n, FaultUnrated)
		case !p.ended && c.question == nil && c.place >= 0 && !p.blank(n):
			p.wrong(n, FaultUnfinished)
		}
	}
}

func (p *lineParser) blank(n int) bool { return strings.TrimSpace(p.line.cells[n]) == "" }

func isVersion(version int64) bool {
	return slices.ContainsFunc(questionnaire.Releases, func(q questionnaire.Release) bool { return int64(q.Version) == version })
}
