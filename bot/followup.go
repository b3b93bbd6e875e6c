package bot

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// longestSleep is how long the bot sleeps at most before it looks whether it is to write by
// itself, for a machine that was asleep or whose clock was set does not tell.
const longestSleep = time.Hour

// followUp queues what the bot writes by itself whenever it is due, until the context ends.
func (b *Bot) followUp(ctx context.Context) error {
	database := outage{log: b.log, trouble: "queueing what the bot writes by itself"}
	for {
		next, err := b.queueDue(ctx)
		if waited := database.wait(ctx, err); waited != nil {
			return waited
		}
		if err != nil {
			continue
		}
		sleep := longestSleep
		if !next.IsZero() {
			sleep = min(sleep, next.Sub(b.store.Now()))
		}
		if err := b.sleep(ctx, sleep); err != nil {
			return err
		}
	}
}

// FollowUp queues at once what the bot is to write by itself by the store's clock. It is for
// whoever has set that clock to another time; otherwise the bot sees to it.
func (b *Bot) FollowUp(ctx context.Context) error {
	b.clock.set()
	_, _, err := b.store.QueueFollowUps(ctx)
	b.queue.Refresh(delivery.Reminder) // what waited for the morning may be due, too
	b.look()
	return err
}

func (b *Bot) queueDue(ctx context.Context) (next time.Time, err error) {
	queued, next, err := b.store.QueueFollowUps(ctx)
	if queued {
		b.queue.Refresh(delivery.Reminder)
	}
	return next, err
}

// look ends the sleep before its time.
func (b *Bot) look() {
	select {
	case b.due <- struct{}{}:
	default:
	}
}

func (b *Bot) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-b.due:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
