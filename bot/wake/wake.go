// Package wake lets a goroutine sleep until it is woken or a time has come.
package wake

import (
	"context"
	"time"
)

// A Signal wakes the one goroutine that waits for it. A signal that is given while nobody waits is
// not lost, and several in quick succession count as one. A nil Signal is never given.
type Signal chan struct{}

// New makes a signal.
func New() Signal { return make(Signal, 1) }

// Give wakes the goroutine that waits. It never blocks.
func (s Signal) Give() {
	select {
	case s <- struct{}{}:
	default:
	}
}

// Wait waits for the signal or, unless it is zero, until a time. It fails only if ctx ends first.
func (s Signal) Wait(ctx context.Context, until time.Time) error {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-s:
	case <-due:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
