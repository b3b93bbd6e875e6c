// Package outage logs outages, with one line when an outage begins and one when it is over, and
// paces the tries in between.
package outage

import (
	"log/slog"
	"time"
)

// An Outage watches tries of one kind, and is one while they fail.
type Outage struct {
	Log          *slog.Logger
	Begins, Ends string // the messages of the two log lines
	After        int    // failures in a row that make an outage; 0: one

	faults int // in a row
	since  time.Time
}

// Fault records a try that failed. The attributes go into the line that says the outage begins.
func (o *Outage) Fault(now time.Time, attributes ...any) {
	if o.faults++; o.faults == 1 {
		o.since = now
	}
	if o.faults == max(o.After, 1) {
		o.Log.Warn(o.Begins, attributes...)
	}
}

// Over records a try that succeeded.
func (o *Outage) Over(now time.Time) {
	if o.Lasts() {
		o.Log.Info(o.Ends, "after", now.Sub(o.since).Round(time.Second).String())
	}
	o.faults = 0
}

// Lasts reports whether there is an outage now.
func (o *Outage) Lasts() bool { return o.faults >= max(o.After, 1) }

// Faults is how many tries in a row have failed.
func (o *Outage) Faults() int { return o.faults }
