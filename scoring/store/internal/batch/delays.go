package batch

import (
	"time"

	"ikmbot/dialog/reminder"
)

// ReminderDelays are the delays after which the bot writes by itself: for each kind the delay of the
// first reminder, of the second and so on. FollowUnfinished counts from when the person was
// last seen, FollowSteps and FollowAgain from the result, FollowComplaint from when a
// complaint was kept. A kind without delays is off.
type ReminderDelays map[reminder.Kind][]time.Duration

// UsualReminderDelays are the delays of a store that is given none.
func UsualReminderDelays() ReminderDelays {
	const day = 24 * time.Hour
	return ReminderDelays{
		reminder.Unfinished: {2 * day, 7 * day},
		reminder.Steps:      {7 * day, 30 * day},
		reminder.Again:      {90 * day},
		reminder.Complaints: {day},
	}
}

// After is what follows the step-th message of a kind; false where nothing does. The first
// of a kind follows its step 0.
func (f ReminderDelays) After(kind reminder.Kind, step int) (reminder.Kind, int, bool) {
	switch {
	case step < len(f[kind]):
		return kind, step + 1, true
	case kind == reminder.Steps:
		return f.After(reminder.Again, 0)
	}
	return "", 0, false
}
