package bot

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// tender looks after the broadcasts: their lists, their progress messages, their ends. It
// sleeps while none is under way.
type tender struct {
	bot   *Bot
	woken chan struct{} // something has happened to a broadcast
	quiet bool          // the quiet hours hold one back
}

// wake has the broadcasts looked after soon.
func (t *tender) wake() {
	select {
	case t.woken <- struct{}{}:
	default:
	}
}

// run looks after the broadcasts until the context ends.
func (t *tender) run(ctx context.Context) error {
	database := outage{log: t.bot.log, trouble: "looking after broadcasts"}
	for {
		next, err := t.tend(ctx)
		if err := database.wait(ctx, err); err != nil {
			return err
		}
		if err == nil {
			t.sleep(ctx, next)
		}
	}
}

// tend does what is to be done now and tells when to look again; zero: not before being woken.
func (t *tender) tend(ctx context.Context) (next time.Time, err error) {
	for {
		tended, err := t.bot.store.TendBroadcasts(ctx)
		if err != nil {
			return time.Time{}, err
		}
		t.bot.push(tended.Messages)
		if tended.Listed {
			t.bot.queue.Push(delivery.Message{Class: delivery.Broadcast, Due: time.Now()})
		}
		if tended.Quiet && !t.quiet {
			t.bot.queue.Refresh(delivery.Broadcast) // what was read for sending stays where it is
		}
		t.quiet = tended.Quiet
		if tended.More {
			continue
		}
		if tended.Next != 0 {
			next = ledger{store: t.bot.store}.due(tended.Next)
		}
		return next, nil
	}
}

// sleep waits until something happens, the time has come, or the context ends.
func (t *tender) sleep(ctx context.Context, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-t.woken:
	case <-due:
	case <-ctx.Done():
	}
}
