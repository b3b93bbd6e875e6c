package delivery

import (
	"log/slog"
	"math/rand/v2"
	"time"
)

const (
	firstBackoff   = time.Second // at most; half of it at least
	longestBackoff = time.Minute
	patience       = 24 * time.Hour   // a message older than this is given up at the next fault
	fairTrial      = 10 * time.Minute // but not before it was tried this long, should the bot have been off
)

// backoff returns how long to wait after the given number of faults in a row:
// 0.5 to 1 s after the first, twice that after each further one, 30 to 60 s at most.
func backoff(faults int) time.Duration {
	ceiling := longestBackoff
	if shift := max(faults, 1) - 1; shift < 6 {
		ceiling = min(ceiling, firstBackoff<<shift)
	}
	return ceiling/2 + rand.N(ceiling/2)
}

// tooLate reports whether a message has been tried for long enough.
func (it *item) tooLate(now time.Time) bool {
	born := it.Queued
	if it.Due.After(born) {
		born = it.Due
	}
	return now.Sub(born) >= patience && now.Sub(it.since) >= fairTrial
}

// An outage is a time of faults, of which the log gets one line when it is
// certain and one when it is over.
type outage struct {
	log          *slog.Logger
	begins, ends string
	after        int // faults in a row that make it certain
	faults       int // in a row
	since        time.Time
}

func (o *outage) fault(reason string, now time.Time) {
	if o.faults++; o.faults == 1 {
		o.since = now
	}
	if o.faults == o.after {
		o.log.Warn(o.begins, "reason", reason)
	}
}

func (o *outage) over(now time.Time) {
	if o.lasts() {
		o.log.Info(o.ends, "after", now.Sub(o.since).Round(time.Second).String())
	}
	o.faults = 0
}

// lasts reports whether the outage is certain and not over.
func (o *outage) lasts() bool { return o.faults >= o.after }
