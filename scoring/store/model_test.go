package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"

	"ikmbot/scoring"
)

// total is a group's total: the sum of w*r, and the sum of w.
type total struct{ score, weight float64 }

// side gives the groups of one side of the model totals that whole ratings can reach: the first
// factor of a group is rated 4 and the second 1, with the weights that make the total.
func (x total) side(group string, weights map[scoring.FactorCode]float64, r ratings) {
	high := max(0, (x.score-x.weight)/3)
	weights[scoring.FactorCode(group+"1")], r[scoring.FactorCode(group+"1")] = high, 4
	weights[scoring.FactorCode(group+"2")], r[scoring.FactorCode(group+"2")] = max(0, x.weight-high), 1
}

// apart returns two groups, the adverse one of the given weight, whose totals differ by difference.
func apart(difference, weight float64) (favourable, adverse total) {
	least := max(weight, 1-weight-difference)
	most := min(4*weight, 4*(1-weight)-difference)
	score := (least + most) / 2
	return total{score + difference, 1 - weight}, total{score, weight}
}

// addTotals loads a weight set, and a business, that make the totals.
func addTotals(t testing.TB, s *Store, name string, strengths, weaknesses, opportunities, threats total) int64 {
	t.Helper()
	weights, r := map[scoring.FactorCode]float64{}, allRated(2)
	for _, f := range factors {
		weights[f] = 0
	}
	strengths.side("S", weights, r)
	weaknesses.side("W", weights, r)
	opportunities.side("O", weights, r)
	threats.side("T", weights, r)
	loadWeightSet(t, s, name, weights)
	return addAssessments(t, s, name, []ratings{r})[0]
}

func near(a, b float64) bool { return math.Abs(a-b) <= scoring.Tolerance }

// TestModel_ReproducesTheStudy holds the model to what the study prints: S 2.44, W 0.50, O
// 1.82, T 1.15, so S - W = +1.94 and O - T = +0.67, whatever the weights behind them; cell I
// under all weights of W and T past 0.212 and 0.466, and no others; and growth wherever it is
// cell I.
func TestModel_ReproducesTheStudy(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	// Whole ratings from 1 to 4 reach the study's totals under these weights of W and T.
	const leastW, mostW, leastT, mostT = 0.125, 0.390, 0.2875, 0.545
	between := func(least, most float64) []float64 {
		points := make([]float64, 8)
		for i := range points {
			points[i] = least + (most-least)*float64(i)/float64(len(points)-1)
		}
		return points
	}
	type sides struct{ w, t float64 }
	wanted := map[int64]sides{}
	for _, weightW := range append(between(leastW, mostW), 0.212) {
		for _, weightT := range append(between(leastT, mostT), 0.466, 0.5) {
			id := addTotals(t, s, fmt.Sprint(weightW, " ", weightT),
				total{2.44, 1 - weightW}, total{0.50, weightW}, total{1.82, 1 - weightT}, total{1.15, weightT})
			wanted[id] = sides{weightW, weightT}
		}
	}
	got := standings(t, s)
	for id, weight := range wanted {
		p := got[id]
		if !near(p.S, 2.44) || !near(p.W, 0.50) || !near(p.O, 1.82) || !near(p.T, 1.15) || !near(p.S-p.W, 1.94) || !near(p.O-p.T, 0.67) {
			t.Errorf("weights of W %v, of T %v: position %+v", weight.w, weight.t, p.Position)
		}
		wantI := weight.w >= 0.212-1e-12 && weight.t >= 0.466-1e-12
		if wantI && (p.Quadrant != scoring.Growth || p.Family != scoring.SO) {
			t.Errorf("weights of W %v, of T %v: quadrant %s, family %s", weight.w, weight.t, p.Quadrant, p.Family)
		}
		if (p.Cell == "I") != wantI {
			t.Errorf("weights of W %v, of T %v: cell %s, cell I wanted: %t", weight.w, weight.t, p.Cell, wantI)
		}
	}
}

