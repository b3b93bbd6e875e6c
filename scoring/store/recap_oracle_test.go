package store

import (
	"cmp"
	"math"
	"slices"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
)

// oracleRecap is the recap of a sample in plain Go, written from the definition of a recap and not
// from the statements.
func (s *sample) oracleRecap(scope scoring.Scope, active string) scoring.Recap {
	r := scoring.Recap{
		Scope: scope, Weights: active, Answers: map[string][]int{}, Quadrants: map[scoring.Quadrant]int{}, Cells: map[scoring.Cell]int{},
		Sizes: map[scoring.Law]map[scoring.SizeClass]int{scoring.UU20: {}, scoring.PP7: {}, scoring.Industry: {}},
	}
	counted := slices.DeleteFunc(slices.Clone(s.businesses), func(b *respondent) bool { return b.person != 0 && !b.consents[len(b.consents)-1] })
	var latest []*sampled
	for _, b := range counted {
		if in := b.latest(scope); in != nil {
			latest = append(latest, in)
			s.oracleChange(&r.Change, b.first(), in)
		}
	}
	r.Change.X /= math.Max(1, float64(r.Change.Businesses))
	r.Change.Y /= math.Max(1, float64(r.Change.Businesses))
	r.Finished = len(latest)
	r.Versions = map[int]int{}
	for _, in := range latest {
		r.Versions[in.version]++
	}
	r.Began, r.StoppedAt = oracleParticipation(counted, scope)
	r.Complaints = oracleComplaints(counted, scope)
	oracleAnswers(&r, latest)
	s.oracleStandings(&r, latest)
	s.oracleGroup(&r, latest)
	return r
}

func inScope(scope scoring.Scope, region int, at int64) bool {
	return (scope.Regions == nil || slices.Contains(scope.Regions, region)) && inSpan(scope, at)
}

func inSpan(scope scoring.Scope, at int64) bool {
	return (scope.From.IsZero() || at >= scope.From.UnixMilli()) && (scope.To.IsZero() || at < scope.To.UnixMilli())
}

// latest returns the interview finished last in the span, if that is in one of the regions.
func (b *respondent) latest(scope scoring.Scope) *sampled {
	var last *sampled
	for _, in := range b.interviews {
		if in.finished != 0 && inSpan(scope, in.finished) && (last == nil || in.finished >= last.finished) {
			last = in
		}
	}
	if last == nil || !inScope(scope, last.region, last.finished) {
		return nil
	}
	return last
}

// first returns the interview finished first of all.
func (b *respondent) first() *sampled {
	var first *sampled
	for _, in := range b.interviews {
		if in.finished != 0 && (first == nil || in.finished < first.finished) {
			first = in
		}
	}
	return first
}

func oracleParticipation(counted []*respondent, scope scoring.Scope) (began int, stops []scoring.QuestionCount) {
	stopped := map[string]int{}
	for _, b := range counted {
		if slices.ContainsFunc(b.interviews, func(in *sampled) bool { return inScope(scope, in.region, in.started) }) {
			began++
		}
		if in := b.interviews[len(b.interviews)-1]; in.finished == 0 && inScope(scope, in.region, in.started) {
			stopped[in.stoppedAt]++
		}
	}
	for _, q := range slices.Concat(questionnaire.Newest().Questions, []questionnaire.Question{{}}) {
		if n := stopped[q.Code]; n > 0 {
			stops = append(stops, scoring.QuestionCount{Question: q.Code, Count: n})
		}
	}
	return began, stops
}

func (s *sample) oracleChange(c *scoring.Change, first, latest *sampled) {
	if first == latest {
		return
	}
	ruler := s.weights[latest.weights] // both interviews are measured by the newer one's set
	from, to := oraclePosition(first.ratings, ruler), oraclePosition(latest.ratings, ruler)
	x, y := to.X-from.X, to.Y-from.Y
	c.Businesses++
	if first.version != latest.version {
		c.Mixed++
	}
	c.X += x
	c.Y += y
	up, down := x > scoring.Tolerance || y > scoring.Tolerance, x < -scoring.Tolerance || y < -scoring.Tolerance
	if up && !down {
		c.Better++
	}
	if down && !up {
		c.Worse++
	}
}

func oracleComplaints(counted []*respondent, scope scoring.Scope) (r scoring.ComplaintRecap) {
	var waits []time.Duration
	open := 0
	for _, b := range counted {
		region := 0
		for _, in := range b.interviews {
			region = cmp.Or(in.region, region)
		}
		before := r.Count
		for _, c := range b.complaints {
			if !inScope(scope, region, c.opened) {
				continue
			}
			r.Count++
			if c.settled != 0 {
				r.Settled++
			}
			if c.answered == 0 {
				open++
			} else {
				waits = append(waits, time.Duration(c.answered-c.opened)*time.Millisecond)
			}
		}
		if r.Count > before {
			r.Businesses++
		}
	}
	slices.Sort(waits)
	r.Answered = len(waits)
	// All that are open have waited for longer than any answer took, so they stand behind them.
	if middle := (len(waits) + open) / 2; middle < len(waits) {
		r.Median, r.Reached = waits[middle], true
	}
	for _, wait := range waits {
		if wait <= 24*time.Hour {
			r.InADay++
		}
	}
	return r
}

