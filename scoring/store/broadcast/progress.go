package broadcast

import (
	"context"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// find reads a broadcast that an officer may see, or with id 0 the officer's draft;
// [sqlite.ErrNotFound] if there is none.
func find(ctx context.Context, w *batch.Writer, o *batch.Viewer, id int64) (broadcast.Draft, error) {
	var b broadcast.Draft
	err := w.File.QueryRowContext(ctx, `
		SELECT json_set(content, '$.id', id) FROM broadcast
		WHERE (id = ?1 OR ?1 = 0 AND state = 'draft') AND (officer_id = ?2 OR ?1 <> 0 AND ?3)`, id, o.ID, o.Admin).Scan(sqlite.JSON(&b))
	return b, sqlite.Found(err)
}

// Reach counts the people that a broadcast would reach now.
func Reach(ctx context.Context, w *batch.Writer, o *batch.Viewer, id int64) (*broadcast.Reach, error) {
	b, err := find(ctx, w, o, id)
	if err != nil {
		return nil, err
	}
	return CountReach(ctx, w, b.Segment, o.ID, w.Millis())
}

// CountReach counts the people that a segment reaches at a time, in unix milliseconds, and those
// who are left out, by reason.
func CountReach(ctx context.Context, w *batch.Writer, segment broadcast.Segment, officer, now int64) (*broadcast.Reach, error) {
	selected, err := newSelection(segment, officer, now)
	if err != nil {
		return nil, err
	}
	var r broadcast.Reach
	err = w.File.QueryRowContext(ctx, selected.statement(`
		count(*) FILTER (WHERE `+eligible+`),
		count(*) FILTER (WHERE NOT reachable),
		count(*) FILTER (WHERE reachable AND recent AND NOT :also_recent),
		count(*) FILTER (WHERE reachable AND NOT (recent AND NOT :also_recent) AND busy AND NOT :also_busy)`, ""), selected.args()...).
		Scan(&r.Recipients, &r.Stopped, &r.Recent, &r.Busy)
	return &r, err
}

// states reads the states of broadcasts without counting recipients.
func states(ctx context.Context, w *batch.Writer, q sqlite.Querier, condition string, args ...any) ([]broadcast.Progress, error) {
	rows, err := q.QueryContext(ctx, "SELECT id, state, due_at, recipients, content FROM broadcast WHERE "+condition, args...)
	if err != nil {
		return nil, err
	}
	type row struct {
		progress broadcast.Progress
		content  broadcast.Draft
	}
	all, err := sqlite.All(rows, func(r *row) []any {
		p := &r.progress
		return []any{&p.ID, &p.State, &p.Due, &p.Recipients, sqlite.JSON(&r.content)}
	})
	now := w.Millis()
	standing := make([]broadcast.Progress, len(all))
	for i, r := range all {
		p := r.progress
		p.Title, p.Zone = r.content.Title(), r.content.Zone
		switch {
		case p.State != broadcast.Running:
		case p.Due > now:
			p.State = broadcast.Scheduled
		default:
			p.Night = opens(now, p.Due, r.content) > now
		}
		standing[i] = p
	}
	return standing, err
}

// listed is how many broadcasts are listed.
const listed = 10

// List lists the newest broadcasts that an officer may see.
func List(ctx context.Context, w *batch.Writer, o *batch.Viewer) (*broadcast.List, error) {
	all, err := states(ctx, w, w.File, "state <> 'draft' AND (officer_id = ? OR ?) ORDER BY confirmed_at DESC, id DESC LIMIT ?", o.ID, o.Admin, listed)
	return &broadcast.List{Sent: all}, err
}

// Progress reads a broadcast's progress and outcome, all as of one instant, because its list of
// recipients may be growing.
func Progress(ctx context.Context, w *batch.Writer, o *batch.Viewer, id int64) (*broadcast.Progress, error) {
	b, err := find(ctx, w, o, id)
	if err != nil {
		return nil, err
	}
	tx, err := w.File.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	standing, err := states(ctx, w, tx, "id = ? AND state <> 'draft'", b.ID)
	if err != nil {
		return nil, err
	}
	if len(standing) == 0 {
		return nil, sqlite.ErrNotFound
	}
	p := &standing[0]
	if err := countRecipients(ctx, tx, p); err != nil {
		return nil, err
	}
	p.Answers, err = countAnswers(ctx, tx, b, o.Language)
	return p, err
}

// countRecipients counts the recipients by outcome. Those who are no longer on the list have been
// erased.
func countRecipients(ctx context.Context, q sqlite.Querier, p *broadcast.Progress) error {
	rows, err := q.QueryContext(ctx, "SELECT state, reason, count(*) FROM broadcast_recipient WHERE broadcast_id = ? GROUP BY state, reason", p.ID)
	if err != nil {
		return err
	}
	type group struct {
		state, reason string
		count         int
	}
	groups, err := sqlite.All(rows, func(g *group) []any { return []any{&g.state, &g.reason, &g.count} })
	p.Failed = map[string]int{}
	p.Skipped = p.Recipients // minus those who are on the list
	for _, g := range groups {
		switch g.state {
		case "sent":
			p.Sent += g.count
		case "blocked":
			p.Blocked += g.count
		case "waiting":
			p.Left += g.count
		case "failed":
			p.Failed[g.reason] += g.count
		}
		if g.state != "skipped" {
			p.Skipped -= g.count
		}
	}
	if p.State == broadcast.Cancelled {
		p.Left = 0
	}
	return err
}

// countAnswers counts the answers to a broadcast's question, in the order of its buttons.
func countAnswers(ctx context.Context, q sqlite.Querier, b broadcast.Draft, l say.Language) ([]broadcast.AnswerCount, error) {
	var counts []broadcast.AnswerCount
	for _, label := range b.AnswersIn(l) {
		counts = append(counts, broadcast.AnswerCount{Label: label})
	}
	if counts == nil {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, "SELECT answer, count(*) FROM broadcast_recipient WHERE broadcast_id = ? AND answer IS NOT NULL GROUP BY answer", b.ID)
	if err != nil {
		return nil, err
	}
	type given struct{ answer, count int }
	all, err := sqlite.All(rows, func(g *given) []any { return []any{&g.answer, &g.count} })
	for _, g := range all {
		if g.answer < len(counts) {
			counts[g.answer].Count = g.count
		}
	}
	return counts, err
}

// KeepProgressMessage records which message in its officer's chat shows a broadcast's progress: the
// one that a row of the outbox was sent as. Nothing changes if the chat is another officer's or
// something else is about to be shown there.
func KeepProgressMessage(t *batch.Turn, broadcast int64, message int, row int64) error {
	_, err := t.Tx.Exec(`
		UPDATE broadcast SET progress_message = ?1 WHERE id = ?2 AND progress_message IS NOT ?1 AND NOT EXISTS (
			SELECT 1 FROM outbox WHERE message_id = ?1 AND id > ?3 AND chat_id = (SELECT chat_id FROM outbox WHERE id = ?3))
			AND officer_id = (SELECT id FROM officer WHERE chat_id = (SELECT chat_id FROM outbox WHERE id = ?3))`,
		message, broadcast, row)
	return err
}
