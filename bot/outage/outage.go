// Package outage tells the log of stretches of faults, a line when one begins and a line when it is
// over, and paces what is tried meanwhile.
package outage

import (
	"log/slog"
	"time"
)

// An Outage is a stretch of faults of one kind.
type Outage struct {
	Log          *slog.Logger
	Begins, Ends string // the lines of the log
	After        int    // faults in a row that make it certain; 0: one

	faults int // in a row
	since  time.Time
}

// Fault takes a try that failed. The attributes stand beside the line that tells of the outage.
func (o *Outage) Fault(now time.Time, attributes ...any) {
	if o.faults++; o.faults == 1 {
		o.since = now
	}
	if o.faults == max(o.After, 1) {
		o.Log.Warn(o.Begins, attributes...)
	}
}

// Over takes a try that succeeded.
func (o *Outage) Over(now time.Time) {
	if o.Lasts() {
		o.Log.Info(o.Ends, "after", now.Sub(o.since).Round(time.Second).String())
	}
	o.faults = 0
}

// Lasts reports whether the outage is certain and not over.
func (o *Outage) Lasts() bool { return o.faults >= max(o.After, 1) }

// Faults is how many tries in a row have failed.
func (o *Outage) Faults() int { return o.faults }
