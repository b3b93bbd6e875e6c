// Package exchange gives interviews out as a file and takes such files in.
package exchange

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"slices"

	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// Imported tells what became of a file.
type Imported struct {
	Interviews int // taken in
	Skipped    int // faulty lines that were passed over
	Faults     []Fault
}

// Error is returned by Import for a file that was not taken in, with everything that is
// wrong with it.
type Error struct {
	Faults []Fault // by line
}

func (e *Error) Error() string { return fmt.Sprintf("%d faults in the file", len(e.Faults)) }

// Import takes in a file of interviews in the form that [Write] gives it: semicolons or
// commas, with or without a byte order mark, the columns in any order. The interviews are kept as
// such on paper, whoever they were first held with, and scored by the views as any other. now is
// the time in unix milliseconds.
//
// All of it happens, or tx is to be undone: a fault gives an [*ImportError]. With skipFaulty, faulty
// lines are passed over and told; without the right columns nothing can be read all the same.
//
// It reads the file on a goroutine of its own, and no more once it has returned.
func Import(ctx context.Context, tx *sql.Tx, from io.Reader, skipFaulty bool, now int64) (Imported, error) {
	done, err := importFrom(ctx, tx, from, now)
	if err != nil {
		return Imported{}, err
	}
	if len(done.Faults) > 0 && !skipFaulty {
		return Imported{}, &Error{done.Faults}
	}
	return done, nil
}

// importFrom takes in every line that can be: while some of them are stored, the next ones
// are read and checked. ctx is asked between lines only, for an interrupted statement undoes the
// transaction.
func importFrom(ctx context.Context, tx *sql.Tx, from io.Reader, now int64) (Imported, error) {
	file, err := openImportFile(from)
	if err != nil {
		return Imported{}, err
	}
	if file.known, err = readKnown(tx, now); err != nil {
		return Imported{}, err
	}
	if err := file.head(); err != nil {
		return Imported{}, err
	}
	i, err := newImporting(tx, file.columns)
	if err != nil {
		return Imported{}, err
	}
	for b := range file.batches(ctx) {
		if err := i.add(b); err != nil {
			return Imported{}, err
		}
	}
	if file.err != nil {
		return Imported{}, file.err
	}
	if err := i.finish(); err != nil {
		return Imported{}, err
	}
	done := Imported{Interviews: i.interviews, Skipped: file.skipped + i.skipped, Faults: slices.Concat(file.faults, i.faults)}
	slices.SortStableFunc(done.Faults, func(a, b Fault) int { return a.Line - b.Line })
	return done, nil
}

// known is what cells may name, and the time that it is.
type known struct {
	regions map[int]bool
	weights map[string]int64 // ids of the weight sets by their names
	now     int64
}

func readKnown(tx *sql.Tx, now int64) (known, error) {
	known := known{map[int]bool{}, map[string]int64{}, now}
	regions, err := model.ReadRegions(context.Background(), tx)
	if err != nil {
		return known, err
	}
	for _, r := range regions {
		known.regions[r.Code] = true
	}
	rows, err := tx.Query("SELECT name, id FROM weight_set")
	if err != nil {
		return known, fmt.Errorf("read weight sets: %w", err)
	}
	type set struct {
		name string
		id   int64
	}
	sets, err := sqlite.All(rows, func(s *set) []any { return []any{&s.name, &s.id} })
	if err != nil {
		return known, fmt.Errorf("read weight sets: %w", err)
	}
	for _, s := range sets {
		known.weights[s.name] = s.id
	}
	return known, nil
}
