package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/scoring"
)

// The oracle is the model in plain Go, written from the study and not from the views.

// strategies are those of Table 2, with their factors and programmes.
var strategies = []struct {
	code      scoring.StrategyCode
	programme scoring.Programme
	factors   []scoring.FactorCode
}{
	{"SO1", 1, []scoring.FactorCode{"S1", "S2", "O1", "O2"}},
	{"SO2", 2, []scoring.FactorCode{"S3", "S4", "S5", "S6", "O3"}},
	{"SO3", 1, []scoring.FactorCode{"S7", "S8", "O4"}},
	{"WO1", 4, []scoring.FactorCode{"W1", "W2", "O1", "O2"}},
	{"WO2", 5, []scoring.FactorCode{"W3", "W4", "O3", "O4"}},
	{"WO3", 6, []scoring.FactorCode{"W5", "W6", "O3"}},
	{"ST1", 3, []scoring.FactorCode{"S1", "S2", "S3", "T1", "T2"}},
	{"ST2", 3, []scoring.FactorCode{"S4", "S5", "T3"}},
	{"ST3", 2, []scoring.FactorCode{"S6", "S7", "S8", "T4"}},
	{"WT1", 6, []scoring.FactorCode{"W2", "W3", "T1", "T2"}},
	{"WT2", 3, []scoring.FactorCode{"W1", "W4", "W5", "W6", "T1", "T3", "T4"}},
}

func oraclePosition(r ratings, weights map[scoring.FactorCode]float64) scoring.Position {
	var p scoring.Position
	group := map[byte]float64{} // the groups' weights
	for f, w := range weights {
		group[f[0]] += w
		score, turned := w*float64(r[f]), w*float64(5-r[f])
		switch f[0] {
		case 'S':
			p.S += score
			p.IFE += score
		case 'W':
			p.W += score
			p.IFE += turned
		case 'O':
			p.O += score
			p.EFE += score
		case 'T':
			p.T += score
			p.EFE += turned
		}
	}
	const average = 2.5
	p.X = p.S - p.W - average*(group['S']-group['W'])
	p.Y = p.O - p.T - average*(group['O']-group['T'])
	return p
}

func oracleStanding(r ratings, weights map[scoring.FactorCode]float64) standing {
	return oraclePlace(oraclePosition(r, weights))
}

