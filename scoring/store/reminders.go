package store

import (
	"context"
	"time"

	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// reminders serves what the bot writes by itself.
type reminders struct{ writer *batch.Writer }

// NextReminder is when the bot is next to write by itself, by the store's clock and never at
// night; the zero time where nothing is to come.
func (r reminders) NextReminder(ctx context.Context) (time.Time, error) {
	return reminderdb.Next(ctx, r.writer)
}

// QueueReminders puts whatever the bot is to write by itself by now into the outbox, and
// notes in the same transaction what comes next for each person. It reports whether there was
// something, and when there will be again; the zero time: never. An error may
// concern single people: they are left for the next day, and the others are queued.
func (r reminders) QueueReminders(ctx context.Context) (queued bool, next time.Time, err error) {
	return reminderdb.Queue(ctx, r.writer)
}
