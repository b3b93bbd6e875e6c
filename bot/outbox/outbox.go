// Package outbox lets the dispatcher of messages read and settle the store's outbox.
package outbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ikmbot/bot/delivery"
	"ikmbot/scoring/store"
)

// Outbox is a [delivery.Ledger] kept by the store.
type Outbox struct {
	Store *store.Store
	Done  func() // called when a broadcast has nothing left to send
}

// classes maps the store's classes to the dispatcher's.
var classes = [...]delivery.Class{
	store.ClassReply:     delivery.Reply,
	store.ClassReminder:  delivery.Reminder,
	store.ClassBroadcast: delivery.Broadcast,
}

// Class returns the dispatcher's class for one of the store's.
func Class(c store.Class) delivery.Class { return classes[c] }

// storeClass is the inverse of [Class].
func storeClass(c delivery.Class) store.Class { return store.Class(slices.Index(classes[:], c)) }

// Row returns the row of the outbox behind a message. It fails on a message not made by [Outbox].
func Row(m delivery.Message) (store.Outgoing, error) {
	row, ok := m.Body.(store.Outgoing)
	if !ok {
		return store.Outgoing{}, fmt.Errorf("message %d holds %T instead of a row of the outbox", m.ID, m.Body)
	}
	return row, nil
}

// Messages makes messages of rows of the outbox.
func (o Outbox) Messages(rows []store.Outgoing) []delivery.Message {
	ms := make([]delivery.Message, len(rows))
	for i, r := range rows {
		ms[i] = delivery.Message{ID: r.ID, Chat: r.Chat, Class: Class(r.Class), Queued: time.UnixMilli(r.Queued), Body: r}
		if r.Due != 0 {
			ms[i].Due = o.When(r.Due)
		}
	}
	return ms
}

// When is a time of the store's clock, in unix milliseconds, by the clock of the
// machine, which the queue waits by.
func (o Outbox) When(ms int64) time.Time {
	return time.Now().Add(time.UnixMilli(ms).Sub(o.Store.Now()))
}

// Replies reads replies that are still to be sent, in order of their ids.
func (o Outbox) Replies(ctx context.Context, after int64, limit int) ([]delivery.Message, error) {
	rows, err := o.Store.Outbox(ctx, store.ClassReply, after, limit)
	return o.Messages(rows), err
}

// Due reads the reminders or broadcasts that are due, and when the next one will be.
func (o Outbox) Due(ctx context.Context, c delivery.Class, _ time.Time, limit int) ([]delivery.Message, time.Time, error) {
	rows, next, err := o.Store.Due(ctx, storeClass(c), o.Store.Now().UnixMilli(), limit)
	if next == 0 {
		return o.Messages(rows), time.Time{}, err
	}
	return o.Messages(rows), o.When(next), err
}

// Settle stores what became of messages.
func (o Outbox) Settle(ctx context.Context, batch []delivery.Outcome) error {
	deliveries := make([]store.Delivery, len(batch))
	for i, b := range batch {
		deliveries[i] = store.Delivery{
			ID: b.ID, Chat: b.Chat, Lost: b.State != delivery.Sent, Gone: b.State == delivery.Gone,
			Code: b.Code, Reason: b.Reason, At: b.At.UnixMilli(),
		}
	}
	last, err := o.Store.Settle(ctx, deliveries)
	if last {
		o.Done()
	}
	return err
}
