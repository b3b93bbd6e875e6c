package upkeep

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// longestSleep is the longest time between two looks for due reminders: nothing says that the
// machine was asleep or that its clock was set.
const longestSleep = time.Hour

// queueReminders queues the reminders that are due, and returns when to look again.
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

// Remind queues at once the reminders that are due by the store's clock. Only a caller that has
// changed that clock needs it; otherwise the upkeep queues them by itself.
func (u *Upkeep) Remind(ctx context.Context) error {
	u.clock.set(u.store.Now)
	_, _, err := u.store.QueueReminders(ctx)
	u.Queue.Refresh(delivery.Reminder) // reminders that waited for the morning may be due now
	u.reminders.Woken.Give()
	return err
}