func oraclePlace(position scoring.Position) standing {
	p := standing{Position: position}
	right, top := p.X >= -scoring.Tolerance, p.Y >= -scoring.Tolerance
	switch {
	case right && top:
		p.Quadrant, p.Family = scoring.Growth, scoring.SO
	case right:
		p.Quadrant, p.Family = scoring.Diversification, scoring.ST
	case top:
		p.Quadrant, p.Family = scoring.Turnaround, scoring.WO
	default:
		p.Quadrant, p.Family = scoring.Defensive, scoring.WT
	}
	band := func(x float64) int {
		switch {
		case x >= 3-scoring.Tolerance:
			return 0
		case x >= 2-scoring.Tolerance:
			return 1
		}
		return 2
	}
	place := 3*band(p.EFE) + band(p.IFE)
	p.Cell = []scoring.Cell{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[place]
	p.Stance = []scoring.Stance{"build", "build", "hold", "build", "hold", "harvest", "hold", "harvest", "harvest"}[place]
	return p
}

// oracleFits are the fits of all strategies, in the order of Table 2.
func oracleFits(r ratings, weights map[scoring.FactorCode]float64) []scoring.Fit {
	var fits []scoring.Fit
	for _, strategy := range strategies {
		fit := scoring.Fit{Strategy: strategy.code, Programme: strategy.programme}
		var sum, count [2]int // internal, external
		for _, f := range strategy.factors {
			around := 0
			if f[0] == 'O' || f[0] == 'T' {
				around = 1
			}
			sum[around] += r[f]
			count[around]++
			switch f[0] {
			case 'S':
				fit.Gain += weights[f] * float64(4-r[f])
			case 'W', 'T':
				fit.Gain += weights[f] * float64(r[f]-1)
				fit.Severity = max(fit.Severity, scoring.Rating(r[f]))
			}
		}
		fit.Fit = float64(sum[0])/float64(count[0]) + float64(sum[1])/float64(count[1])
		fits = append(fits, fit)
	}
	return fits
}

// oracleMore orders figures, the greater first.
func oracleMore(a, b float64) int {
	switch {
	case a > b+scoring.Tolerance:
		return -1
	case a < b-scoring.Tolerance:
		return 1
	}
	return 0
}

func oracleAdvice(r ratings, weights map[scoring.FactorCode]float64, own scoring.Family) scoring.Advice {
	a := scoring.Advice{Complaints: r["W6"] >= 3}
	for _, fit := range oracleFits(r, weights) {
		switch {
		case scoring.Family(fit.Strategy[:2]) == own:
			a.Own = append(a.Own, fit)
		case fit.Severity >= 3:
			a.Urgent = append(a.Urgent, fit)
		}
	}
	slices.SortStableFunc(a.Own, func(a, b scoring.Fit) int {
		return cmp.Or(oracleMore(a.Gain, b.Gain), oracleMore(a.Fit, b.Fit))
	})
	slices.SortStableFunc(a.Urgent, func(a, b scoring.Fit) int {
		return cmp.Or(int(b.Severity-a.Severity), oracleMore(a.Gain, b.Gain))
	})
	a.Urgent = a.Urgent[:min(2, len(a.Urgent))]
	return a
}

func randomRatings(random *rand.Rand) ratings {
	r := ratings{}
	for _, f := range factors {
		r[f] = 1 + random.IntN(4)
	}
	return r
}

// randomWeights makes a valid set; about one weight in five is 0, but never a whole group.
func randomWeights(random *rand.Rand) map[scoring.FactorCode]float64 {
	weights := map[scoring.FactorCode]float64{}
	for _, side := range [][]scoring.FactorCode{factors[:14], factors[14:]} {
		sum := 0.0
		for _, f := range side {
			weights[f] = max(0, random.Float64()-0.2)
			if f[1] == '1' {
				weights[f] += 0.01
			}
			sum += weights[f]
		}
		for _, f := range side {
			weights[f] /= sum
		}
	}
	return weights
}

func TestModel_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(1, 2))
	balanced, err := s.WeightSet(t.Context(), "balanced")
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]map[scoring.FactorCode]float64{"balanced": balanced.Weights}
	for i := range 30 {
		name := fmt.Sprintf("random %d", i)
		sets[name] = randomWeights(random)
		loadWeightSet(t, s, name, sets[name])
	}
	wanted := map[int64]standing{}
	advised := map[int64]scoring.Advice{}
	for name, weights := range sets {
		businesses := make([]ratings, 100)
		for i := range businesses {
			businesses[i] = randomRatings(random)
		}
		for i, id := range addAssessments(t, s, name, businesses) {
			wanted[id] = oracleStanding(businesses[i], weights)
			advised[id] = oracleAdvice(businesses[i], weights, wanted[id].Family)
		}
	}
	close := cmpopts.EquateApprox(0, 1e-9)
	if diff := gocmp.Diff(wanted, standings(t, s), close); diff != "" {
		t.Errorf("standings (-oracle +views):\n%s", diff)
	}
	if diff := gocmp.Diff(advised, advices(t, s), close); diff != "" {
		t.Errorf("advice (-oracle +views):\n%s", diff)
	}
}

// advices reads the advice on every assessment.
func advices(t testing.TB, s *Store) map[int64]scoring.Advice {
	t.Helper()
	rows, err := s.reader.Query(`
		SELECT assessment_id, kind, strategy, programme, fit, gain, coalesce(severity, 0), complaint_guidance.assessment_id IS NOT NULL
		FROM advice LEFT JOIN complaint_guidance USING (assessment_id)
		ORDER BY assessment_id, kind, rank`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[int64]scoring.Advice{}
	for rows.Next() {
		var id int64
		var kind string
		var f scoring.Fit
		var complaints bool
		if err := rows.Scan(&id, &kind, &f.Strategy, &f.Programme, &f.Fit, &f.Gain, &f.Severity, &complaints); err != nil {
			t.Fatal(err)
		}
		a := all[id]
		a.Complaints = complaints
		if kind == "own" {
			a.Own = append(a.Own, f)
		} else {
			a.Urgent = append(a.Urgent, f)
		}
		all[id] = a
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
