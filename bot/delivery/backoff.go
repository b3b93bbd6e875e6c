package delivery

import (
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
