package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
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
	all, err := scanAll(rows, func(r *row) []any {
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
	err = s.write(ctx, func(tx *sql.Tx) error {
		copies := false
		for _, d := range deliveries {
			isCopy, err := settle(tx, d, s.now())
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

// settle settles one delivery and tells whether it was of a broadcast. now is the store's
// time, which d.At need not be by.
func settle(tx *sql.Tx, d Delivery, now int64) (isCopy bool, err error) {
	if d.Lost {
		// Of somebody who was erased meanwhile nothing is kept.
		_, err := tx.Exec(`
			INSERT INTO undelivered (chat_id, class, code, at) SELECT chat_id, class, ?, ? FROM outbox
			WHERE id = ? AND EXISTS (SELECT 1 FROM person WHERE person.chat_id = outbox.chat_id)`, d.Code, d.At, d.ID)
		if err != nil {
			return false, err
		}
	}
	var broadcast, reminder sql.NullInt64
	err = tx.QueryRow("DELETE FROM outbox WHERE id = ? RETURNING broadcast_id, reminder_id", d.ID).Scan(&broadcast, &reminder)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if broadcast.Valid {
		if err := settleCopy(tx, broadcast.Int64, d); err != nil {
			return true, err
		}
	}
	if reminder.Valid && !d.Lost {
		if _, err := tx.Exec("UPDATE reminder SET sent_at = ? WHERE id = ?", now, reminder.Int64); err != nil {
			return false, err
		}
	}
	if d.Gone {
		_, err1 := tx.Exec("UPDATE person SET blocked_at = ? WHERE chat_id = ? AND blocked_at IS NULL", d.At, d.Chat)
		spared, err2 := spare(tx, d.Chat, d.At)
		return broadcast.Valid || spared, errors.Join(err1, err2)
	}
	return broadcast.Valid, nil
}