func TestModel_CountsWhatIsOnALimitAsPastIt(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	const within, beyond = 1e-10, 1e-8
	for _, c := range []struct {
		name     string
		x, y     float64
		w, t     float64 // group weights of W and T
		quadrant scoring.Quadrant
		cell     scoring.Cell
	}{
		{"the origin is growth", 0, 0, 0.5, 0.5, scoring.Growth, "V"},
		{"a hair left of the origin is growth", -within, 0, 0.5, 0.5, scoring.Growth, "V"},
		{"a hair below the origin is growth", 0, -within, 0.5, 0.5, scoring.Growth, "V"},
		{"left of the origin is turnaround", -beyond, 0, 0.5, 0.5, scoring.Turnaround, "V"},
		{"below the origin is diversification", 0, -beyond, 0.5, 0.5, scoring.Diversification, "V"},
		{"left and below is defensive", -beyond, -beyond, 0.5, 0.5, scoring.Defensive, "V"},
		{"3.0 is strong and high", 0.5, 0.5, 0.5, 0.5, scoring.Growth, "I"},
		{"a hair below 3.0 is strong and high", 0.5 - within, 0.5 - within, 0.5, 0.5, scoring.Growth, "I"},
		{"below 3.0 is average", 0.5 - beyond, 0.5, 0.5, 0.5, scoring.Growth, "II"},
		{"below 3.0 is medium", 0.5, 0.5 - beyond, 0.5, 0.5, scoring.Growth, "IV"},
		{"2.0 is average and medium", -0.5, -0.5, 0.5, 0.5, scoring.Defensive, "V"},
		{"a hair below 2.0 is average and medium", -0.5 - within, -0.5 - within, 0.5, 0.5, scoring.Defensive, "V"},
		{"below 2.0 is weak", -0.5 - beyond, -0.5, 0.5, 0.5, scoring.Defensive, "VI"},
		{"below 2.0 is low", -0.5, -0.5 - beyond, 0.5, 0.5, scoring.Defensive, "VIII"},
		{"weak and low is the last cell", -1, -1, 0.5, 0.5, scoring.Defensive, "IX"},
		{"weak and high is the third", -1, 1, 0.5, 0.5, scoring.Turnaround, "III"},
		{"strong and low is the seventh", 1, -1, 0.5, 0.5, scoring.Diversification, "VII"},
		{"the origin is growth under uneven weights too", 0, 0, 0.3, 0.7, scoring.Growth, "V"},
		{"3.0 is strong and high under uneven weights too", 0.5, 0.5, 0.3, 0.7, scoring.Growth, "I"},
	} {
		t.Run(c.name, func(t *testing.T) {
			strengths, weaknesses := apart(c.x+2.5*(1-2*c.w), c.w)
			opportunities, threats := apart(c.y+2.5*(1-2*c.t), c.t)
			id := addTotals(t, s, c.name, strengths, weaknesses, opportunities, threats)
			got := standings(t, s)[id]
			if got.Quadrant != c.quadrant || got.Cell != c.cell {
				t.Errorf("at (%v, %v), IFE %v, EFE %v: %s, cell %s; want %s, cell %s", got.X, got.Y, got.IFE, got.EFE, got.Quadrant, got.Cell, c.quadrant, c.cell)
			}
		})
	}
}

func TestModel_PutsTheAverageBusinessAtTheOriginUnderEverySet(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	equal := map[scoring.FactorCode]float64{} // what a survey among factors of equal importance gives
	uneven := map[scoring.FactorCode]float64{}
	for _, f := range factors {
		equal[f] = 1.0 / 14
		uneven[f] = map[byte]float64{'S': 0.7 / 8, 'W': 0.3 / 6, 'O': 0.6 / 4, 'T': 0.4 / 4}[f[0]]
		if f[0] == 'O' || f[0] == 'T' {
			equal[f] = 1.0 / 8
		}
	}
	loadWeightSet(t, s, "equal", equal)
	loadWeightSet(t, s, "uneven", uneven)
	average := ratings{} // as many 2 as 3 in every group
	for i, f := range factors {
		average[f] = 2 + i%2
	}
	for _, set := range []string{"balanced", "equal", "uneven"} {
		id := addAssessments(t, s, set, []ratings{average})[0]
		got := standings(t, s)[id]
		if !near(got.X, 0) || !near(got.Y, 0) || !near(got.IFE, 2.5) || !near(got.EFE, 2.5) {
			t.Errorf("%s: position %+v, want the origin", set, got.Position)
		}
		if got.Quadrant != scoring.Growth || got.Cell != "V" {
			t.Errorf("%s: %s, cell %s; want growth, cell V", set, got.Quadrant, got.Cell)
		}
	}
}

