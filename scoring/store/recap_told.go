package store

import (
	"context"
	"fmt"
	"slices"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// recapFor reads a recap of what an officer may see of a scope.
func (s *Store) recapFor(ctx context.Context, o *reader, r dialog.Report) (*dialog.Recap, error) {
	told, err := s.Recap(ctx, o.scope(r.Scope))
	if err != nil {
		return nil, err
	}
	told.Result.Position = told.Result.Position.Snapped()
	return &dialog.Recap{Recap: told}, nil
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
func (o *reader) scope(wanted scoring.Scope) scoring.Scope {
	scope := wanted
	if len(wanted.Regions) == 0 {
		scope.Regions = nil
	}
	if len(o.Regions) > 0 {
		scope.Regions = []int{}
		for _, code := range o.Regions {
			if len(wanted.Regions) == 0 || slices.Contains(wanted.Regions, code) {
				scope.Regions = append(scope.Regions, code)
			}
		}
	}
	return scope
}
