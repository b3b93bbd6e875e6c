package bot

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
	"ikmbot/scoring/store"
)

// ledger is the store's outbox as the queue knows it.
type ledger struct {
	store *store.Store
	over  func() // told when a broadcast has nothing left to send
}

// message puts a row of the outbox on its way.
func (l ledger) message(out store.Outgoing) delivery.Message {
	m := delivery.Message{ID: out.ID, Chat: out.Chat, Class: delivery.Class(out.Class), Queued: time.UnixMilli(out.Queued), Body: out}
	if out.Due != 0 {
		m.Due = l.due(out.Due)
	}
	return m
}

// due is a time of the store's clock, in unix milliseconds, by the clock of the
// machine, which the queue waits by.
func (l ledger) due(ms int64) time.Time {
	return time.Now().Add(time.UnixMilli(ms).Sub(l.store.Now()))
}

// Replies reads replies that are still to be sent.
func (l ledger) Replies(ctx context.Context, after int64, limit int) ([]delivery.Message, error) {
	rows, err := l.store.Outbox(ctx, store.ClassReply, after, limit)
	return l.messages(rows), err
}

// Due reads reminders or broadcasts that are due, and when the next one is.
func (l ledger) Due(ctx context.Context, c delivery.Class, _ time.Time, limit int) ([]delivery.Message, time.Time, error) {
	rows, next, err := l.store.Due(ctx, store.Class(c), l.store.Now().UnixMilli(), limit)
	if next == 0 {
		return l.messages(rows), time.Time{}, err
	}
	return l.messages(rows), l.due(next), err
}

// Settle writes down what became of messages.
func (l ledger) Settle(ctx context.Context, batch []delivery.Outcome) error {
	deliveries := make([]store.Delivery, len(batch))
	for i, o := range batch {
		deliveries[i] = store.Delivery{
			ID: o.ID, Chat: o.Chat, Lost: o.State != delivery.Sent, Gone: o.State == delivery.Gone, Code: o.Code, Reason: o.Reason, At: o.At.UnixMilli(),
		}
	}
	last, err := l.store.Settle(ctx, deliveries)
	if last {
		l.over()
	}
	return err
}

func (l ledger) messages(rows []store.Outgoing) []delivery.Message {
	ms := make([]delivery.Message, len(rows))
	for i, r := range rows {
		ms[i] = l.message(r)
	}
	return ms
}
