package store

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/mattn/go-sqlite3"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

func TestFinish(t *testing.T) {
	t.Parallel()

	t.Run("keeps what the views say", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		id := addAssessment(t, s, allRated(2).with("S1", 4, "W1", 3, "O2", 4, "T4", 1))
		if err := finishAt(t, s, id, 1_700_000_000_000); err != nil {
			t.Fatal(err)
		}
		got, err := model.ReadResult(t.Context(), s.reader, id)
		if err != nil {
			t.Fatal(err)
		}
		want := scoring.Result{
			Position: scoring.Position{S: 1.125, W: 13.0 / 12, O: 1.25, T: 0.875, X: 1.125 - 13.0/12, Y: 0.375, IFE: 2.5 + 1.125 - 13.0/12, EFE: 2.875},
			Quadrant: scoring.Growth, Numeral: "I", Family: scoring.SO, Cell: "V", Stance: scoring.Hold,
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("result (-want +got):\n%s", diff)
		}
		var at int64
		if err := s.reader.QueryRow("SELECT finished_at FROM assessment WHERE id = ?", id).Scan(&at); err != nil || at != 1_700_000_000_000 {
			t.Errorf("finished at %d, %v", at, err)
		}
	})

	t.Run("refuses where a rating is missing and leaves the assessment under way", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		r := allRated(2)
		delete(r, "T4")
		id := addAssessment(t, s, r)
		if err := finishAt(t, s, id, 1); !errors.Is(err, model.ErrIncomplete) {
			t.Errorf("finish: %v, want %v", err, model.ErrIncomplete)
		}
		if _, err := model.ReadResult(t.Context(), s.reader, id); !errors.Is(err, ErrNotFound) {
			t.Errorf("read result: %v, want %v", err, ErrNotFound)
		}
	})

	t.Run("is done once", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		id := addAssessment(t, s, allRated(2))
		if err := finishAt(t, s, id, 1); err != nil {
			t.Fatal(err)
		}
		var se sqlite3.Error
		if err := finishAt(t, s, id, 2); !errors.As(err, &se) || se.Code != sqlite3.ErrConstraint {
			t.Errorf("finish again: %v, want a constraint's error", err)
		}
	})

	t.Run("leaves what was told as it was when the answers change", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		id := addAssessment(t, s, allRated(2))
		if err := finishAt(t, s, id, 1); err != nil {
			t.Fatal(err)
		}
		exec(t, s, "UPDATE assessment SET W1 = 4, W2 = 4, T1 = 4 WHERE id = ?", id)
		got, err := model.ReadResult(t.Context(), s.reader, id)
		if err != nil {
			t.Fatal(err)
		}
		if got.Quadrant != scoring.Growth {
			t.Errorf("told quadrant is %s, want growth", got.Quadrant)
		}
		if now := standings(t, s)[id]; now.Quadrant != scoring.Defensive {
			t.Errorf("present quadrant is %s, want defensive", now.Quadrant)
		}
	})
}

func TestAssessment_KeepsTheWeightsItBeganWith(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	before := addAssessment(t, s, allRated(1).with("S1", 4))
	loadWeightSet(t, s, "panel", onlyFirst())
	if err := s.UseWeights(t.Context(), "panel"); err != nil {
		t.Fatal(err)
	}
	after := addAssessment(t, s, allRated(1).with("S1", 4))
	got := standings(t, s)
	if want := 0.5 * (4 + 7) / 8; !near(got[before].S, want) {
		t.Errorf("S of the one that began before is %v, want %v", got[before].S, want)
	}
	if !near(got[after].S, 4*0.5) {
		t.Errorf("S of the one that began after is %v, want 2", got[after].S)
	}
}

func TestAssessment_RefusesImpossibleRows(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	id := addAssessment(t, s, allRated(2).with("T4", 1))
	for _, c := range []struct{ change, constraint string }{
		{"S1 = 0", "S1_is_a_rating"},
		{"T4 = 5", "T4_is_a_rating"},
		{"finished_at = 1, W3 = NULL", "finished_has_every_rating"},
		{"name = ''", "name_is_1_to_60_long"},
		{"media = 257", "media_is_a_mask"},
		{"obstacles = 257", "obstacles_is_a_mask"},
		{"age = 6", "age_is_an_option"},
		{"region = 1", "FOREIGN KEY constraint failed"},
		{"weight_set_id = 99", "FOREIGN KEY constraint failed"},
	} {
		t.Run(c.change, func(t *testing.T) {
			t.Parallel()
			err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec("UPDATE assessment SET "+c.change+" WHERE id = ?", id)
				return err
			})
			var se sqlite3.Error
			if !errors.As(err, &se) || se.Code != sqlite3.ErrConstraint {
				t.Fatalf("%v, want constraint %s", err, c.constraint)
			}
			if diff := cmp.Diff(c.constraint, strings.TrimPrefix(se.Error(), "CHECK constraint failed: ")); diff != "" {
				t.Errorf("constraint (-want +got):\n%s", diff)
			}
		})
	}
}

func finishAt(t testing.TB, s *Store, id, at int64) error {
	t.Helper()
	return s.file.Write(t.Context(), func(tx *sql.Tx) error { return model.Finish(tx, id, at) })
}
