// Package exchange exports interviews to a file and imports such files.
package exchange

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// Imported is the outcome of an import.
type Imported struct {
	Interviews int     // taken in
	Skipped    int     // faulty lines
	Faults     []Fault // of each kind the first ones
	More       []More  // the other ones
}

// Import imports a file of interviews in the form that [Write] writes, or that a spreadsheet makes of
// it (see package table), the columns in any order, or a workbook that holds it. A day without a clock
// time is one of the zone of the business's region. The interviews are stored as held on paper,
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
		return Imported{}, &Error{done.Faults, done.More}
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
	defer file.table.Close() // of what was only read
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
	done := Imported{Interviews: i.interviews, Skipped: file.skipped + i.skipped}
	done.Faults, done.More = slices.Concat(file.faults.faults, i.faults.faults), slices.Concat(file.faults.rest(), i.faults.rest())
	slices.SortStableFunc(done.Faults, byLine)
	return done, nil
}

// known holds what cells may refer to, and the time now.
type known struct {
	regions map[int]bool
	names   map[string]int         // codes of the regions by their names in lower case
	zones   map[int]*time.Location // of the regions
	weights map[string]int64       // ids of the weight sets by their names
	zeros   map[string]bool        // the codes of digits that begin with 0, without those zeros
	implied map[implication]int
	now     int64
}

// implication is what a rating follows from where a factor's question does not apply.
type implication struct {
	factor string
	reason questionnaire.Reason
}

// readImplications reads the ratings that follow.
func readImplications(tx *sql.Tx) (map[implication]int, error) {
	rows, err := tx.Query("SELECT factor, because, rating FROM implication")
	if err != nil {
		return nil, fmt.Errorf("read implications: %w", err)
	}
	type implied struct {
		implication
		rating int
	}
	all, err := sqlite.All(rows, func(i *implied) []any { return []any{&i.factor, &i.reason, &i.rating} })
	if err != nil {
		return nil, fmt.Errorf("read implications: %w", err)
	}
	ratings := map[implication]int{}
	for _, i := range all {
		ratings[i.implication] = i.rating
	}
	return ratings, nil
}

func readKnown(tx *sql.Tx, now int64) (known, error) {
	known := known{
		regions: map[int]bool{}, names: map[string]int{}, zones: map[int]*time.Location{},
		weights: map[string]int64{}, zeros: map[string]bool{}, now: now,
	}
	var err error
	if known.implied, err = readImplications(tx); err != nil {
		return known, err
	}
	regions, err := model.ReadRegions(context.Background(), tx)
	if err != nil {
		return known, err
	}
	for _, r := range regions {
		known.regions[r.Code], known.zones[r.Code] = true, r.Zone.Location()
		for _, name := range []string{r.Name, r.Short} {
			if name != "" {
				known.names[strings.ToLower(name)] = r.Code
			}
		}
	}
	if err := known.readZeros(tx); err != nil {
		return known, err
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

// readZeros reads the codes that a spreadsheet would take the zeros from.
func (k *known) readZeros(tx *sql.Tx) error {
	rows, err := tx.Query(`
		SELECT DISTINCT ltrim(business, '0')
		FROM assessment
		WHERE business >= '0' AND business < '1' AND business NOT GLOB '*[^0-9]*'
			AND NOT EXISTS (SELECT 1 FROM assessment AS other WHERE other.business = ltrim(assessment.business, '0'))`)
	if err != nil {
		return fmt.Errorf("read codes: %w", err)
	}
	codes, err := sqlite.All(rows, func(code *string) []any { return []any{code} })
	if err != nil {
		return fmt.Errorf("read codes: %w", err)
	}
	for _, code := range codes {
		k.zeros[code] = true
	}
	return nil
}
