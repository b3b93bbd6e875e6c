package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ikmbot/scoring/store/internal/sqlite"
)

const readOutbox = "SELECT id, chat_id, class, message_id, queued_at, due_at, reply FROM outbox "

// Outbox reads what is still to be sent of a class: the rows behind an id, in the
// order of their ids, at most so many.
func (s *Store) Outbox(ctx context.Context, class Class, after int64, limit int) ([]Outgoing, error) {
	return s.outgoing(ctx, readOutbox+"WHERE class = ? AND id > ? ORDER BY id LIMIT ?", class, after, limit)
}

// Due reads what is still to be sent of a class, to people who let the bot write,
// and due at a time, the oldest first, at most so many, and when the next row is due;
// 0 if there is none. By night nothing is due, however late it is.
func (s *Store) Due(ctx context.Context, class Class, now int64, limit int) (due []Outgoing, next int64, err error) {
	if class == ClassBroadcast {
		return s.dueBroadcasts(ctx, now, limit)
	}
	due, err = s.outgoing(ctx, readOutbox+`
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

// outgoing reads rows of the outbox.
func (s *Store) outgoing(ctx context.Context, query string, args ...any) ([]Outgoing, error) {
	rows, err := s.reader.QueryContext(ctx, query, args...)
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

// Delivery is what became of a row of the outbox.
type Delivery struct {
	ID   int64
	Chat int64
	Lost bool // it could not be delivered and is not tried again
	Gone bool // for the person can't be reached any more
	Code int  // of the Bot API's refusal; 0: it was never answered
	// Reason is why it was refused, in Telegram's words and without personal data.
	Reason string
	At     int64 // unix milliseconds
}

// Settle takes delivered rows out of the outbox. Of those that are lost it keeps
// that they are, of people who are gone since when, and of a broadcast's recipients what
// became of their copies. It tells whether that was the last of a broadcast.
func (s *Store) Settle(ctx context.Context, deliveries []Delivery) (last bool, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		copies, err := settle(tx, deliveries, s.now())
		if err != nil {
			return err
		}
		for _, d := range deliveries {
			if !d.Lost {
				continue
			}
			isCopy, err := settleLost(tx, d)
			if err != nil {
				return err
			}
			copies = copies || isCopy
		}
		last = false
		if !copies {
			return nil
		}
		return tx.QueryRow("SELECT EXISTS (SELECT 1 FROM broadcast WHERE " + broadcastIsOver + ")").Scan(&last)
	})
	if err != nil {
		return false, fmt.Errorf("settle %d deliveries: %w", len(deliveries), err)
	}
	return last, nil
}

// settle settles those that have arrived, all of them at once, for conversations wait as long, and
// tells whether any was of a broadcast. now is the store's time, which a delivery's need not be by.
func settle(tx *sql.Tx, deliveries []Delivery, now int64) (copies bool, err error) {
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
		return false, err
	}
	type row struct{ id, chat, broadcast, reminder int64 }
	rows, err := tx.Query(`
		DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?))
		RETURNING id, chat_id, coalesce(broadcast_id, 0), coalesce(reminder_id, 0)`, string(list))
	if err != nil {
		return false, err
	}
	settled, err := sqlite.All(rows, func(r *row) []any { return []any{&r.id, &r.chat, &r.broadcast, &r.reminder} })
	if err != nil {
		return false, err
	}
	var sent []sentCopy
	for _, r := range settled {
		if r.broadcast != 0 {
			sent = append(sent, sentCopy{r.broadcast, r.chat, arrivedAt[r.id]})
		}
		if r.reminder != 0 {
			if _, err := tx.Exec("UPDATE reminder SET sent_at = ? WHERE id = ?", now, r.reminder); err != nil {
				return false, err
			}
		}
	}
	return len(sent) > 0, settleCopies(tx, sent)
}

// settleLost settles one that can't be delivered and tells whether it was of a broadcast.
func settleLost(tx *sql.Tx, d Delivery) (isCopy bool, err error) {
	// Of somebody who was erased meanwhile nothing is kept.
	_, err = tx.Exec(`
		INSERT INTO undelivered (chat_id, class, code, at) SELECT chat_id, class, ?, ? FROM outbox
		WHERE id = ? AND EXISTS (SELECT 1 FROM person WHERE person.chat_id = outbox.chat_id)`, d.Code, d.At, d.ID)
	if err != nil {
		return false, err
	}
	var broadcast sql.NullInt64
	err = tx.QueryRow("DELETE FROM outbox WHERE id = ? RETURNING broadcast_id", d.ID).Scan(&broadcast)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if broadcast.Valid {
		if err := loseCopy(tx, broadcast.Int64, d); err != nil {
			return true, err
		}
	}
	if d.Gone {
		_, err1 := tx.Exec("UPDATE person SET blocked_at = ? WHERE chat_id = ? AND blocked_at IS NULL", d.At, d.Chat)
		spared, err2 := spare(tx, d.Chat, d.At)
		return broadcast.Valid || spared, errors.Join(err1, err2)
	}
	return broadcast.Valid, nil
}
