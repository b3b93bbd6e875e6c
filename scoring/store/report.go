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
	recapdb "ikmbot/scoring/store/recap"
)

// reports is the part of the store about figures for officers.
type reports struct{ writer *batch.Writer }

// Report reads the figures for a reply to an officer's chat. It returns [ErrNotFound] if the
// officer has no such broadcast, and [ErrNotOfficer] if the chat is no officer's.
func (r reports) Report(ctx context.Context, chat int64, report say.Report) (say.Figures, error) {
	o, err := batch.FindViewer(ctx, r.writer.File, chat)
	if err != nil {
		return nil, fmt.Errorf("read report %q: %w", report.Kind, err)
	}
	figures, err := r.reported(ctx, o, report)
	if err != nil {
		return nil, fmt.Errorf("read report %q: %w", report.Kind, err)
	}
	return figures, nil
}

// reported reads the figures of a report; [ErrNotFound] if the officer has no such broadcast.
func (r reports) reported(ctx context.Context, o *batch.Viewer, report say.Report) (say.Figures, error) {
	switch report.Kind {
	case say.ReportRecap:
		return r.recapFor(ctx, o, report)
	case say.ReportReach:
		return broadcastdb.Reach(ctx, r.writer, o, report.Broadcast)
	case say.ReportProgress:
		return broadcastdb.Progress(ctx, r.writer, o, report.Broadcast)
	case say.ReportBroadcasts:
		return broadcastdb.List(ctx, r.writer, o)
	}
	return nil, errors.New("there is none")
}

// recapFor reads a recap of the part of a scope that an officer may see.
func (r reports) recapFor(ctx context.Context, o *batch.Viewer, report say.Report) (*recap.Recap, error) {
	told, err := recapdb.Of(ctx, scope(o, report.Scope), r.writer.File.Reader)
	if err != nil {
		return nil, err
	}
	told.Result.Position = told.Result.Position.Snapped()
	return &recap.Recap{Recap: told}, nil
}

// ReportScope returns the businesses that a report to an officer's chat is about. It returns
// [ErrNotOfficer] if the chat is no officer's.
func (r reports) ReportScope(ctx context.Context, chat int64, report say.Report) (scoring.Scope, error) {
	o, err := batch.FindViewer(ctx, r.writer.File, chat)
	if err != nil {
		return scoring.Scope{}, fmt.Errorf("read the scope of report %q: %w", report.Kind, err)
	}
	return scope(o, report.Scope), nil
}

// scope returns the part of a scope that an officer may see. If that is none of its regions, the
// result must match nothing, not everything.
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
