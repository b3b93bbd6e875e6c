package upkeep

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// longestSleep is how long the bot sleeps at most before it looks whether it is to write by
// itself, for a machine that was asleep or whose clock was set does not tell.
const longestSleep = time.Hour

// queueReminders queues what the bot is to write by itself now, and says when the next of it is due.
func (u *Upkeep) queueReminders(ctx context.Context) (next time.Time, err error) {
	queued, due, err := u.store.QueueReminders(ctx)
	if queued {
		u.Queue.Refresh(delivery.Reminder)
	}
	sleep := longestSleep
	if !due.IsZero() {
		sleep = min(sleep, due.Sub(u.store.Now()))
	}
	return time.Now().Add(sleep), err
}

// Remind queues at once what the bot is to write by itself by the store's clock. It is for
// whoever has set that clock to another time; otherwise the upkeep sees to it.
func (u *Upkeep) Remind(ctx context.Context) error {
	u.clock.set(u.store.Now)
	_, _, err := u.store.QueueReminders(ctx)
	u.Queue.Refresh(delivery.Reminder) // what waited for the morning may be due, too
	u.reminders.Woken.Give()
	return err
}
