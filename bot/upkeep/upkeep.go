// Package upkeep does what the bot does by itself, and what has to follow a commit: it hands
// messages to the dispatcher, runs broadcasts, queues due reminders, forgets people, releases
// throttled chats and watches the machine's clock.
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

// Config holds what the upkeep of a bot needs.
type Config struct {
	Outbox  outbox.Outbox
	Queue   *delivery.Queue
	Sent    wake.Signal // given when a broadcast has nothing left to send
	Log     *slog.Logger
	Explain func(error) string // words an error for the log
}

// Upkeep is the upkeep of one bot.
type Upkeep struct {
	Config
	store *store.Store
	clock clock

	broadcasts, reminders, throttled, forgetting, watch Loop

	quiet   bool  // a broadcast waits for the quiet hours to end
	reached int64 // the person up to whom forget has looked; 0: nobody yet
}

// New makes the upkeep of a bot, which does nothing before Run.
func New(c Config) *Upkeep {
	u := &Upkeep{Config: c, store: c.Outbox.Store}
	u.broadcasts = Loop{Job: "running broadcasts", Do: u.runBroadcasts, Woken: c.Sent}
	u.reminders = Loop{Job: "queueing reminders", Do: u.queueReminders, Woken: wake.New()}
	u.throttled = Loop{Job: "releasing throttled chats", Do: u.releaseThrottled, Woken: wake.New(), Gather: releaseEvery}
	u.forgetting = Loop{Job: "forgetting people who have been away for long", Do: u.forget}
	u.watch = Loop{Job: "watching the clock", Do: u.watchClock}
	return u
}

// Run does the upkeep until the context ends.
func (u *Upkeep) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, l := range []Loop{u.broadcasts, u.forgetting, u.reminders, u.throttled, u.watch} {
		group.Go(func() error { return l.Run(ctx, u.Log, u.Explain) })
	}
	return group.Wait()
}

// HandOn does what has to follow a commit, and hands over its messages and the answers to taps.
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

// push hands committed messages and answers to taps to the dispatcher.
func (u *Upkeep) push(rows []store.Outgoing, answers ...delivery.Answer) {
	u.Queue.Hand(answers, u.Outbox.Messages(rows)...)
}
