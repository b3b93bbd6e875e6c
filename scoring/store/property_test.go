package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"ikmbot/scoring"
)

// stanceOrder is the stances from the best to the worst.
var stanceOrder = map[scoring.Stance]int{scoring.Build: 0, scoring.Hold: 1, scoring.Harvest: 2}

// oneBetter is the ratings with one answer a step better; false where it is the best already.
func oneBetter(r ratings, f scoring.FactorCode) (ratings, bool) {
	better := maps.Clone(r)
	if f[0] == 'S' || f[0] == 'O' {
		better[f]++
	} else {
		better[f]--
	}
	return better, better[f] >= 1 && better[f] <= 4
}

// mends reports whether a strategy has a factor.
func mends(code scoring.StrategyCode, f scoring.FactorCode) bool {
	for _, s := range strategies {
		if s.code == code {
			return slices.Contains(s.factors, f)
		}
	}
	return false
}

// overtakes names a strategy with the factor that stands after one without it before the step, and
// before it after the step.
func overtakes(before, after []scoring.Fit, f scoring.FactorCode) string {
	place := func(fits []scoring.Fit, code scoring.StrategyCode) int {
		return slices.IndexFunc(fits, func(x scoring.Fit) bool { return x.Strategy == code })
	}
	for _, with := range after {
		for _, without := range after {
			if !mends(with.Strategy, f) || mends(without.Strategy, f) {
				continue
			}
			from, to := place(before, with.Strategy), place(before, without.Strategy)
			if from > to && to >= 0 && place(after, with.Strategy) < place(after, without.Strategy) {
				return fmt.Sprintf("%s overtakes %s", with.Strategy, without.Strategy)
			}
		}
	}
	return ""
}

// TestModel_NeverPunishesABetterAnswer goes through every step to a better answer of many
// businesses. No figure falls, the stance never gets worse, and no strategy moves up past another
// because one of its own factors got better. Opportunities count in no gain; where two gains are
// equal the better fit stands first, and there alone may a better opportunity lift a strategy.
func TestModel_NeverPunishesABetterAnswer(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 2))
	const businesses = 1000
	var all []ratings
	type step struct {
		from, to int
		factor   scoring.FactorCode
	}
	var steps []step
	for range businesses {
		r := randomRatings(random)
		all = append(all, r)
		from := len(all) - 1
		for _, f := range factors {
			if better, ok := oneBetter(r, f); ok {
				all = append(all, better)
				steps = append(steps, step{from, len(all) - 1, f})
			}
		}
	}
	ids := addAssessments(t, s, "balanced", all)
	stands, told := standings(t, s), advices(t, s)
	for _, st := range steps {
		before, after := stands[ids[st.from]], stands[ids[st.to]]
		const rounding = 1e-12
		if after.X < before.X-rounding || after.Y < before.Y-rounding || after.IFE < before.IFE-rounding || after.EFE < before.EFE-rounding {
			t.Errorf("%v, %s better: %+v after %+v", all[st.from], st.factor, after.Position, before.Position)
		}
		if stanceOrder[after.Stance] > stanceOrder[before.Stance] {
			t.Errorf("%v, %s better: %s after %s", all[st.from], st.factor, after.Stance, before.Stance)
		}
		if st.factor[0] == 'O' || after.Quadrant != before.Quadrant {
			continue
		}
		a, b := told[ids[st.from]], told[ids[st.to]]
		if up := overtakes(a.Own, b.Own, st.factor); up != "" {
			t.Errorf("%v, %s better: %s", all[st.from], st.factor, up)
		}
		if up := overtakes(a.Urgent, b.Urgent, st.factor); up != "" {
			t.Errorf("%v, %s better: %s among the urgent ones", all[st.from], st.factor, up)
		}
	}
	t.Logf("%d steps", len(steps))
}

