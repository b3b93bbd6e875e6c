package batch

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ikmbot/scoring/store/internal/sqlite"
)

// SelectOutbox is the beginning of a statement for [ReadOutbox], up to its conditions.
const SelectOutbox = "SELECT id, chat_id, class, message_id, queued_at, due_at, reply FROM outbox "

// Due reads at most limit messages of a class other than ClassBroadcast that are due at a time, the
// oldest first, to people who let the bot write, and when the next one is due; 0 if there is none.
// At night nothing is due.
func Due(ctx context.Context, q sqlite.Querier, class Class, now int64, limit int) (due []Outgoing, next int64, err error) {
	due, err = ReadOutbox(ctx, q, SelectOutbox+`
		WHERE class = ? AND EXISTS (SELECT 1 FROM person WHERE person.chat_id = outbox.chat_id AND stopped_at IS NULL AND blocked_at IS NULL)
		ORDER BY due_at, id LIMIT ?`, class, limit+1)
	if err != nil || len(due) == 0 {
		return nil, 0, err
	}
	if day := Daytime(time.UnixMilli(now)).UnixMilli(); day > now {
		return nil, max(day, due[0].Due), nil
	}
	for i, row := range due {
		if i == limit || row.Due > now {
			return due[:i], row.Due, nil
		}
	}
	return due, 0, nil
}

// ReadOutbox reads rows of the outbox.
func ReadOutbox(ctx context.Context, q sqlite.Querier, query string, args ...any) ([]Outgoing, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	type row struct {
		Outgoing
		reply string
	}
	all, err := sqlite.All(rows, func(r *row) []any {
		return []any{&r.ID, &r.Chat, &r.Class, &r.Message, &r.Queued, &r.Due, &r.reply}
	})
	if err != nil {
		return nil, fmt.Errorf("read outbox: %w", err)
	}
	out := make([]Outgoing, len(all))
	for i, r := range all {
		out[i] = r.Outgoing
		if err := json.Unmarshal([]byte(r.reply), &out[i].Reply); err != nil {
			return nil, fmt.Errorf("read outbox row %d: %w", r.ID, err)
		}
	}
	return out, nil
}

// Delivery is the outcome of sending a message.
type Delivery struct {
	ID   int64
	Chat int64
	Lost bool // it could not be delivered, and is not tried again
	Gone bool // the person can't be reached any more
	Code int  // of the Bot API's refusal; 0: there was no answer
	// Reason is why it was refused, in Telegram's words and without personal data.
	Reason string
	At     int64 // unix milliseconds
}

// Settled is a message that has arrived and left the outbox.
type Settled struct {
	id, Chat            int64
	Broadcast, Reminder int64 // 0: of none
	At                  int64 // when it arrived, in unix milliseconds
}

// TakeArrived removes the messages that have arrived from the outbox, all in one statement, because
// conversations wait for it.
func TakeArrived(tx *sql.Tx, deliveries []Delivery) ([]Settled, error) {
	arrivedAt := map[int64]int64{}
	var ids []int64
	for _, d := range deliveries {
		if !d.Lost {
			arrivedAt[d.ID] = d.At
			ids = append(ids, d.ID)
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Query(`
		DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))
		RETURNING id, chat_id, coalesce(broadcast_id, 0), coalesce(reminder_id, 0)`, string(list))
	if err != nil {
		return nil, err
	}
	all, err := sqlite.All(rows, func(r *Settled) []any { return []any{&r.id, &r.Chat, &r.Broadcast, &r.Reminder} })
	for i := range all {
		all[i].At = arrivedAt[all[i].id]
	}
	return all, err
}

// TakeLost removes a message that can't be delivered from the outbox, records it, and returns its
// broadcast; 0: none.
func TakeLost(tx *sql.Tx, d Delivery) (broadcast int64, err error) {
	// Nothing is kept about somebody who was erased in the meantime.
	_, err = tx.Exec(`
		INSERT INTO undelivered (chat_id, class, code, at) SELECT chat_id, class, ?, ? FROM outbox
		WHERE id = ? AND EXISTS (SELECT 1 FROM person WHERE person.chat_id = outbox.chat_id)`, d.Code, d.At, d.ID)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow("DELETE FROM outbox WHERE id = ? RETURNING coalesce(broadcast_id, 0)", d.ID).Scan(&broadcast)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return broadcast, err
}

// MarkGone records when a person became unreachable.
func MarkGone(tx *sql.Tx, d Delivery) error {
	_, err := tx.Exec("UPDATE person SET blocked_at = ? WHERE chat_id = ? AND blocked_at IS NULL", d.At, d.Chat)
	return err
}
