package store

import (
	"errors"
	"maps"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
)

func TestStore_LoadWeights(t *testing.T) {
	t.Parallel()

	t.Run("keeps a good set and leaves the active one active", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		want := scoring.WeightSet{Name: "panel", Note: "twelve experts", Weights: onlyFirst()}
		if err := s.LoadWeights(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		got, err := s.WeightSet(t.Context(), "panel")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("set (-loaded +read):\n%s", diff)
		}
		if diff := cmp.Diff([]string{"balanced*", "panel"}, names(t, s)); diff != "" {
			t.Errorf("sets, * the active one (-want +got):\n%s", diff)
		}
	})

	t.Run("takes sums that are 1 within a millionth", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		weights := onlyFirst()
		weights["S1"] += 0.9e-6
		weights["T1"] -= 0.9e-6
		loadWeightSet(t, s, "rounded", weights)
	})

	t.Run("never changes a set that is there", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		err := s.LoadWeights(t.Context(), scoring.WeightSet{Name: "balanced", Weights: onlyFirst()})
		if !errors.Is(err, ErrWeightSetExists) {
			t.Errorf("load: %v, want %v", err, ErrWeightSetExists)
		}
	})

	t.Run("refuses a set without a name", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		err := s.LoadWeights(t.Context(), scoring.WeightSet{Weights: onlyFirst()})
		if want := `load weights "": CHECK constraint failed: weight_set_has_a_name`; err == nil || err.Error() != want {
			t.Errorf("load: %v, want %s", err, want)
		}
	})
}

func TestStore_LoadWeights_NamesEveryFault(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, c := range []struct {
		name   string
		change func(map[scoring.FactorCode]float64)
		want   string
	}{
		{
			"an internal sum past 1", func(w map[scoring.FactorCode]float64) { w["S2"] = 0.25 },
			"the internal weights sum to 1.250000, not 1",
		},
		{
			"an external sum short of 1 by two millionths", func(w map[scoring.FactorCode]float64) { w["O1"] -= 2e-6 },
			"the external weights sum to 0.999998, not 1",
		},
		{
			"a missing factor", func(w map[scoring.FactorCode]float64) { delete(w, "W4") },
			"W4 has no weight",
		},
		{
			"a factor that the study does not know", func(w map[scoring.FactorCode]float64) { w["S9"] = 0.1 },
			"S9 is not a factor",
		},
		{
			"a negative weight", func(w map[scoring.FactorCode]float64) { w["T1"], w["T2"] = 0.625, -0.125 },
			"T2 is negative: -0.125",
		},
		{
			"no number", func(w map[scoring.FactorCode]float64) { w["S2"] = math.NaN() },
			"S2 is not a finite number",
		},
		{
			"an infinite number", func(w map[scoring.FactorCode]float64) { w["O2"] = math.Inf(1) },
			"O2 is not a finite number; the external weights sum to Inf, not 1",
		},
		{
			"a number that is infinitely negative", func(w map[scoring.FactorCode]float64) { w["O2"] = math.Inf(-1) },
			"O2 is not a finite number; the external weights sum to -Inf, not 1",
		},
		{
			"nothing at all", func(w map[scoring.FactorCode]float64) { clear(w) },
			"S1 has no weight; S2 has no weight; S3 has no weight; S4 has no weight; S5 has no weight; S6 has no weight; " +
				"S7 has no weight; S8 has no weight; W1 has no weight; W2 has no weight; W3 has no weight; W4 has no weight; " +
				"W5 has no weight; W6 has no weight; O1 has no weight; O2 has no weight; O3 has no weight; O4 has no weight; " +
				"T1 has no weight; T2 has no weight; T3 has no weight; T4 has no weight; " +
				"the external weights sum to 0.000000, not 1; the internal weights sum to 0.000000, not 1",
		},
		{
			"everything together", func(w map[scoring.FactorCode]float64) {
				delete(w, "T4")
				w["s1"], w["A1"], w["S1"], w["W1"] = 1, 2, -1, math.NaN()
			},
			"S1 is negative: -1.0; W1 is not a finite number; T4 has no weight; A1 is not a factor; s1 is not a factor; " +
				"the internal weights sum to -1.000000, not 1",
		},
	} {
		t.Run("names "+c.name, func(t *testing.T) {
			t.Parallel()
			weights := maps.Clone(onlyFirst())
			c.change(weights)
			err := s.LoadWeights(t.Context(), scoring.WeightSet{Name: c.name, Weights: weights})
			var faults *WeightSetError
			if !errors.As(err, &faults) {
				t.Fatalf("load: %v, want a WeightSetError", err)
			}
			if diff := cmp.Diff(c.want, faults.Error()); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if faults.Name != c.name {
				t.Errorf("the error names set %q", faults.Name)
			}
			if _, err := s.WeightSet(t.Context(), c.name); !errors.Is(err, ErrNoWeightSet) {
				t.Errorf("read the refused set: %v, want %v", err, ErrNoWeightSet)
			}
		})
	}
}

func TestStore_UseWeights(t *testing.T) {
	t.Parallel()

	t.Run("makes the one set active and no other", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		loadWeightSet(t, s, "panel", onlyFirst())
		if err := s.UseWeights(t.Context(), "panel"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"balanced", "panel*"}, names(t, s)); diff != "" {
			t.Errorf("sets, * the active one (-want +got):\n%s", diff)
		}
	})

	t.Run("leaves the active one as it is where there is none of the name", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		if err := s.UseWeights(t.Context(), "panel"); !errors.Is(err, ErrNoWeightSet) {
			t.Errorf("use: %v, want %v", err, ErrNoWeightSet)
		}
		if diff := cmp.Diff([]string{"balanced*"}, names(t, s)); diff != "" {
			t.Errorf("sets, * the active one (-want +got):\n%s", diff)
		}
	})
}

// names lists the weight sets, the active one with a star.
func names(t testing.TB, s *Store) []string {
	t.Helper()
	sets, err := s.WeightSets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, set := range sets {
		if set.Active {
			set.Name += "*"
		}
		names = append(names, set.Name)
	}
	return names
}
