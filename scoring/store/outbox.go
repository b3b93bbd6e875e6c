package store

import (
	"context"
	"database/sql"
	"fmt"

	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// outbox is what is still to be sent.
type outbox struct{ writer *batch.Writer }

// Outbox reads what is still to be sent of a class: the rows behind an id, in the
// order of their ids, at most so many.
func (o outbox) Outbox(ctx context.Context, class batch.Class, after int64, limit int) ([]batch.Outgoing, error) {
	return batch.ReadOutbox(ctx, o.writer.File, batch.SelectOutbox+"WHERE class = ? AND id > ? ORDER BY id LIMIT ?", class, after, limit)
}

// Due reads what is still to be sent of a class, to people who let the bot write,
// and due at a time, the oldest first, at most so many, and when the next row is due;
// 0 if there is none. By night nothing is due, however late it is.
func (o outbox) Due(ctx context.Context, class batch.Class, now int64, limit int) (due []batch.Outgoing, next int64, err error) {
	if class == batch.ClassBroadcast {
		return broadcastdb.Due(ctx, o.writer.File, now, limit)
	}
	return batch.Due(ctx, o.writer.File, class, now, limit)
}

// Settle takes delivered rows out of the outbox. Of those that are lost it keeps
// that they are, of people who are gone since when, and of a broadcast's recipients what
// became of their copies. It reports whether that was the last of a broadcast.
func (o outbox) Settle(ctx context.Context, deliveries []batch.Delivery) (last bool, err error) {
	err = o.writer.File.Write(ctx, func(tx *sql.Tx) (err error) {
		last, err = settleAll(tx, deliveries, o.writer.Millis())
		return err
	})
	if err != nil {
		return false, fmt.Errorf("settle %d deliveries: %w", len(deliveries), err)
	}
	return last, nil
}

// settleAll settles deliveries, and reports whether a broadcast is over by it. now is the store's
// time, which a delivery's need not be by.
func settleAll(tx *sql.Tx, deliveries []batch.Delivery, now int64) (over bool, err error) {
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

// settleLost settles one that can't be delivered, and reports whether it was of a broadcast.
func settleLost(tx *sql.Tx, d batch.Delivery) (isCopy bool, err error) {
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
	spared, err := broadcastdb.CancelCopiesOf(tx, d.Chat, d.At)
	return isCopy || spared, err
}

// ReleaseThrottled puts into the outbox what is held of chats that are throttled, and returns
// it: of each the replies of its newest turn.
func (o outbox) ReleaseThrottled(ctx context.Context) ([]batch.Outgoing, error) {
	var told []batch.Outgoing
	err := o.writer.Write(ctx, func(t *batch.Turn) error {
		err := t.ReleaseThrottled()
		told = t.Messages
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tell held replies: %w", err)
	}
	return told, nil
}
