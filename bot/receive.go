package bot

import (
	"context"
	"encoding/json"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/scoring/store"
)

// allowedUpdates are the kinds of updates that the bot makes something of. A block
// is told by my_chat_member, which comes only where it is asked for.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// receive takes updates until the context ends: from the webhook where there is one,
// by long polling otherwise.
func (b *Bot) receive(ctx context.Context) error {
	if b.intake == nil {
		return b.poll(ctx)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.keepWebhook(ctx) })
	group.Go(func() error { return b.intake.run(ctx, b) })
	return group.Wait()
}

// poll takes updates by long polling until the context ends. A batch is confirmed by
// the call for the next one, and so only after it is committed.
func (b *Bot) poll(ctx context.Context) error {
	if err := b.removeWebhook(ctx); err != nil {
		return err
	}
	offset, err := b.store.NextUpdate(ctx)
	if err != nil {
		return err
	}
	telegram, database := b.retry("receiving from Telegram"), b.retry("storing what was received")
	for timeout := time.Duration(0); ; { // the first is at once, so that it is soon known whether the bot hears
		raws, err := b.client.GetUpdates(ctx, offset, timeout, allowedUpdates)
		if err != nil || len(raws) == 0 {
			b.health.note(err)
		}
		if err := telegram.Wait(ctx, err); err != nil {
			return err
		}
		timeout = client.MaxPoll
		if err != nil && client.Code(err) != 409 {
			timeout = 0 // so that the end of an outage is seen at once
		}
		if err != nil || len(raws) == 0 {
			continue
		}
		next, err := b.apply(ctx, raws, false)
		b.health.note(err)
		if err := database.Wait(ctx, err); err != nil {
			return err
		}
		offset = max(offset, next)
	}
}

// apply commits a batch, hands on what is to be said, and gives the offset behind the
// batch. It is the one way of an update, whichever way that came.
func (b *Bot) apply(ctx context.Context, raws []json.RawMessage, posted bool) (next int64, err error) {
	b.upkeep.CheckClock()
	begun := time.Now()
	batch := make([]store.Inbound, len(raws))
	for i, raw := range raws {
		batch[i] = b.inbound(raw)
		batch[i].Throttled = b.flood.over(batch[i].Chat, begun)
		batch[i].Posted = posted
	}
	applied, err := b.store.Apply(ctx, batch)
	if err != nil {
		return 0, err
	}
	b.metrics.Committed(len(batch), len(applied.Aside), time.Since(begun))
	for _, err := range applied.Aside {
		b.log.Error("an update could not be handled; it is kept in table set_aside", "error", err)
	}
	answers := make([]delivery.Answer, len(applied.Notices))
	for i, n := range applied.Notices {
		answers[i] = b.out.Notice(n)
	}
	b.upkeep.HandOn(applied, answers...)
	return applied.Next, nil
}
