package broadcast

import (
	"context"
	"fmt"

	"ikmbot/dialog/broadcast"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Due reads at most limit copies that are due at a time, those of the broadcast that is due first
// before the others, and when the next ones are due; 0 if there are none. Times are unix
// milliseconds. Copies of paused or cancelled broadcasts are never due, and at night only those of
// broadcasts that ignore the quiet hours.
func Due(ctx context.Context, q sqlite.Querier, now int64, limit int) (due []batch.Outgoing, next int64, err error) {
	rows, err := q.QueryContext(ctx, `
		SELECT id, due_at, content FROM broadcast
		WHERE state = 'running' ORDER BY due_at, id`)
	if err != nil {
		return nil, 0, fmt.Errorf("read broadcasts: %w", err)
	}
	type running struct {
		id, due int64
		content broadcast.Draft
	}
	all, err := sqlite.All(rows, func(r *running) []any { return []any{&r.id, &r.due, sqlite.JSON(&r.content)} })
	if err != nil {
		return nil, 0, fmt.Errorf("read broadcasts: %w", err)
	}
	for _, r := range all {
		if open := opens(now, r.due, r.content); open > now {
			next = earliest(next, open)
			continue
		}
		copies, err := batch.ReadOutbox(ctx, q, batch.SelectOutbox+"WHERE broadcast_id = ? ORDER BY id LIMIT ?", r.id, limit-len(due)+1)
		if err != nil {
			return nil, 0, err
		}
		if due = append(due, copies...); len(due) > limit {
			return due[:limit], due[limit].Due, nil
		}
	}
	return due, next, nil
}
