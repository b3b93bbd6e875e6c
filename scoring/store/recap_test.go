package store

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/dialog/recap"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	officedb "ikmbot/scoring/store/office"
	recapdb "ikmbot/scoring/store/recap"
)

// loadSample opens a store with n made-up businesses, scored with two weight sets, of which the
// active one is not the default.
func loadSample(t testing.TB, seed uint64, n int) (*Store, *sample) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	return loadSampleBy(t, random, n, randomWeights(random))
}

// loadSampleBy is loadSample with the weights given.
func loadSampleBy(t testing.TB, random *rand.Rand, n int, panel map[scoring.FactorCode]float64) (*Store, *sample) {
	t.Helper()
	s := openStore(t)
	balanced, err := s.WeightSet(t.Context(), "balanced")
	if err != nil {
		t.Fatal(err)
	}
	loadWeightSet(t, s, "panel", panel)
	if err := s.UseWeights(t.Context(), "panel"); err != nil {
		t.Fatal(err)
	}
	sample := makeSample(random, n, map[string]map[scoring.FactorCode]float64{"balanced": balanced.Weights, "panel": panel})
	sample.load(t, random, s)
	return s, sample
}

// sameRecap compares a recap with the oracle's. Half a hundredth may be rounded either way.
func sameRecap(want, got scoring.Recap) string {
	return cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9),
		cmpopts.SortSlices(func(a, b scoring.PointCount) int {
			return cmpOr(a.X-b.X, a.Y-b.Y, a.IFE-b.IFE, a.EFE-b.EFE)
		}))
}

// compareRecap compares with the oracle.
func compareRecap(t *testing.T, s *Store, sample *sample, scope scoring.Scope) {
	t.Helper()
	got, err := s.Recap(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	if diff := sameRecap(sample.oracleRecap(scope, "panel"), got); diff != "" {
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

// TestRecap_ReadsAFileInParts has interviews whose ids are too far apart to be read at once.
func TestRecap_ReadsAFileInParts(t *testing.T) {
	t.Parallel()
	const together = 1 << 14 // ids that are read together
	s, sample := loadSample(t, 7, 100)
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for _, statement := range []string{
			"PRAGMA defer_foreign_keys = ON",
			fmt.Sprintf("UPDATE assessment SET id = id + (id %% 3) * %d", together),
			fmt.Sprintf("UPDATE result SET assessment_id = assessment_id + (assessment_id %% 3) * %d", together),
		} {
			if _, err := tx.Exec(statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 2))
	compareRecap(t, s, sample, scoring.Scope{})
	for range 5 {
		compareRecap(t, s, sample, randomScope(random))
	}
}

func TestRecap_RefusesAnImpossibleResult(t *testing.T) {
	t.Parallel()
	for _, damage := range []string{"UPDATE result SET x = 1e6", "UPDATE result SET ife = -40", "DELETE FROM result"} {
		s, _ := loadSample(t, 8, 20)
		err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec(damage)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Recap(t.Context(), scoring.Scope{}); !errors.Is(err, recapdb.ErrGarbled) {
			t.Errorf("after %q: %v", damage, err)
		}
	}
}

func TestRecap_AsksAsManyAsTheStudyDid(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	enter := func(region, businesses int) {
		t.Helper()
		err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
			a := batch.Turn{Tx: tx, Now: 1}
			return officedb.SetPopulation(&a, recap.PopulationEntered{Region: region, Businesses: businesses})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	recap := func(regions ...int) scoring.Recap {
		t.Helper()
		r, err := s.Recap(t.Context(), scoring.Scope{Regions: regions})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got := recap(); got.Population != 0 || got.Sample(0.05) != 0 {
		t.Errorf("of an unknown population %d, %d are to be asked", got.Population, got.Sample(0.05))
	}
	enter(1571, 1)
	for _, region := range sampleRegions[:11] {
		if region != 1571 {
			enter(region, 100)
		}
	}
	enter(1571, 79)
	if got := recap(); got.Population != 1079 || got.Sample(0.05) != 292 {
		t.Errorf("of a population of %d, %d are to be asked; want 1079, 292", got.Population, got.Sample(0.05))
	}
	if got := recap(1571, 1508); got.Population != 179 {
		t.Errorf("population of two regions is %d, want 179", got.Population)
	}
	if got := recap(1571, 9999); got.Population != 0 {
		t.Errorf("population of two regions, one of them unknown, is %d, want 0", got.Population)
	}
}

// TestRecap_LeavesTheConnectionsAsTheyWere checks that after a recap no connection has the
// temporary tables left.
func TestRecap_LeavesTheConnectionsAsTheyWere(t *testing.T) {
	t.Parallel()
	s, _ := loadSample(t, 1, 20)
	const connections = 4 // as many as read side by side
	counts := func() (all [connections][4]int) {
		t.Helper()
		for i := range connections {
			c, err := s.reader.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close() // once all are taken, so that each is checked
			into := &all[i]
			err = c.QueryRowContext(t.Context(), `
				SELECT (SELECT count(*) FROM assessment), (SELECT count(*) FROM result), (SELECT count(*) FROM position), (SELECT count(*) FROM sqlite_temp_schema)`).
				Scan(&into[0], &into[1], &into[2], &into[3])
			if err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	before := counts()
	for range connections {
		if _, err := s.Recap(t.Context(), scoring.Scope{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, counts()); diff != "" {
		t.Errorf("rows seen by each connection (-before +after):\n%s", diff)
	}
}

// TestRecap_IsOfOneInstant reads recaps while interviews are being finished: all parts of a recap
// are about the same businesses.
func TestRecap_IsOfOneInstant(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	ids := addAssessments(t, s, "balanced", slices.Repeat([]ratings{allRated(3)}, 100))
	finished := make(chan error, 1)
	go func() {
		for _, id := range ids {
			if err := finishAt(t, s, id, 1); err != nil {
				finished <- err
				return
			}
		}
		finished <- nil
	}()
	for {
		r, err := s.Recap(t.Context(), scoring.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		placed, sized := 0, 0
		for _, p := range r.Points {
			placed += p.Count
		}
		for _, n := range r.Sizes[scoring.UU20] {
			sized += n
		}
		if placed != r.Finished || sized != r.Finished || r.Quadrants[scoring.Growth] != r.Finished {
			t.Fatalf("of %d businesses, %d have a place, %d a size and %d are in a quadrant", r.Finished, placed, sized, r.Quadrants[scoring.Growth])
		}
		select {
		case err := <-finished:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
}
