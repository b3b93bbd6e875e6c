package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Report reads the figures that a reply to an officer's chat is filled with; [ErrNotFound]
// where the officer has no such broadcast, [ErrNotOfficer] where the chat is no officer's.
func (s *Store) Report(ctx context.Context, chat int64, r say.Report) (say.Figures, error) {
	o, err := batch.FindViewer(ctx, s.reader, chat)
	if err != nil {
		return nil, fmt.Errorf("read report %q: %w", r.Kind, err)
	}
	figures, err := s.reported(ctx, o, r)
	if err != nil {
		return nil, fmt.Errorf("read report %q: %w", r.Kind, sqlite.Found(err))
	}
	return figures, nil
}

// reported reads the figures of a report; [sql.ErrNoRows] where the officer has no such broadcast.
func (s *Store) reported(ctx context.Context, o *batch.Viewer, r say.Report) (say.Figures, error) {
	switch r.Kind {
	case say.ReportRecap:
		return s.recapFor(ctx, o, r)
	case say.ReportReach:
		return broadcastdb.Reach(s.writer, ctx, o, r.Broadcast)
	case say.ReportProgress:
		return broadcastdb.Progress(s.writer, ctx, o, r.Broadcast)
	case say.ReportBroadcasts:
		return broadcastdb.List(s.writer, ctx, o)
	}
	return nil, errors.New("there is none")
}

// recapFor reads a recap of what an officer may see of a scope.
func (s *Store) recapFor(ctx context.Context, o *batch.Viewer, r say.Report) (*recap.Recap, error) {
	told, err := s.Recap(ctx, scope(o, r.Scope))
	if err != nil {
		return nil, err
	}
	told.Result.Position = told.Result.Position.Snapped()
	return &recap.Recap{Recap: told}, nil
}

// ReportScope is which businesses a report to an officer's chat is of. It gives [ErrNotOfficer].
func (s *Store) ReportScope(ctx context.Context, chat int64, r say.Report) (scoring.Scope, error) {
	o, err := batch.FindViewer(ctx, s.reader, chat)
	if err != nil {
		return scoring.Scope{}, fmt.Errorf("read the scope of report %q: %w", r.Kind, err)
	}
	return scope(o, r.Scope), nil
}

// scope is what an officer may see of a scope. An officer to whom nothing of it belongs sees
// what belongs to no region: nothing.
func scope(o *batch.Viewer, wanted scoring.Scope) scoring.Scope {
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
