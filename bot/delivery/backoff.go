package delivery

import (
	"math/rand/v2"
	"time"
)

const (
	firstBackoff   = time.Second // at most; at least half of it
	longestBackoff = time.Minute
	longestTrial   = 24 * time.Hour   // a message older than this is given up at the next fault
	shortestTrial  = 10 * time.Minute // but only after so much time in memory, as the bot may have been off
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
	return now.Sub(born) >= longestTrial && now.Sub(it.since) >= shortestTrial
}
