// Package exchange exports interviews to a file and imports such files.
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

// Imported is the outcome of an import.
type Imported struct {
	Interviews int // taken in
	Skipped    int // faulty lines
	Faults     []Fault
}

// Error is returned by Import for a file that was not imported. It lists all faults.
type Error struct {
	Faults []Fault // by line
}

func (e *Error) Error() string { return fmt.Sprintf("%d faults in the file", len(e.Faults)) }

// Import imports a file of interviews in the form that [Write] writes: semicolons or commas, with or
// without a byte order mark, the columns in any order. The interviews are stored as held on paper,
// however they were first held, and scored by the views like all others. now is in unix
// milliseconds.
//
// Either it succeeds as a whole or the caller must roll tx back: faults give an [*Error]. With
// skipFaulty, faulty lines are skipped and counted; a fault in the columns is still an error.
//
// It reads the file on another goroutine, which has ended when Import returns.
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

// importFrom imports every line that it can: while some interviews are stored, the next ones are
// read and checked. ctx is checked only between lines, because an interrupted statement rolls the
// transaction back.
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

// known holds what cells may refer to, and the time now.
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
