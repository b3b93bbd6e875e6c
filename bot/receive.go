package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/go-telegram/bot"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/dialog"
	"ikmbot/scoring/store"
)

// allowedUpdates are the kinds of updates that the bot makes something of. A block
// is told by my_chat_member, which comes only where it is asked for.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// receive takes updates by long polling until the context ends. A batch is
// confirmed by the call for the next one, and so only after it is committed.
func (b *Bot) receive(ctx context.Context) error {
	offset, err := b.store.NextUpdate(ctx)
	if err != nil {
		return err
	}
	telegram := outage{log: b.log, trouble: "receiving from Telegram"}
	database := outage{log: b.log, trouble: "storing what was received"}
	for {
		raws, err := b.client.GetUpdates(ctx, offset, client.MaxPoll, allowedUpdates)
		if err := telegram.wait(ctx, err); err != nil {
			return err
		}
		if err != nil || len(raws) == 0 {
			continue
		}
		err = b.apply(ctx, raws, &offset)
		if err := database.wait(ctx, err); err != nil {
			return err
		}
	}
}

// apply commits a batch, hands on what is to be said, and moves the offset behind it.
func (b *Bot) apply(ctx context.Context, raws []json.RawMessage, offset *int64) error {
	batch := make([]store.Inbound, len(raws))
	for i, raw := range raws {
		batch[i] = b.inbound(raw)
	}
	applied, err := b.store.Apply(ctx, batch)
	if err != nil {
		return err
	}
	*offset = batch[len(batch)-1].Update + 1
	for _, err := range applied.Aside {
		b.log.Error("an update could not be handled; it is kept in table set_aside", "error", err)
	}
	for _, chat := range applied.Erased {
		b.queue.Drop(chat)
	}
	for _, n := range applied.Notices {
		b.queue.Answer(b.notice(n))
	}
	messages := make([]delivery.Message, len(applied.Messages))
	for i, m := range applied.Messages {
		messages[i] = message(m)
	}
	b.queue.Push(messages...)
	if applied.Rescheduled {
		b.queue.Refresh(delivery.Reminder)
	}
	return nil
}

// notice answers a callback query.
func (b *Bot) notice(n store.Notice) func(context.Context) error {
	return func(ctx context.Context) error {
		call := bot.AnswerCallbackQueryParams{CallbackQueryID: n.Callback}
		if n.Toast != nil {
			call.Text = b.say.plain(n.Toast.Language, n.Toast.Parts)
		}
		_, err := b.api.AnswerCallbackQuery(ctx, &call)
		return err
	}
}

// introduce finds out the bot's name, which also tries the token, and gives
// Telegram the texts of the profile and the menu.
func (b *Bot) introduce(ctx context.Context) error {
	telegram := outage{log: b.log, trouble: "reaching Telegram"}
	for {
		me, err := b.api.GetMe(ctx)
		if err := telegram.wait(ctx, err); err != nil {
			return err
		}
		if err == nil {
			b.name = me.Username
			break
		}
	}
	if err := b.presentProfile(ctx); err != nil && ctx.Err() == nil {
		b.log.Warn("Telegram did not take the bot's profile or menu; they stay as they were", "error", client.Reason(err))
	}
	return ctx.Err()
}

// presentProfile sets name, descriptions and menu in every language; what has no
// language is for people whose app speaks another one.
func (b *Bot) presentProfile(ctx context.Context) error {
	for _, code := range []string{"", string(dialog.Indonesian), string(dialog.English)} {
		language := dialog.Language(code)
		if code == "" {
			language = dialog.English
		}
		say := func(key string) string { return b.say.plain(language, []dialog.Text{{Key: key}}) }
		if _, err := b.api.SetMyName(ctx, &bot.SetMyNameParams{Name: say("profile.name"), LanguageCode: code}); err != nil {
			return fmt.Errorf("set name: %w", err)
		}
		if _, err := b.api.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: say("profile.about"), LanguageCode: code}); err != nil {
			return fmt.Errorf("set description: %w", err)
		}
		if _, err := b.api.SetMyShortDescription(ctx, &bot.SetMyShortDescriptionParams{ShortDescription: say("profile.short"), LanguageCode: code}); err != nil {
			return fmt.Errorf("set short description: %w", err)
		}
		if _, err := b.api.SetMyCommands(ctx, &bot.SetMyCommandsParams{Commands: menu(language, say), LanguageCode: code}); err != nil {
			return fmt.Errorf("set menu: %w", err)
		}
	}
	return nil
}

// outage is a stretch of faults of one kind: it is told once when it begins and
// once when it is over, and paces the tries in between.
type outage struct {
	log     *slog.Logger
	trouble string
	since   time.Time
	pause   time.Duration
}

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 30 * time.Second
	// conflictPause is for another copy that is still fetching, as during a restart.
	conflictPause = 5 * time.Second
)

// wait takes the outcome of a try and waits as long as it asks for. It returns an
// error only where no further try makes sense.
func (o *outage) wait(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		if o.pause > 0 {
			o.log.Info(o.trouble+" works again", "after", time.Since(o.since).Round(time.Second))
			*o = outage{log: o.log, trouble: o.trouble}
		}
		return nil
	}
	next, asked := client.Verdict(err)
	if next == client.Stop {
		return err
	}
	if o.pause == 0 {
		o.since = time.Now()
		o.log.Warn(o.trouble+" does not work; trying on", "error", advice(err))
	}
	o.pause = min(max(o.pause*2, firstPause), longestPause)
	pause := max(o.pause, asked)
	if client.Code(err) == 409 {
		pause = max(pause, conflictPause)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}