// TestModel_NamesEveryGravestWeaknessAndThreat: whatever was answered with 4 among W and T is told,
// the costliest first, and what was not asked is neither strength nor burden.
func TestModel_NamesEveryGravestWeaknessAndThreat(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 3))
	all := make([]ratings, 500)
	for i := range all {
		all[i] = randomRatings(random)
	}
	ids := addAssessments(t, s, "balanced", all)
	weights := balancedWeights()
	implied := []scoring.FactorCode{"S3", "W2", "T1"}
	exec(t, s, "UPDATE assessment SET implied = 'S3 W2 T1' WHERE id % 2 = 0")
	for i, id := range ids {
		var want []scoring.FactorCode
		for _, f := range factors {
			if f[0] != 'S' && f[0] != 'O' && all[i][f] >= 3 && (id%2 == 1 || !slices.Contains(implied, f)) {
				want = append(want, f)
			}
		}
		slices.SortStableFunc(want, func(a, b scoring.FactorCode) int {
			if all[i][a] != all[i][b] {
				return all[i][b] - all[i][a]
			}
			return oracleMore(weights[a]*float64(all[i][a]-1), weights[b]*float64(all[i][b]-1))
		})
		gravest := slices.IndexFunc(want, func(f scoring.FactorCode) bool { return all[i][f] < 4 })
		if gravest < 0 {
			gravest = len(want)
		}
		want = want[:max(gravest, min(3, len(want)))]
		if got := list(t, s, "SELECT factor FROM outstanding WHERE kind = 'burden' AND assessment_id = "+fmt.Sprint(id)+" ORDER BY rank"); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v: burdens %v, want %v", all[i], got, want)
		}
		for _, f := range list(t, s, "SELECT factor FROM outstanding WHERE kind = 'strength' AND assessment_id = "+fmt.Sprint(id)) {
			if all[i][scoring.FactorCode(f)] < 3 || id%2 == 0 && f == "S3" {
				t.Errorf("%v: %s is told as a strength", all[i], f)
			}
		}
	}
}

// TestModel_KnowsWhoStandsOnTheLine compares view tipping with each single step, tried.
func TestModel_KnowsWhoStandsOnTheLine(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 4))
	weights := randomWeights(random)
	loadWeightSet(t, s, "random", weights)
	all := make([]ratings, 300)
	for i := range all {
		all[i] = randomRatings(random)
	}
	onTheLine := 0
	for i, id := range addAssessments(t, s, "random", all) {
		var want []string
		own := oracleStanding(all[i], weights).Quadrant
		for _, f := range factors {
			for _, by := range []int{-1, 1} {
				moved := all[i].with(string(f), all[i][f]+by)
				if moved[f] < 1 || moved[f] > 4 {
					continue
				}
				if to := oracleStanding(moved, weights).Quadrant; to != own {
					want = append(want, fmt.Sprintf("%s %+d %s", f, by, to))
				}
			}
		}
		slices.Sort(want)
		got := list(t, s, fmt.Sprintf("SELECT format('%%s %%+d %%s', factor, step, quadrant) FROM tipping WHERE assessment_id = %d", id))
		slices.Sort(got)
		if len(want) > 0 {
			onTheLine++
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v in %s: tipped by %v, want %v", all[i], own, got, want)
		}
	}
	if onTheLine == 0 || onTheLine == len(all) {
		t.Errorf("%d of %d stand on the line", onTheLine, len(all))
	}
}

// TestModel_MeasuresTwoInterviewsWithOneRuler: view point_under says of an assessment's own set what
// view position says, and of another what the oracle does.
func TestModel_MeasuresTwoInterviewsWithOneRuler(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 5))
	sets := map[string]map[scoring.FactorCode]float64{"balanced": balancedWeights(), "panel": randomWeights(random)}
	loadWeightSet(t, s, "panel", sets["panel"])
	for range 50 {
		r := randomRatings(random)
		id := addAssessments(t, s, "balanced", []ratings{r})[0]
		for name, weights := range sets {
			var x, y float64
			err := s.reader.QueryRow(`
				SELECT x, y FROM point_under
				WHERE assessment_id = ? AND weight_set_id = (SELECT id FROM weight_set WHERE name = ?)`, id, name).Scan(&x, &y)
			if err != nil {
				t.Fatal(err)
			}
			if want := oraclePosition(r, weights); !near(x, want.X) || !near(y, want.Y) {
				t.Errorf("%v under %s: (%v, %v), want (%v, %v)", r, name, x, y, want.X, want.Y)
			}
		}
	}
}
