package store

import (
	"database/sql"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// factors are the study's, in the order of its Table 2.
var factors = []scoring.FactorCode{
	"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8",
	"W1", "W2", "W3", "W4", "W5", "W6",
	"O1", "O2", "O3", "O4",
	"T1", "T2", "T3", "T4",
}

// openStore opens a fresh file that is closed when the test ends.
func openStore(t testing.TB) *Store {
	t.Helper()
	return openStoreWith(t, Options{})
}

// openStoreWith is openStore with options.
func openStoreWith(t testing.TB, options Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// ratings are those of one assessment; a factor without an entry is unanswered.
type ratings map[scoring.FactorCode]int

// allRated gives every factor the same rating.
func allRated(r int) ratings {
	all := ratings{}
	for _, f := range factors {
		all[f] = r
	}
	return all
}

// with changes some ratings: factors and their ratings, alternating.
func (r ratings) with(changes ...any) ratings {
	changed := maps.Clone(r)
	for i := 0; i < len(changes); i += 2 {
		changed[scoring.FactorCode(changes[i].(string))] = changes[i+1].(int)
	}
	return changed
}

// addAssessment begins an assessment with the active weights.
func addAssessment(t testing.TB, s *Store, r ratings) int64 {
	t.Helper()
	var active string
	if err := s.reader.QueryRow("SELECT name FROM weight_set WHERE active = 1").Scan(&active); err != nil {
		t.Fatal(err)
	}
	return addAssessments(t, s, active, []ratings{r})[0]
}

// addAssessments begins several in one transaction and returns their ids.
func addAssessments(t testing.TB, s *Store, weights string, all []ratings) []int64 {
	t.Helper()
	columns := fmt.Sprint(factors)
	columns = strings.ReplaceAll(columns[1:len(columns)-1], " ", ", ")
	insert := fmt.Sprintf(`
		INSERT INTO assessment (number, questionnaire, started_at, weight_set_id, %s)
		VALUES (1, 1, 0, (SELECT id FROM weight_set WHERE name = ?)%s)`, columns, strings.Repeat(", ?", len(factors)))
	ids := make([]int64, 0, len(all))
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for _, r := range all {
			values := []any{weights}
			for _, f := range factors {
				rating, rated := r[f]
				values = append(values, sql.NullInt64{Int64: int64(rating), Valid: rated})
			}
			row, err := tx.Exec(insert, values...)
			if err != nil {
				return err
			}
			id, err := row.LastInsertId()
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// loadWeightSet loads a set that must be valid.
func loadWeightSet(t testing.TB, s *Store, name string, weights map[scoring.FactorCode]float64) {
	t.Helper()
	if err := s.LoadWeights(t.Context(), scoring.WeightSet{Name: name, Weights: weights}); err != nil {
		t.Fatal(err)
	}
}

// standing is a row of the model's views for one assessment.
type standing struct {
	scoring.Position
	Quadrant scoring.Quadrant
	Family   scoring.Family
	Cell     scoring.Cell
	Stance   scoring.Stance
}

// standings reads the position of every assessment.
func standings(t testing.TB, s *Store) map[int64]standing {
	t.Helper()
	rows, err := s.reader.Query(`
		SELECT assessment_id, s, w, o, t, x, y, ife, efe, quadrant, family, cell, stance
		FROM position_cell`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[int64]standing{}
	for rows.Next() {
		var id int64
		var p standing
		if err := rows.Scan(&id, &p.S, &p.W, &p.O, &p.T, &p.X, &p.Y, &p.IFE, &p.EFE, &p.Quadrant, &p.Family, &p.Cell, &p.Stance); err != nil {
			t.Fatal(err)
		}
		all[id] = p
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// exec runs a statement.
func exec(t testing.TB, s *Store, statement string, args ...any) {
	t.Helper()
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// plan returns SQLite's plan of a statement, one line each step.
func plan(t testing.TB, s *Store, statement string, args ...any) []string {
	t.Helper()
	rows, err := s.reader.Query("EXPLAIN QUERY PLAN "+statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := sqlite.All(rows, func(step *string) []any { return []any{new(int), new(int), new(int), step} })
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// onlyFirst is a valid set in which only the first factor of each group counts.
func onlyFirst() map[scoring.FactorCode]float64 {
	weights := map[scoring.FactorCode]float64{}
	for _, f := range factors {
		weights[f] = 0
		if f[1] == '1' {
			weights[f] = 0.5
		}
	}
	return weights
}

// balancedWeights are those that a new file begins with: half of each side for every group, in
// equal parts.
func balancedWeights() map[scoring.FactorCode]float64 {
	weights := map[scoring.FactorCode]float64{}
	for _, f := range factors {
		weights[f] = map[byte]float64{'S': 0.5 / 8, 'W': 0.5 / 6, 'O': 0.5 / 4, 'T': 0.5 / 4}[f[0]]
	}
	return weights
}
