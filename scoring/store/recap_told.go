package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// recapFor reads a recap of what an officer may see of a scope.
func (s *Store) recapFor(ctx context.Context, o *reader, r dialog.Report) (*dialog.Recap, error) {
	recap, err := s.Recap(ctx, o.scope(r.Scope))
	if err != nil {
		return nil, err
	}
	return toldRecap(recap, float64(r.Error)/100), nil
}

// ReportScope is which businesses a report to an officer's chat is of. It gives [ErrNotOfficer].
func (s *Store) ReportScope(ctx context.Context, chat int64, r dialog.Report) (scoring.Scope, error) {
	o, err := s.officerOf(ctx, chat)
	if err != nil {
		return scoring.Scope{}, fmt.Errorf("read the scope of report %q: %w", r.Kind, err)
	}
	return o.scope(r.Scope), nil
}

// scope is what an officer may see of a scope. An officer to whom nothing of it belongs sees
// what belongs to no region: nothing.
func (o *reader) scope(wanted dialog.Scope) scoring.Scope {
	var scope scoring.Scope
	if len(wanted.Regions) > 0 {
		scope.Regions = wanted.Regions
	}
	if len(o.Regions) > 0 {
		scope.Regions = []int{}
		for _, code := range o.Regions {
			if len(wanted.Regions) == 0 || slices.Contains(wanted.Regions, code) {
				scope.Regions = append(scope.Regions, code)
			}
		}
	}
	if wanted.From != 0 {
		scope.From = time.UnixMilli(wanted.From)
	}
	if wanted.To != 0 {
		scope.To = time.UnixMilli(wanted.To)
	}
	return scope
}

// toldRecap is a recap as the conversation tells it, its sample chosen by a margin of error.
func toldRecap(r scoring.Recap, margin float64) *dialog.Recap {
	told := &dialog.Recap{
		Shown: r.Shown(), Least: scoring.Anonymous, Began: r.Began, Finished: r.Finished,
		Population: r.Population, Sample: r.Sample(margin), Weights: r.Weights, Answers: r.Answers,
		X: exact(r.Result.X), Y: exact(r.Result.Y), IFE: r.Result.IFE, EFE: r.Result.EFE,
		Quadrant: string(r.Result.Quadrant), Cell: string(r.Result.Cell), Stance: string(r.Result.Stance), Family: string(r.Result.Family),
		Sizes:      map[string]map[string]int{},
		FollowUps:  dialog.FollowUpCounts(r.FollowUps),
		Complaints: dialog.ComplaintRecap(r.Complaints),
		Change:     dialog.MeanChange{Businesses: r.Change.Businesses, Better: r.Change.Better, Worse: r.Change.Worse, X: r.Change.X, Y: r.Change.Y},
	}
	for _, q := range r.StoppedAt {
		told.StoppedAt = append(told.StoppedAt, dialog.QuestionCount(q))
	}
	for law, classes := range r.Sizes {
		told.Sizes[string(law)] = map[string]int{}
		for class, n := range classes {
			told.Sizes[string(law)][string(class)] = n
		}
	}
	for _, f := range r.Factors {
		told.Factors = append(told.Factors, dialog.FactorMean{Factor: string(f.Factor), Weight: f.Weight, Mean: f.Mean, Score: f.Score})
	}
	for _, q := range scoring.Quadrants {
		told.Quadrants = append(told.Quadrants, dialog.Share{Code: string(q), Count: r.Quadrants[q]})
	}
	for _, c := range scoring.Cells {
		if n := r.Cells[c]; n > 0 {
			told.Cells = append(told.Cells, dialog.Share{Code: string(c), Count: n})
		}
	}
	for _, f := range r.Strategies {
		told.Strategies = append(told.Strategies, dialog.StrategyFit{Code: string(f.Strategy), Programme: strconv.Itoa(int(f.Programme)), Fit: f.Fit})
	}
	for _, p := range r.Points {
		told.Points = append(told.Points, dialog.PointCount(p))
	}
	return told
}
