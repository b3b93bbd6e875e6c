package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// interviewsAtOnce is how many are read as one text where they are those of all regions: some
// 600 kB of it. Of several regions it is each one's.
const interviewsAtOnce = 1 << 14

// addInterviews counts the interviews of a file: the first that each business began in the
// scope, the latest of each that is not finished, and the latest of each that is.
func (s *survey) addInterviews() error {
	part, values, err := s.parts()
	if err != nil {
		return err
	}
	statement := fmt.Sprintf(`
		SELECT count(*) FILTER (WHERE %s), %s, %s
		FROM counted LEFT JOIN result ON assessment_id = id
		WHERE %s`,
		s.where.first(), textOf(s.where.stopped(), s.tally.stopped),
		textOf(s.where.latest(), slices.Concat(s.tally.answered, s.tally.placed)...), part)
	for _, value := range values {
		var began int
		var stopped, finished string
		row := s.tx.QueryRowContext(s.ctx, statement, append(s.where.args(), sql.Named("part", value))...)
		if err := row.Scan(&began, &stopped, &finished); err != nil {
			return err
		}
		s.tally.began += began
		if err := errors.Join(s.tally.countStopped(stopped), s.tally.countFinished(finished)); err != nil {
			return err
		}
	}
	return nil
}

// parts divides the scope's interviews: the condition of a part, and the values of its parameter.
func (s *survey) parts() (condition string, values []int, err error) {
	if s.Scope.Regions != nil {
		return "region = +:part", slices.Compact(slices.Sorted(slices.Values(s.Scope.Regions))), nil
	}
	var last int
	err = s.row("SELECT coalesce(max(id), 0) FROM assessment", &last)
	for first := 1; first <= last; first += interviewsAtOnce {
		values = append(values, first)
	}
	return fmt.Sprintf("id >= +:part AND id < +:part + %d", interviewsAtOnce), values, err
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
