package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
	"ikmbot/scoring/store/recap"
	resultdb "ikmbot/scoring/store/result"
)

// Reader reads the file and writes nothing to it. It is safe for concurrent use.
type Reader struct{ reader *sqlite.Reader }

// OpenReader opens a file that is there for reading only, whether the bot is running on it
// or not. It creates nothing, brings nothing up to date and leaves no file beside it.
//
// A file that belongs to another program gives [ErrForeign], one of a newer version a
// [*NewerError], one of an older version or with other views [ErrOtherVersion].
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	file, err := schema.OpenReader(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return &Reader{file}, nil
}

// Close closes the file. It gives [ErrChanged] where the bot was started while nothing but the
// Reader had the file open: what was read may be half of one thing and half of another.
func (r *Reader) Close() error { return r.reader.Close() }

// Verify reads the whole file and gives an error that names the first fault in it.
func (r *Reader) Verify(ctx context.Context) error { return r.reader.Verify(ctx) }

// Regions are the regions that the questionnaire offers, in its order. The name is empty
// where the word for it stands in locales.
func (r *Reader) Regions(ctx context.Context) ([]say.Region, error) {
	return model.ReadRegions(ctx, r.reader)
}

// Recap applies the model to the businesses of a scope, all of it as of one instant.
func (r *Reader) Recap(ctx context.Context, scope scoring.Scope) (scoring.Recap, error) {
	return recap.Of(ctx, scope, r.reader)
}

// Recap applies the model to the businesses of a scope in one file or in several, each as of one
// instant. A business is of its own file, whoever has the same number in another. What goes
// wrong is told by a [*recap.FileError]; [recap.ErrOtherWeights] is one such thing.
func Recap(ctx context.Context, scope scoring.Scope, files ...*Reader) (scoring.Recap, error) {
	readers := make([]*sqlite.Reader, len(files))
	for i, file := range files {
		readers[i] = file.reader
	}
	return recap.Of(ctx, scope, readers...)
}

// Businesses reads the interviews of a scope's businesses, one after the other, in the order in
// which they became known: finished ones by the time they were finished, others by the time they
// began. Those of owners who have taken their consent back are left out.
//
// With identities, names of businesses and Telegram ids are given of owners who may be
// contacted, and the names of businesses that were interviewed on paper; otherwise of nobody.
// The first error ends it.
func (r *Reader) Businesses(ctx context.Context, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return exchange.Businesses(ctx, r.reader, scope, identities)
}

// OldestReply is when the reply that waits longest was committed, by the store's clock;
// zero where none waits.
func (r *Reader) OldestReply(ctx context.Context) (time.Time, error) {
	var queued int64
	err := r.reader.QueryRowContext(ctx, "SELECT queued_at FROM outbox WHERE class = ? ORDER BY due_at, id LIMIT 1", ClassReply).Scan(&queued)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fmt.Errorf("read oldest reply: %w", err)
	}
	return time.UnixMilli(queued), nil
}

// Stances are what the cells of the IE matrix advise.
func (r *Reader) Stances(ctx context.Context) (map[scoring.Cell]scoring.Stance, error) {
	return resultdb.Stances(ctx, r.reader)
}

// AgedSteps are the codes of the steps whose facts (apps, fees, rules) were checked last in a month
// that was over a year before now, in the order of their strategies.
func (r *Reader) AgedSteps(ctx context.Context, now time.Time) ([]string, error) {
	month := time.Date(now.Year()-1, now.Month(), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
	rows, err := r.reader.QueryContext(ctx, `
		SELECT tip.code FROM tip JOIN strategy ON strategy.code = tip.strategy
		WHERE checked < ? ORDER BY strategy.position, tip.position`, month)
	if err != nil {
		return nil, fmt.Errorf("read which steps have aged: %w", err)
	}
	codes, err := sqlite.All(rows, func(code *string) []any { return []any{code} })
	if err != nil {
		return nil, fmt.Errorf("read which steps have aged: %w", err)
	}
	return codes, nil
}
