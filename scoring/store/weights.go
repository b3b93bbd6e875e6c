package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrNoWeightSet is returned by WeightSet and UseWeights if no set has the name.
var ErrNoWeightSet = errors.New("there is no weight set of this name")

// ErrWeightSetExists is returned by LoadWeights if the name is taken. A set is never changed,
// because assessments may have been scored with it.
var ErrWeightSetExists = errors.New("there is a weight set of this name already")

// WeightSetError is returned by LoadWeights and lists everything that is wrong with a set.
type WeightSetError struct {
	Name   string
	Faults []WeightFault
}

// WeightFault is one thing that is wrong with a weight set.
type WeightFault struct {
	Factor scoring.FactorCode // empty where the fault is in a sum
	Reason string             // follows the factor: "is negative: -0.1"
	Kind   WeightFaultKind
	Value  float64 // the negative weight, or the sum; otherwise 0
}

// WeightFaultKind is what is wrong with a weight set.
type WeightFaultKind string

// The kinds.
const (
	Unweighted      WeightFaultKind = "unweighted" // a factor has no weight
	NotAFactor      WeightFaultKind = "factor"     // what has a weight is not a factor
	NotFinite       WeightFaultKind = "figure"     // the weight is not a finite number
	NegativeWeight  WeightFaultKind = "negative"   // the weight is below 0
	InternalSum     WeightFaultKind = "internal"   // strengths and weaknesses do not sum to 1
	ExternalSum     WeightFaultKind = "external"   // opportunities and threats do not sum to 1
	NoStrengths     WeightFaultKind = "no_s"       // all strengths weigh 0
	NoWeaknesses    WeightFaultKind = "no_w"       // all weaknesses weigh 0
	NoOpportunities WeightFaultKind = "no_o"       // all opportunities weigh 0
	NoThreats       WeightFaultKind = "no_t"       // all threats weigh 0
)

// String returns the fault as a line: "S1 is negative: -0.1".
func (f WeightFault) String() string { return strings.TrimSpace(string(f.Factor) + " " + f.Reason) }

func (e *WeightSetError) Error() string {
	faults := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		faults[i] = f.String()
	}
	return strings.Join(faults, "; ")
}

// weights is the part of the store about weight sets.
type weights struct{ file *sqlite.File }

// WeightSets reads all weight sets, in the order in which they were loaded.
func (w weights) WeightSets(ctx context.Context) ([]scoring.WeightSet, error) {
	rows, err := w.file.QueryContext(ctx, `
		SELECT weight_set.name, weight_set.note, weight_set.active, weight.factor, weight.weight
		FROM weight_set JOIN weight ON weight.weight_set_id = weight_set.id
		ORDER BY weight_set.id`)
	if err != nil {
		return nil, fmt.Errorf("read weight sets: %w", err)
	}
	defer rows.Close()
	var sets []scoring.WeightSet
	for rows.Next() {
		var set scoring.WeightSet
		var factor scoring.FactorCode
		var weight float64
		if err := rows.Scan(&set.Name, &set.Note, &set.Active, &factor, &weight); err != nil {
			return nil, fmt.Errorf("read weight sets: %w", err)
		}
		if len(sets) == 0 || sets[len(sets)-1].Name != set.Name {
			set.Weights = map[scoring.FactorCode]float64{}
			sets = append(sets, set)
		}
		sets[len(sets)-1].Weights[factor] = weight
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read weight sets: %w", err)
	}
	return sets, nil
}

// WeightSet reads one weight set; [ErrNoWeightSet] if none has the name.
func (w weights) WeightSet(ctx context.Context, name string) (scoring.WeightSet, error) {
	sets, err := w.WeightSets(ctx)
	if err != nil {
		return scoring.WeightSet{}, err
	}
	for _, set := range sets {
		if set.Name == name {
			return set, nil
		}
	}
	return scoring.WeightSet{}, fmt.Errorf("read weights %q: %w", name, ErrNoWeightSet)
}

// LoadWeights stores a weight set without making it the active one. It returns a [*WeightSetError]
// for a set with faults, and [ErrWeightSetExists] if the name is taken; nothing is stored then.
func (w weights) LoadWeights(ctx context.Context, set scoring.WeightSet) error {
	err := w.file.Write(ctx, func(tx *sql.Tx) error { return loadWeights(tx, set) })
	if err != nil {
		return fmt.Errorf("load weights %q: %w", set.Name, err)
	}
	return nil
}

func loadWeights(tx *sql.Tx, set scoring.WeightSet) error {
	row, err := tx.Exec("INSERT INTO weight_set (name, note) VALUES (?, ?)", set.Name, set.Note)
	var se sqlite3.Error
	if errors.As(err, &se) && se.ExtendedCode == sqlite3.ErrConstraintUnique {
		return ErrWeightSetExists
	}
	if err != nil {
		return err
	}
	id, err := row.LastInsertId()
	if err != nil {
		return err
	}
	for _, factor := range slices.Sorted(maps.Keys(set.Weights)) {
		if _, err := tx.Exec("INSERT INTO weight (weight_set_id, factor, weight) VALUES (?, ?, ?)", id, factor, set.Weights[factor]); err != nil {
			return err
		}
	}
	faults, err := weightFaults(tx, set.Name)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return &WeightSetError{Name: set.Name, Faults: faults}
	}
	return nil
}

// weightFaults reads the faults of a set: factors in the study's order, unknown factors, sums.
func weightFaults(tx *sql.Tx, name string) ([]WeightFault, error) {
	rows, err := tx.Query(`
		SELECT fault.factor, fault.reason, fault.kind, coalesce(fault.value, 0)
		FROM weight_set_fault AS fault LEFT JOIN factor ON factor.code = fault.factor
		WHERE fault.weight_set = ?
		ORDER BY fault.factor = '', factor.position IS NULL, factor.position, fault.factor, fault.reason`, name)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(f *WeightFault) []any { return []any{&f.Factor, &f.Reason, &f.Kind, &f.Value} })
}

// UseWeights makes a set the active one: new assessments are scored with it, earlier ones keep
// theirs. It returns [ErrNoWeightSet] if none has the name.
func (w weights) UseWeights(ctx context.Context, name string) error {
	err := w.file.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec("UPDATE weight_set SET active = 0 WHERE active = 1"); err != nil {
			return err
		}
		done, err := tx.Exec("UPDATE weight_set SET active = 1 WHERE name = ?", name)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, ErrNoWeightSet)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("use weights %q: %w", name, err)
	}
	return nil
}
