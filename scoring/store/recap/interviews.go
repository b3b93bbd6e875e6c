package recap

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"
)

// interviewsAtOnce is how many interviews are read as one text when they are of all regions: some
// 600 kB of it. Of several regions, each region is one text.
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
		s.where.First(), textOf(s.where.Stopped(), s.tally.stopped),
		textOf(s.where.Latest(), slices.Concat(s.tally.answered, s.tally.placed)...), part)
	read := make(chan packedPart)
	var group errgroup.Group
	group.Go(func() error { return s.tally.countAll(read) })
	err = s.readParts(statement, values, read)
	close(read)
	return errors.Join(err, group.Wait())
}

// packedPart is the text read for one part of the interviews.
type packedPart struct {
	began             int
	stopped, finished string
}

// readParts reads one part after the other. While one is read, the previous one is counted.
func (s *survey) readParts(statement string, values []int, into chan<- packedPart) error {
	for _, value := range values {
		var p packedPart
		row := s.tx.QueryRowContext(s.ctx, statement, append(s.where.Args(), sql.Named("part", value))...)
		if err := row.Scan(&p.began, &p.stopped, &p.finished); err != nil {
			return err
		}
		into <- p
	}
	return nil
}

// countAll counts all parts. After a fault it receives the remaining parts without counting.
func (t *tally) countAll(parts <-chan packedPart) error {
	var faults error
	for p := range parts {
		t.began += p.began
		if faults == nil {
			faults = errors.Join(t.countStopped(p.stopped), t.countFinished(p.finished))
		}
	}
	return faults
}

// parts divides the scope's interviews: it returns the condition of a part, and the values of its
// parameter.
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
