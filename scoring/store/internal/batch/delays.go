package batch

import (
	"time"

	"ikmbot/dialog/reminder"
)

// ReminderDelays holds, for each kind, the delay of the first reminder, of the second and so on.
// Those of an unfinished interview count from when the person was last seen, those about steps and
// another interview from the result, and those about a complaint from when it was logged. A kind
// without delays is off.
type ReminderDelays map[reminder.Kind][]time.Duration

// UsualReminderDelays returns the delays of a store that is given none.
func UsualReminderDelays() ReminderDelays {
	const day = 24 * time.Hour
	return ReminderDelays{
		reminder.Unfinished: {2 * day, 7 * day},
		reminder.Steps:      {7 * day, 30 * day},
		reminder.Again:      {90 * day},
		reminder.Complaints: {day},
	}
}

// After returns what follows the step-th message of a kind; false if nothing does. The first
// message of a kind follows its step 0.
func (f ReminderDelays) After(kind reminder.Kind, step int) (reminder.Kind, int, bool) {
	switch {
	case step < len(f[kind]):
		return kind, step + 1, true
	case kind == reminder.Steps:
		return f.After(reminder.Again, 0)
	}
	return "", 0, false
}