func TestModel_NeverContradictsItself(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 20 {
		name := fmt.Sprint("random ", i)
		loadWeightSet(t, s, name, randomWeights(random))
		businesses := make([]ratings, 50)
		for i := range businesses {
			businesses[i] = randomRatings(random)
		}
		addAssessments(t, s, name, businesses)
	}
	for id, p := range standings(t, s) {
		if !near(p.IFE, 2.5+p.X) || !near(p.EFE, 2.5+p.Y) {
			t.Errorf("assessment %d: IFE %v and EFE %v do not follow from x %v and y %v", id, p.IFE, p.EFE, p.X, p.Y)
		}
	}
}

// TestModel_RewardsABetterAnswer goes from random businesses to each neighbour that is one answer
// better: no coordinate ever falls.
func TestModel_RewardsABetterAnswer(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(5, 6))
	loadWeightSet(t, s, "random", randomWeights(random))
	var before, after []ratings
	for range 50 {
		r := randomRatings(random)
		for _, f := range factors {
			better := maps.Clone(r)
			if f[0] == 'S' || f[0] == 'O' {
				better[f] = min(4, r[f]+1)
			} else {
				better[f] = max(1, r[f]-1)
			}
			before, after = append(before, r), append(after, better)
		}
	}
	worseIDs, betterIDs := addAssessments(t, s, "random", before), addAssessments(t, s, "random", after)
	got := standings(t, s)
	for i := range worseIDs {
		worse, better := got[worseIDs[i]], got[betterIDs[i]]
		const rounding = 1e-12
		if better.X < worse.X-rounding || better.Y < worse.Y-rounding || better.IFE < worse.IFE-rounding || better.EFE < worse.EFE-rounding {
			t.Errorf("%v, better than %v, stands at %+v after %+v", after[i], before[i], better.Position, worse.Position)
		}
	}
}

func TestModel_HasNoPositionBeforeTheLastRating(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, missing := range factors {
		r := allRated(3)
		delete(r, missing)
		id := addAssessment(t, s, r)
		for _, view := range []string{"group_total", "position", "position_quadrant", "position_cell", "advice"} {
			var rows int
			if err := s.reader.QueryRow("SELECT count(*) FROM "+view+" WHERE assessment_id = ?", id).Scan(&rows); err != nil {
				t.Fatal(err)
			}
			if rows != 0 {
				t.Errorf("without %s: %d rows in %s, want none", missing, rows, view)
			}
		}
		var fits int
		err := s.reader.QueryRow(`
			SELECT count(*) FROM strategy_fit JOIN strategy_factor USING (strategy)
			WHERE assessment_id = ? AND factor = ?`, id, missing).Scan(&fits)
		if err != nil || fits != 0 {
			t.Errorf("without %s: %d strategies that need it have a fit, %v", missing, fits, err)
		}
	}
}

func TestModel_HasNoPositionWithoutAWeight(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	id := addAssessment(t, s, allRated(3))
	for _, missing := range factors {
		err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec("DELETE FROM weight WHERE factor = ?", missing); err != nil {
				return err
			}
			var rows int
			if err := tx.QueryRow("SELECT count(*) FROM group_total WHERE assessment_id = ?", id).Scan(&rows); err != nil {
				return err
			}
			if rows != 0 {
				t.Errorf("without the weight of %s it has totals", missing)
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
	}
}

// errUndo rolls a transaction back.
var errUndo = errors.New("undo")
