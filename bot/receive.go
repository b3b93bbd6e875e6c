package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
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
	telegram, database, repeated := b.retry("receiving from Telegram"), b.retry("storing what was received"), b.retry("receiving anything new")
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
		if err != nil {
			continue
		}
		next, stale, err := b.take(ctx, raws)
		if len(raws) > 0 {
			b.health.note(cmp.Or(err, stale))
		}
		if err := database.Wait(ctx, err); err != nil {
			return err
		}
		if err != nil {
			continue
		}
		offset = next
		if err := repeated.Wait(ctx, stale); err != nil {
			return err
		}
	}
}

// errNothingNew is for a poll that gave updates, none of which is new.
var errNothingNew = errors.New("every update was taken before (the server at TELEGRAM_API_URL, or a proxy before it, repeats its answers: check both)")

// take applies the updates of a poll and returns the offset of the next poll: the last id and one,
// which may be lower than before, for Telegram's ids begin anew after a quiet week. An offset of
// old would hide what comes then; it is dropped before. stale is errNothingNew where none of the
// updates is new.
func (b *Bot) take(ctx context.Context, raws []json.RawMessage) (next int64, stale, err error) {
	if len(raws) == 0 {
		next, err = b.store.NextUpdate(ctx)
		return next, nil, err
	}
	applied, err := b.apply(ctx, raws, false)
	if err == nil && applied.Fresh == 0 {
		stale = errNothingNew
	}
	return applied.Next, stale, err
}

// apply commits a batch and hands on what is to be said. It is the one way of an update,
// whichever way that came.
func (b *Bot) apply(ctx context.Context, raws []json.RawMessage, posted bool) (store.Applied, error) {
	b.upkeep.CheckClock()
	begun := time.Now()
	batch := make([]store.Inbound, len(raws))
	for i, raw := range raws {
		batch[i] = b.in.Read(raw)
		batch[i].Throttled = b.flood.over(batch[i].Chat, begun)
		batch[i].Posted = posted
	}
	applied, err := b.store.Apply(ctx, batch)
	if err != nil {
		return store.Applied{}, err
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
	return applied, nil
}
