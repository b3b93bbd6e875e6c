package store

import (
	"context"
	"time"

	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// reminders is the part of the store about what the bot writes by itself.
type reminders struct{ writer *batch.Writer }

// NextReminder returns when the bot will next write by itself, by the store's clock and never at
// night; the zero time if there is nothing to write.
func (r reminders) NextReminder(ctx context.Context) (time.Time, error) {
	return reminderdb.Next(ctx, r.writer)
}

// QueueReminders puts everything that the bot is to write by itself by now into the outbox, and
// schedules in the same transaction what comes next for each person. It reports whether there was
// anything, and when there will be again; the zero time: never. The error may concern single
// people: they are postponed to the next day, and the others are queued.
func (r reminders) QueueReminders(ctx context.Context) (queued bool, next time.Time, err error) {
	return reminderdb.Queue(ctx, r.writer)
}
