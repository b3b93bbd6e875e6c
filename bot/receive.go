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

// allowedUpdates are the kinds of updates that the bot handles. That somebody has blocked the bot
// is in my_chat_member, which Telegram sends only when asked to.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// receive takes updates until the context ends, from the webhook if the bot has one, by long
// polling otherwise.
func (b *Bot) receive(ctx context.Context) error {
	if b.intake == nil {
		return b.poll(ctx)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.keepWebhook(ctx) })
	group.Go(func() error { return b.intake.run(ctx, b) })
	return group.Wait()
}

// poll takes updates by long polling until the context ends. The call for the next batch confirms
// the one before, which is committed by then.
func (b *Bot) poll(ctx context.Context) error {
	if err := b.removeWebhook(ctx); err != nil {
		return err
	}
	offset, err := b.store.NextUpdate(ctx)
	if err != nil {
		return err
	}
	telegram, database, repeated := b.retry("receiving from Telegram"), b.retry("storing what was received"), b.retry("receiving anything new")
	for timeout := time.Duration(0); ; { // the first poll does not wait, so that health is soon known
		raws, err := b.client.GetUpdates(ctx, offset, timeout, allowedUpdates)
		if err != nil || len(raws) == 0 {
			b.health.note(err)
		}
		b.queue.Pause(err)
		if err := telegram.Wait(ctx, err); err != nil {
			return err
		}
		timeout = client.MaxPoll
		if err != nil && client.Code(err) != 409 {
			timeout = 0 // so that the end of an outage is noticed at once
		}
		if err != nil {
			continue
		}
		next, stale, err := b.applyPolled(ctx, raws)
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

// errNothingNew says that a poll returned updates and none of them was new.
var errNothingNew = errors.New("every update has come before " +
	"(the server at TELEGRAM_API_URL, or a proxy in front of it, repeats its answers: check both)")

// applyPolled applies the updates of a poll and returns the offset for the next one, the last id
// plus one. It may be lower than before, because Telegram's ids start at a random number after a
// week without updates; the store drops the old offset in time, which would hide what comes then.
// stale is errNothingNew if none of the updates is new.
func (b *Bot) applyPolled(ctx context.Context, raws []json.RawMessage) (next int64, stale, err error) {
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

// apply commits a batch and hands on the replies. Every update goes through here, polled or
// posted.
func (b *Bot) apply(ctx context.Context, raws []json.RawMessage, posted bool) (store.Applied, error) {
	b.upkeep.CheckClock()
	begun := time.Now()
	batch := make([]store.Inbound, len(raws))
	for i, raw := range raws {
		batch[i] = b.in.Decode(raw)
		batch[i].Throttled = b.flood.exceeded(batch[i].Chat, begun)
		batch[i].Posted = posted
	}
	applied, err := b.store.Apply(ctx, batch)
	if err != nil {
		return store.Applied{}, err
	}
	b.metrics.Committed(len(batch), len(applied.Aside), time.Since(begun))
	for _, err := range applied.Aside {
		b.log.Error("an update could not be handled; it is kept in the table set_aside", "error", err)
	}
	answers := make([]delivery.Answer, len(applied.Notices))
	for i, n := range applied.Notices {
		answers[i] = b.out.Notice(n)
	}
	b.upkeep.HandOn(applied, answers...)
	return applied, nil
}
