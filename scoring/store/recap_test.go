package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/scoring"
)

// loadSample opens a store with n made-up businesses, scored with two weight sets, of which
// the one that is not the default is in use.
func loadSample(t testing.TB, seed uint64, n int) (*Store, *sample) {
	t.Helper()
	s := openStore(t)
	random := rand.New(rand.NewPCG(seed, 1))
	balanced, err := s.WeightSet(t.Context(), "balanced")
	if err != nil {
		t.Fatal(err)
	}
	weights := map[string]map[scoring.FactorCode]float64{"balanced": balanced.Weights, "panel": randomWeights(random)}
	loadWeightSet(t, s, "panel", weights["panel"])
	if err := s.UseWeights(t.Context(), "panel"); err != nil {
		t.Fatal(err)
	}
	sample := makeSample(random, n, weights)
	sample.load(t, random, s)
	return s, sample
}

// compareRecap compares with the oracle. Half a hundredth may be rounded either way.
func compareRecap(t *testing.T, s *Store, sample *sample, scope scoring.Scope) {
	t.Helper()
	got, err := s.Recap(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample.oracleRecap(scope, "panel"), got, cmpopts.EquateApprox(0, 1e-9),
		cmpopts.SortSlices(func(a, b scoring.PointCount) int {
			return cmpOr(a.X-b.X, a.Y-b.Y, a.IFE-b.IFE, a.EFE-b.EFE)
		})); diff != "" {
		t.Errorf("recap of %+v (-oracle +store):\n%s", scope, diff)
	}
}

func cmpOr(differences ...float64) int {
	for _, d := range differences {
		switch {
		case d < -1e-9:
			return -1
		case d > 1e-9:
			return 1
		}
	}
	return 0
}

func randomScope(random *rand.Rand) scoring.Scope {
	var scope scoring.Scope
	if random.IntN(3) > 0 {
		scope.Regions = []int{}
		for _, region := range sampleRegions {
			if random.IntN(3) == 0 {
				scope.Regions = append(scope.Regions, region)
			}
		}
	}
	day := func() time.Time { return time.UnixMilli(sampleBegins + random.Int64N(sampleDays)*sampleDay) }
	if random.IntN(2) == 0 {
		scope.From = day()
	}
	if random.IntN(2) == 0 {
		scope.To = day()
	}
	return scope
}

func TestRecap_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	for seed, n := range []int{292, 292, 0, 1, 2, 4, 5} {
		t.Run(fmt.Sprintf("sample %d of %d businesses", seed, n), func(t *testing.T) {
			t.Parallel()
			s, sample := loadSample(t, uint64(seed), n)
			random := rand.New(rand.NewPCG(uint64(seed), 2))
			compareRecap(t, s, sample, scoring.Scope{})
			for range 25 {
				compareRecap(t, s, sample, randomScope(random))
			}
		})
	}
}
