package broadcast

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

const (
	// chunk is how many people are listed, or removed from the outbox, at a time, so that no turn
	// waits for a large broadcast.
	chunk = 500
	// tellEvery is the shortest time between two updates of the officer's progress message.
	tellEvery = 5 * time.Second
)

// Tended is the outcome of tending the broadcasts once.
type Tended struct {
	Messages []batch.Outgoing // to officers: the progress of their broadcasts
	Listed   bool             // recipients were added to the outbox
	More     bool             // there is more to do at once
	Quiet    bool             // the quiet hours hold back a broadcast that is due
	Next     int64            // when to tend again, in unix milliseconds; 0: not before something happens
}

// Tend does what broadcasts need now: it lists some recipients of a confirmed one, removes some of
// what a cancelled one has left in the outbox, finishes those with nothing left to send, and
// updates the progress messages of the others. After a restart it continues where it was.
func Tend(ctx context.Context, w *batch.Writer) (Tended, error) {
	var tended Tended
	listed, err := listRecipients(ctx, w)
	if err == nil {
		tended, err = tendRest(ctx, w)
	}
	if err != nil {
		return Tended{}, fmt.Errorf("tend broadcasts: %w", err)
	}
	tended.Listed, tended.More = listed, tended.More || listed
	return tended, nil
}

// listRecipients adds the next people of a segment to a list; false if all lists are complete. They
// are chosen outside the transaction.
func listRecipients(ctx context.Context, w *batch.Writer) (bool, error) {
	var id, officer, confirmed, from, end int64
	var b broadcast.Draft
	err := w.File.QueryRowContext(ctx, `
		SELECT id, officer_id, content, confirmed_at, listed_to, list_end FROM broadcast
		WHERE state IN ('running', 'paused') AND listed_to < list_end ORDER BY id LIMIT 1`).
		Scan(&id, &officer, sqlite.JSON(&b), &confirmed, &from, &end)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	to := min(from+chunk, end)
	chosen, err := Choose(ctx, w, b.Segment, officer, confirmed, from, to)
	if err != nil {
		return false, err
	}
	return true, w.File.Write(ctx, func(tx *sql.Tx) error { return enlist(tx, id, chosen, to, w.Millis()) })
}

// Choose returns the people of a segment whose ids lie between two, as JSON.
func Choose(ctx context.Context, w *batch.Writer, segment broadcast.Segment, officer, at, from, to int64) (string, error) {
	selected, err := newSelection(segment, officer, at)
	if err != nil {
		return "", err
	}
	selected.values["after"], selected.values["up_to"] = from, to
	rows, err := w.File.QueryContext(ctx, selected.statement("p.id", " AND "+eligible+" ORDER BY p.id"), selected.args()...)
	if err != nil {
		return "", err
	}
	chosen, err := sqlite.All(rows, func(id *int64) []any { return []any{id} })
	if err != nil || chosen == nil {
		return "[]", err
	}
	text, err := json.Marshal(chosen)
	return string(text), err
}

// enlist adds people to a broadcast's list and their copies to the outbox, except those who have
// withdrawn since they were chosen. A copy is rendered when it is sent.
func enlist(tx *sql.Tx, broadcast int64, chosen string, to, now int64) error {
	open, err := sqlite.Changed(tx.Exec("UPDATE broadcast SET listed_to = ?1 WHERE id = ?2 AND state IN ('running', 'paused') AND listed_to < ?1", to, broadcast))
	if err != nil || !open {
		return err // cancelled in the meantime
	}
	const stillThere = "FROM json_each(?2) JOIN person ON person.id = value WHERE EXISTS (SELECT 1 FROM contactable WHERE person_id = person.id)"
	done, err := tx.Exec("INSERT INTO broadcast_recipient (broadcast_id, person_id, state, reason, at) SELECT ?1, person.id, 'waiting', '', ?3 "+stillThere,
		broadcast, chosen, now)
	if err != nil {
		return err
	}
	added, err := done.RowsAffected()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`
		INSERT INTO outbox (chat_id, class, message_id, reply, queued_at, due_at, broadcast_id)
		SELECT chat_id, ?4, 0, json_object('language', language, 'broadcast', json_object('id', ?1)), ?3, (SELECT due_at FROM broadcast WHERE id = ?1), ?1 `+stillThere+`
		ORDER BY person.id`, broadcast, chosen, now, batch.ClassBroadcast)
	if err != nil {
		return err
	}
	_, err = tx.Exec("UPDATE broadcast SET recipients = recipients + ? WHERE id = ?", added, broadcast)
	return err
}

