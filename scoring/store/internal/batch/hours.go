package batch

import (
	"time"

	"ikmbot/dialog/say"
)

// The hours, in Western Indonesian Time, in which the bot writes by itself.
const (
	dayBegins = 8
	dayEnds   = 19
)

// DayInMillis is a day in milliseconds, as times are stored.
const DayInMillis int64 = 24 * 60 * 60 * 1000

// WIB is Western Indonesian Time, in which days and hours are shown.
var WIB = say.WIB.Location()

// Daytime returns the first moment from t on at which the bot may write by itself, in Western
// Indonesian Time.
func Daytime(t time.Time) time.Time { return Between(dayBegins, dayEnds, t.In(WIB)) }

// Between returns the first moment from t on that lies between two hours of a day, in t's zone.
func Between(begins, ends int, t time.Time) time.Time {
	first := time.Date(t.Year(), t.Month(), t.Day(), begins, 0, 0, 0, t.Location())
	switch {
	case t.Before(first):
		return first
	case t.Hour() >= ends:
		return first.AddDate(0, 0, 1)
	}
	return t
}

// Morning returns when the bot may first write by itself on the day after t.
func Morning(t time.Time) time.Time {
	return Midnight(t).Add((24 + dayBegins) * time.Hour)
}

// Midnight returns the beginning of t's day.
func Midnight(t time.Time) time.Time {
	t = t.In(WIB)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, WIB)
}
