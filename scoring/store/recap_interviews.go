package store

import (
	"database/sql"
	"fmt"
	"slices"
)

// interviewsAtOnce is how many are read as one text at most, of some 600 kB.
const interviewsAtOnce = 1 << 14

// addInterviews counts the interviews of a file in the order in which they lie there: the first
// that each business began in the scope, the latest of each that is not finished, and the latest
// of each that is.
func (s *survey) addInterviews() error {
	statement := fmt.Sprintf(`
		SELECT count(*) FILTER (WHERE %s), %s, %s
		FROM counted LEFT JOIN result ON assessment_id = id
		WHERE id >= +:from_id AND id < +:from_id + %d AND %s`,
		s.where.first(), textOf(s.where.stopped(), s.tally.stopped), textOf(s.where.latest(), slices.Concat(s.tally.answered, s.tally.placed)...),
		interviewsAtOnce, s.where.inRegions("region"))
	var last int
	if err := s.row("SELECT coalesce(max(id), 0) FROM assessment", &last); err != nil {
		return err
	}
	for id := 1; id <= last; id += interviewsAtOnce {
		var began int
		var stopped, finished string
		row := s.tx.QueryRowContext(s.ctx, statement, append(s.where.args(), sql.Named("from_id", id))...)
		if err := row.Scan(&began, &stopped, &finished); err != nil {
			return err
		}
		s.tally.began += began
		if err := s.tally.countStopped(stopped); err != nil {
			return err
		}
		if err := s.tally.countFinished(finished); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) countStopped(text string) error {
	for text != "" {
		if err := t.stopped.count(&text); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) countFinished(text string) error {
	for text != "" {
		for _, ch := range t.answered {
			if err := ch.count(&text); err != nil {
				return err
			}
		}
		if err := t.countPoint(&text); err != nil {
			return err
		}
	}
	return nil
}

func (t *tally) countPoint(text *string) (err error) {
	var at point
	for i := range at {
		if at[i], err = next(text); err != nil {
			return err
		}
	}
	t.points[at]++
	return nil
}
