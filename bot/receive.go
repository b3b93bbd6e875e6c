package bot

import (
	"context"
	"encoding/json"
	"time"

	"github.com/go-telegram/bot"
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
	if b.hook == nil {
		return b.poll(ctx)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.keepWebhook(ctx) })
	group.Go(func() error { return b.hook.run(ctx, b) })
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
	telegram := outage{log: b.log, trouble: "receiving from Telegram"}
	database := outage{log: b.log, trouble: "storing what was received"}
	for timeout := time.Duration(0); ; { // the first is at once, so that it is soon known whether the bot hears
		raws, err := b.client.GetUpdates(ctx, offset, timeout, allowedUpdates)
		if err != nil || len(raws) == 0 {
			b.ear.note(err)
		}
		if err := telegram.wait(ctx, err); err != nil {
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
		b.ear.note(err)
		if err := database.wait(ctx, err); err != nil {
			return err
		}
		offset = max(offset, next)
	}
}

// apply commits a batch, hands on what is to be said, and gives the offset behind the
// batch. It is the one way of an update, whichever way that came.
func (b *Bot) apply(ctx context.Context, raws []json.RawMessage, posted bool) (next int64, err error) {
	b.clock.check()
	begun := time.Now()
	batch := make([]store.Inbound, len(raws))
	for i, raw := range raws {
		batch[i] = b.inbound(raw)
		batch[i].Sparse = b.flood.over(batch[i].Chat, begun)
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
	b.handOn(applied)
	return applied.Next, nil
}

// handOn lets follow what a commit asks for.
func (b *Bot) handOn(applied store.Applied) {
	for _, chat := range applied.Erased {
		b.queue.Drop(chat)
	}
	answers := make([]delivery.Answer, len(applied.Notices))
	for i, n := range applied.Notices {
		answers[i] = b.notice(n)
	}
	b.push(applied.Messages, answers...)
	if applied.Rescheduled {
		b.queue.Refresh(delivery.Reminder)
	}
	if applied.Broadcast {
		b.queue.Refresh(delivery.Broadcast)
		b.tender.wake()
	}
	if applied.Scheduled {
		b.look()
	}
	if applied.Held {
		b.letOut()
	}
}

// push hands on messages that were committed, and answers beside them.
func (b *Bot) push(rows []store.Outgoing, answers ...delivery.Answer) {
	b.queue.Hand(answers, ledger{store: b.store}.messages(rows)...)
}

// notice answers a callback query.
func (b *Bot) notice(n store.Notice) delivery.Answer {
	return func(ctx context.Context) error {
		call := bot.AnswerCallbackQueryParams{CallbackQueryID: n.Callback}
		if n.Toast != nil {
			call.Text = b.say.Plain(n.Toast.Language, n.Toast.Parts...)
		}
		return b.client.Call(ctx, "answerCallbackQuery", &call, nil)
	}
}