func oracleAnswers(r *scoring.Recap, latest []*sampled) {
	for _, region := range append(slices.Clone(sampleRegions), 0) {
		if r.Scope.Regions != nil && !slices.Contains(r.Scope.Regions, region) {
			continue
		}
		count := scoring.RegionCount{Region: region}
		for _, in := range latest {
			if in.region == region {
				count.Count++
			}
		}
		r.Regions = append(r.Regions, count)
	}
	for _, q := range questionnaire.Newest().Questions[2:13] {
		counts := make([]int, len(q.Options)+1)
		for _, in := range latest {
			value, told := in.answers[q.Code]
			if !told {
				counts[0]++
			}
			if told && q.Code == "obstacles" && value == 0 {
				value = 256 // what nothing picked is called since version 2
			}
			for i := range q.Options {
				if value == i+1 && q.Kind == questionnaire.OneOf || value>>i&1 == 1 && q.Kind == questionnaire.SomeOf {
					counts[i+1]++
				}
			}
		}
		r.Answers[q.Code] = counts
	}
	for _, in := range latest {
		size := oracleSize(in.answers["sales"], in.answers["assets"], in.answers["workers"])
		r.Sizes[scoring.UU20][size.UU20]++
		r.Sizes[scoring.PP7][size.PP7]++
		r.Sizes[scoring.Industry][size.Industry]++
	}
}

// oracleSize derives the classes from the bands' positions; 0: no answer.
func oracleSize(sales, assets, workers int) (size scoring.Size) {
	class := []scoring.SizeClass{"", scoring.Micro, scoring.Small, scoring.Medium, scoring.Large}
	size.UU20 = class[max([]int{0, 1, 2, 2, 3, 3, 4}[sales], []int{0, 1, 2, 3, 3, 3, 4}[assets])]
	size.PP7 = class[cmp.Or([]int{0, 1, 1, 2, 2, 3, 4}[sales], []int{0, 1, 1, 1, 2, 3, 4}[assets])]
	few := workers == 1 || workers == 2
	switch {
	case workers == 0 || assets == 0 || !few && assets == 6:
	case few && assets <= 3:
		size.Industry = scoring.Small
	default:
		size.Industry = scoring.Medium
	}
	return size
}

// oracleStandings counts the quadrants and cells that the businesses were told.
func (s *sample) oracleStandings(r *scoring.Recap, latest []*sampled) {
	points := map[scoring.PointCount]int{}
	hundredth := func(x float64) float64 { return math.Floor(100*x+0.5+1e-7) / 100 }
	for _, in := range latest {
		p := oracleStanding(in.ratings, s.weights[in.weights])
		r.Quadrants[p.Quadrant]++
		r.Cells[p.Cell]++
		points[scoring.PointCount{X: hundredth(p.X), Y: hundredth(p.Y), IFE: hundredth(p.IFE), EFE: hundredth(p.EFE)}]++
	}
	for p, n := range points {
		p.Count = n
		r.Points = append(r.Points, p)
	}
}

// oracleGroup uses that a position and a fit are sums of ratings with fixed weights: those of the
// mean ratings are the means of the businesses'.
func (s *sample) oracleGroup(r *scoring.Recap, latest []*sampled) {
	if len(latest) == 0 {
		return
	}
	weights, n := s.weights[r.Weights], float64(len(latest))
	mean := map[scoring.FactorCode]float64{}
	fits := oracleFits(allRated(1), weights)
	for i := range fits {
		fits[i].Fit, fits[i].Gain = 0, 0
	}
	for _, in := range latest {
		for f, rating := range in.ratings {
			mean[f] += float64(rating) / n
		}
		for i, fit := range oracleFits(in.ratings, weights) {
			fits[i].Fit += fit.Fit / n
			fits[i].Gain += fit.Gain / n
		}
	}
	var position scoring.Position
	for _, f := range factors {
		r.Factors = append(r.Factors, scoring.FactorMean{Factor: f, Weight: weights[f], Mean: mean[f], Score: weights[f] * mean[f]})
		*map[byte]*float64{'S': &position.S, 'W': &position.W, 'O': &position.O, 'T': &position.T}[f[0]] += weights[f] * mean[f]
		*map[byte]*float64{'S': &position.IFE, 'W': &position.IFE, 'O': &position.EFE, 'T': &position.EFE}[f[0]] += weights[f] * oracleTurned(f, mean[f])
	}
	position.X, position.Y = position.IFE-2.5, position.EFE-2.5
	p := oraclePlace(position)
	r.Result = scoring.Result{Position: p.Position, Quadrant: p.Quadrant, Family: p.Family, Cell: p.Cell, Stance: p.Stance,
		Numeral: map[scoring.Quadrant]string{scoring.Growth: "I", scoring.Diversification: "II", scoring.Turnaround: "III", scoring.Defensive: "IV"}[p.Quadrant]}
	for i, strategy := range strategies {
		fits[i].Severity = 0
		for _, f := range strategy.factors {
			if f[0] == 'W' || f[0] == 'T' {
				fits[i].Severity = max(fits[i].Severity, scoring.Rating(mean[f]+scoring.Tolerance))
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b scoring.Fit) int {
		return cmp.Or(oracleMore(a.Gain, b.Gain), oracleMore(a.Fit, b.Fit))
	})
	slices.SortStableFunc(fits, func(a, b scoring.Fit) int {
		return cmp.Compare(foreign(a, p.Family), foreign(b, p.Family))
	})
	r.Strategies = fits
}

func oracleTurned(f scoring.FactorCode, rating float64) float64 {
	if f[0] == 'W' || f[0] == 'T' {
		return 5 - rating
	}
	return rating
}

// foreign is 0 for a strategy of the family and 1 for another.
func foreign(f scoring.Fit, own scoring.Family) int {
	if scoring.Family(f.Strategy[:2]) == own {
		return 0
	}
	return 1
}
