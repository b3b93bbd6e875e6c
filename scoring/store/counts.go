package store

import (
	"context"
	"errors"
	"fmt"

	"ikmbot/scoring/store/internal/sqlite"
)

// Counts holds the numbers that an operator watches.
type Counts struct {
	Outbox     map[Class]int  // rows still to be sent; classes without any have no key
	Broadcasts map[string]int // by state; states without any have no key
	Begun      int            // interviews that are stored, finished or not
	Finished   int            // of those, the finished ones
	Bytes      int64          // size of the database without its log
}

// Counts counts by the indexes, as of this moment; the interviews of a large file as of some
// minutes ago.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	p := Counts{Outbox: map[Class]int{}, Broadcasts: map[string]int{}}
	n, err := s.interviews.Read(s.Now(), interviewsPerSecond, func() (interviews, int, error) { return s.countInterviews(ctx) })
	p.Begun, p.Finished = n.begun, n.finished
	errs := errors.Join(err,
		countBy(ctx, s.reader, "SELECT class, count(*) FROM outbox GROUP BY class", p.Outbox),
		countBy(ctx, s.reader, "SELECT state, count(*) FROM broadcast GROUP BY state", p.Broadcasts),
		s.reader.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&p.Bytes),
	)
	if errs != nil {
		return Counts{}, fmt.Errorf("read counts: %w", errs)
	}
	return p, nil
}

// interviews holds how many interviews are stored, and how many of them are finished.
type interviews struct{ begun, finished int }

// interviewsPerSecond is the number of interviews for which a count is cached one second longer.
const interviewsPerSecond = 10_000

func (s *Store) countInterviews(ctx context.Context) (n interviews, rows int, err error) {
	var unfinished int
	err = s.reader.QueryRowContext(ctx, `
		SELECT (SELECT count(*) FROM assessment), (SELECT count(*) FROM assessment WHERE finished_at IS NULL)`).Scan(&n.begun, &unfinished)
	n.finished = n.begun - unfinished
	return n, n.begun, err
}

// countBy reads rows of a key and its count.
func countBy[T comparable](ctx context.Context, q sqlite.Querier, query string, into map[T]int) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	type count struct {
		of T
		n  int
	}
	counts, err := sqlite.All(rows, func(c *count) []any { return []any{&c.of, &c.n} })
	for _, c := range counts {
		into[c.of] = c.n
	}
	return err
}