// tendRest does everything except the lists.
func tendRest(ctx context.Context, w *batch.Writer) (Tended, error) {
	var tended Tended
	err := w.Write(ctx, func(t *batch.Turn) error {
		cleared, err := clearCancelled(t)
		if err != nil {
			return err
		}
		if err := finish(t); err != nil {
			return err
		}
		next, quiet, err := queueAllProgress(t)
		tended = Tended{Messages: t.Messages, More: cleared, Quiet: quiet, Next: next}
		return err
	})
	return tended, err
}

// clearCancelled removes some of what cancelled broadcasts have left in the outbox; false if
// nothing was left.
func clearCancelled(t *batch.Turn) (bool, error) {
	return sqlite.Changed(t.Tx.Exec(`
		DELETE FROM outbox WHERE id IN (
			SELECT outbox.id FROM broadcast CROSS JOIN outbox ON broadcast_id = broadcast.id
			WHERE state = 'cancelled' LIMIT ?)`, chunk))
}

// finish ends the broadcasts with nothing left to send. It reports on them both in the progress
// message, whose edit makes no sound, and in a message of its own.
func finish(t *batch.Turn) error {
	rows, err := t.Tx.Query("UPDATE broadcast SET state = 'done', finished_at = ? WHERE "+isOver+" RETURNING id", t.Now)
	if err != nil {
		return err
	}
	over, err := sqlite.All(rows, func(id *int64) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range over {
		under, err := readUnderWay(t, "WHERE b.id = :id", sql.Named("id", id))
		if err != nil {
			return err
		}
		for _, b := range under {
			if err := queueProgress(t, b, b.message); err != nil {
				return err
			}
			if err := queueProgress(t, b, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// underWay is a broadcast whose officer gets progress messages.
type underWay struct {
	id, chat int64
	language say.Language
	state    broadcast.State
	due      int64
	content  broadcast.Draft
	message  int  // the progress message; 0: not sent yet
	edited   bool // an edit of it is waiting to be sent
	left     int
	told     int
	toldAt   int64
}

// readUnderWay reads broadcasts and their officers, who may have lost the role.
func readUnderWay(t *batch.Turn, where string, args ...any) ([]underWay, error) {
	rows, err := t.Tx.Query(`
		SELECT b.id, coalesce(o.chat_id, 0), coalesce(p.language, ''), b.state, b.due_at, b.content, coalesce(b.progress_message, 0),
			EXISTS (SELECT 1 FROM outbox WHERE chat_id = o.chat_id AND class = :reply AND message_id = b.progress_message),
			(SELECT count(*) FROM outbox WHERE broadcast_id = b.id), b.told_left, b.told_at
		FROM broadcast b
		LEFT JOIN officer o ON o.id = b.officer_id AND o.removed_at IS NULL
		LEFT JOIN person p ON p.chat_id = o.chat_id `+where, append(args, sql.Named("reply", batch.ClassReply))...)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(b *underWay) []any {
		return []any{&b.id, &b.chat, &b.language, &b.state, &b.due, sqlite.JSON(&b.content), &b.message, &b.edited, &b.left, &b.told, &b.toldAt}
	})
}

// queueAllProgress updates the progress messages of broadcasts that have advanced. It returns when
// to look again, and whether the quiet hours hold one back.
func queueAllProgress(t *batch.Turn) (next int64, quiet bool, err error) {
	under, err := readUnderWay(t, "WHERE b.state IN ('running', 'paused')")
	if err != nil {
		return 0, false, err
	}
	for _, b := range under {
		behind := b.message != 0 && b.left != b.told
		mayTell := b.toldAt + tellEvery.Milliseconds()
		switch open := opens(t.Now, b.due, b.content); {
		case behind, b.state == broadcast.Running && open == t.Now:
			next = earliest(next, t.Now+tellEvery.Milliseconds())
		case b.state == broadcast.Running:
			next, quiet = earliest(next, open), quiet || b.due <= t.Now
		}
		if !behind || b.edited || t.Now < mayTell {
			continue
		}
		if _, err := t.Tx.Exec("UPDATE broadcast SET told_at = ?, told_left = ? WHERE id = ?", t.Now, b.left, b.id); err != nil {
			return 0, false, err
		}
		if err := queueProgress(t, b, b.message); err != nil {
			return 0, false, err
		}
	}
	return next, quiet, nil
}

// queueProgress shows a broadcast's progress to its officer, by editing a message or, if message is
// 0, in a new one. It shows nothing to somebody who is no longer an officer.
func queueProgress(t *batch.Turn, b underWay, message int) error {
	if b.language == "" {
		return nil
	}
	return t.Queue(batch.Outgoing{Chat: b.chat, Message: message, Queued: t.Now, Reply: broadcast.ProgressReply(b.language, say.Send, b.id)}, 0)
}

// earliest returns the earlier of two times; 0 stands for never.
func earliest(a, b int64) int64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
