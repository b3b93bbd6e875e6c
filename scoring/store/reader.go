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

// OpenReader opens an existing file for reading only, whether or not the bot is running on it. It
// creates nothing, updates nothing and leaves no file next to it.
//
// It returns [ErrForeign] for another program's file, [*NewerError] for one of a newer version, and
// [ErrOtherVersion] for one of an older version or with other views.
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	file, err := schema.OpenReader(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return &Reader{file}, nil
}

// Close closes the file. It returns [ErrChanged] if the bot was started while only the Reader had
// the file open: what was read may be inconsistent.
func (r *Reader) Close() error { return r.reader.Close() }

// Verify reads the whole file and returns an error that names its first fault.
func (r *Reader) Verify(ctx context.Context) error { return r.reader.Verify(ctx) }

// Regions returns the regions that the questionnaire offers, in its order. The name is empty where
// locales has it.
func (r *Reader) Regions(ctx context.Context) ([]say.Region, error) {
	return model.ReadRegions(ctx, r.reader)
}

// Recap applies the model to the businesses of a scope, all as of one instant.
func (r *Reader) Recap(ctx context.Context, scope scoring.Scope) (scoring.Recap, error) {
	return recap.Of(ctx, scope, r.reader)
}

// Recap applies the model to the businesses of a scope in one or more files, each as of one
// instant. Businesses of different files are different ones, even with the same number. Errors are
// a [*recap.FileError], which may wrap [recap.ErrOtherWeights].
func Recap(ctx context.Context, scope scoring.Scope, files ...*Reader) (scoring.Recap, error) {
	readers := make([]*sqlite.Reader, len(files))
	for i, file := range files {
		readers[i] = file.reader
	}
	return recap.Of(ctx, scope, readers...)
}

// Businesses reads the interviews of a scope's businesses one by one, in the order in which they
// became known: finished ones by when they were finished, others by when they were begun. It leaves
// out those of owners who have withdrawn their consent.
//
// With identities, it includes business names and Telegram ids of owners who may be contacted, and
// the names of businesses interviewed on paper; otherwise none. It ends at the first error.
func (r *Reader) Businesses(ctx context.Context, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return exchange.Businesses(ctx, r.reader, scope, identities)
}

// SeenByOfficers is [Reader.Businesses] without the owners who have not agreed to be contacted: of
// these, officers see no answers.
func (r *Reader) SeenByOfficers(ctx context.Context, scope scoring.Scope, identities bool) iter.Seq2[scoring.Interview, error] {
	return exchange.SeenByOfficers(ctx, r.reader, scope, identities)
}

// OldestReply returns when the reply that has waited longest was committed, by the store's clock;
// zero if none is waiting.
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

// Stances returns the stance of each cell of the IE matrix.
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
