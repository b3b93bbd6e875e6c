package store

import (
	"context"
	"database/sql"
	"fmt"

	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// outbox is the part of the store about messages that are still to be sent.
type outbox struct{ writer *batch.Writer }

// Outbox reads at most limit messages of a class that are still to be sent, those with an id
// greater than after, ordered by id.
func (o outbox) Outbox(ctx context.Context, class Class, after int64, limit int) ([]Outgoing, error) {
	return batch.ReadOutbox(ctx, o.writer.File, batch.SelectOutbox+"WHERE class = ? AND id > ? ORDER BY id LIMIT ?", class, after, limit)
}

// Due reads at most limit messages of a class that are due at a time, the oldest first, to people
// who let the bot write, and when the next one is due; 0 if there is none. Times are unix
// milliseconds. At night nothing is due, however late it is.
func (o outbox) Due(ctx context.Context, class Class, now int64, limit int) (due []Outgoing, next int64, err error) {
	if class == ClassBroadcast {
		return broadcastdb.Due(ctx, o.writer.File, now, limit)
	}
	return batch.Due(ctx, o.writer.File, class, now, limit)
}

// Settle removes delivered messages from the outbox. It records which were lost, since when people
// are unreachable, and the outcome of each copy of a broadcast. It reports whether that was the
// last copy of a broadcast.
func (o outbox) Settle(ctx context.Context, deliveries []Delivery) (last bool, err error) {
	err = o.writer.File.Write(ctx, func(tx *sql.Tx) (err error) {
		last, err = settleAll(tx, deliveries, o.writer.Millis())
		return err
	})
	if err != nil {
		return false, fmt.Errorf("settle %d deliveries: %w", len(deliveries), err)
	}
	return last, nil
}

// settleAll settles deliveries, and reports whether that ends a broadcast. now is the time by the
// store's clock, in unix milliseconds; a delivery's time may be by another clock.
func settleAll(tx *sql.Tx, deliveries []Delivery, now int64) (over bool, err error) {
	arrived, err := batch.TakeArrived(tx, deliveries)
	if err != nil {
		return false, err
	}
	if err := reminderdb.Settle(tx, arrived, now); err != nil {
		return false, err
	}
	copies, err := broadcastdb.SettleCopies(tx, arrived)
	if err != nil {
		return false, err
	}
	for _, d := range deliveries {
		if !d.Lost {
			continue
		}
		isCopy, err := settleLost(tx, d)
		if err != nil {
			return false, err
		}
		copies = copies || isCopy
	}
	if !copies {
		return false, nil
	}
	return broadcastdb.AnyOver(tx)
}

// settleLost settles a message that can't be delivered, and reports whether it was a copy of a
// broadcast.
func settleLost(tx *sql.Tx, d Delivery) (isCopy bool, err error) {
	broadcast, err := batch.TakeLost(tx, d)
	if err != nil {
		return false, err
	}
	if isCopy = broadcast != 0; isCopy {
		if err := broadcastdb.LoseCopy(tx, broadcast, d); err != nil {
			return true, err
		}
	}
	if !d.Gone {
		return isCopy, nil
	}
	if err := batch.MarkGone(tx, d); err != nil {
		return isCopy, err
	}
	cancelled, err := broadcastdb.CancelCopiesOf(tx, d.Chat, d.At)
	return isCopy || cancelled, err
}

// ReleaseThrottled moves the held replies of throttled chats to the outbox and returns them: for
// each chat those of its newest turn.
func (o outbox) ReleaseThrottled(ctx context.Context) ([]Outgoing, error) {
	var told []Outgoing
	err := o.writer.Write(ctx, func(t *batch.Turn) error {
		err := t.ReleaseThrottled()
		told = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("release held replies: %w", err)
	}
	return told, nil
}
