package store

import (
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// tally is one statement that counts many things in one pass.
type tally struct {
	columns []string
	into    []any
}

func (t *tally) add(into any, expression string) {
	t.columns = append(t.columns, expression)
	t.into = append(t.into, into)
}

// count counts where a condition holds.
func (t *tally) count(into any, condition string) {
	t.add(into, "count(*) FILTER (WHERE "+condition+")")
}

// entry is a key of a map of counts, as a place to scan into. What is not there has no key.
type entry[K comparable] struct {
	counts map[K]int
	key    K
}

// Scan takes a count.
func (e entry[K]) Scan(count any) error {
	if n, ok := count.(int64); !ok {
		return fmt.Errorf("count of %v is a %T", e.key, count)
	} else if n > 0 {
		e.counts[e.key] = int(n)
	}
	return nil
}

// shares counts the businesses by their answers, regions, quadrants and cells, and takes
// the means of their ratings, in one pass over the rows.
func (s *survey) shares() error {
	t := &tally{}
	t.add(&s.Finished, "count(*)")
	s.tallyQuestions(t)
	for _, part := range []func(*tally) error{s.tallyRegions, s.tallyQuadrants, s.tallyCells} {
		if err := part(t); err != nil {
			return err
		}
	}
	return s.row("SELECT "+strings.Join(t.columns, ", ")+s.where.results(), t.into...)
}

// tallyQuestions counts the options of the questions about the business and takes the means of
// the factors.
func (s *survey) tallyQuestions(t *tally) {
	s.Answers = map[string][]int{}
	for _, q := range dialog.Newest().Questions {
		switch {
		case q.Chapter != dialog.ChapterBusiness:
			s.means = append(s.means, new(float64))
			t.add(s.means[len(s.means)-1], "coalesce(avg("+q.Code+"), 0)")
		case len(q.Options) > 0:
			counts := make([]int, len(q.Options)+1)
			t.count(&counts[0], q.Code+" IS NULL")
			for i := range q.Options {
				t.count(&counts[i+1], picked(q, i+1))
			}
			s.Answers[q.Code] = counts
		}
	}
}

// picked is true where the option in a position was picked.
func picked(q dialog.Question, position int) string {
	if q.Kind == dialog.SomeOf {
		return fmt.Sprintf("%s & %d", q.Code, 1<<(position-1))
	}
	return fmt.Sprintf("%s = %d", q.Code, position)
}

func (s *survey) tallyRegions(t *tally) error {
	regions, err := readRegions(s.ctx, s.tx)
	if err != nil {
		return err
	}
	for _, region := range regions {
		if s.Scope.Regions == nil || slices.Contains(s.Scope.Regions, region.Code) {
			s.Regions = append(s.Regions, scoring.RegionCount{Region: region.Code})
		}
	}
	for i, region := range s.Regions {
		t.count(&s.Regions[i].Count, fmt.Sprint("region = ", region.Region))
	}
	if s.Scope.Regions == nil {
		s.Regions = append(s.Regions, scoring.RegionCount{})
		t.count(&s.Regions[len(s.Regions)-1].Count, "region IS NULL")
	}
	return nil
}

func (s *survey) tallyQuadrants(t *tally) error {
	quadrants, err := rowsOf(s, "SELECT code FROM quadrant", func(q *scoring.Quadrant) []any { return []any{q} })
	s.Quadrants = map[scoring.Quadrant]int{}
	for _, q := range quadrants {
		t.count(entry[scoring.Quadrant]{s.Quadrants, q}, fmt.Sprintf("quadrant = '%s'", q))
	}
	return err
}

func (s *survey) tallyCells(t *tally) error {
	cells, err := rowsOf(s, "SELECT code FROM cell", func(c *scoring.Cell) []any { return []any{c} })
	s.Cells = map[scoring.Cell]int{}
	for _, c := range cells {
		t.count(entry[scoring.Cell]{s.Cells, c}, fmt.Sprintf("cell = '%s'", c))
	}
	return err
}
