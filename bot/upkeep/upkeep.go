// Package upkeep does what the bot does by itself, and what a commit asks for besides answers to
// taps: messages are handed to the dispatcher, broadcasts go on, reminders fall due, people are
// forgotten, throttled chats are told where they stand, and the machine's clock is watched.
package upkeep

import (
	"context"
	"log/slog"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot/delivery"
	"ikmbot/bot/outbox"
	"ikmbot/bot/wake"
	"ikmbot/scoring/store"
)

// Config is what the upkeep of a bot needs.
type Config struct {
	Outbox  outbox.Outbox
	Queue   *delivery.Queue
	Sent    wake.Signal // a broadcast has nothing left to send
	Log     *slog.Logger
	Explain func(error) string // says for the log what went wrong
}

// Upkeep is the upkeep of one bot.
type Upkeep struct {
	Config
	store *store.Store
	clock clock

	broadcasts, reminders, throttled, forgetting, watch Loop

	quiet   bool  // the quiet hours hold a broadcast back
	reached int64 // the person that forgetting has come to; 0: at the beginning
}

// New makes the upkeep of a bot. It does nothing before Run.
func New(c Config) *Upkeep {
	u := &Upkeep{Config: c, store: c.Outbox.Store}
	u.broadcasts = Loop{Job: "looking after broadcasts", Do: u.tendBroadcasts, Woken: c.Sent}
	u.reminders = Loop{Job: "queueing what the bot writes by itself", Do: u.queueReminders, Woken: wake.New()}
	u.throttled = Loop{Job: "telling what was held back", Do: u.releaseThrottled, Woken: wake.New(), Gather: releaseEvery}
	u.forgetting = Loop{Job: "forgetting people who have not been here for long", Do: u.forget}
	u.watch = Loop{Job: "watching the clock", Do: u.watchClock}
	return u
}

// Run keeps the bot up until the context ends.
func (u *Upkeep) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, l := range []Loop{u.broadcasts, u.forgetting, u.reminders, u.throttled, u.watch} {
		group.Go(func() error { return l.Run(ctx, u.Log, u.Explain) })
	}
	return group.Wait()
}

// HandOn lets follow what a commit asks for, and hands over answers to taps beside its messages.
func (u *Upkeep) HandOn(applied store.Applied, answers ...delivery.Answer) {
	for _, chat := range applied.Erased {
		u.Queue.Drop(chat)
	}
	u.push(applied.Messages, answers...)
	if applied.Rescheduled {
		u.Queue.Refresh(delivery.Reminder)
	}
	if applied.Broadcast {
		u.Queue.Refresh(delivery.Broadcast)
		u.broadcasts.Woken.Give()
	}
	if applied.Scheduled {
		u.reminders.Woken.Give()
	}
	if applied.Held {
		u.throttled.Woken.Give()
	}
}

// push hands on messages that were committed, and answers beside them.
func (u *Upkeep) push(rows []store.Outgoing, answers ...delivery.Answer) {
	u.Queue.Hand(answers, u.Outbox.Messages(rows)...)
}
