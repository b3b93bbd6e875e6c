// Package wake has a goroutine sleep until something happens or a time has come.
package wake

import (
	"context"
	"time"
)

// A Signal wakes the one goroutine that waits for it. What is signalled while nobody waits is not
// lost, and several signals close upon each other count as one. A nil Signal is never given.
type Signal chan struct{}

// New makes a signal that was not given yet.
func New() Signal { return make(Signal, 1) }

// Give wakes who waits. It never blocks.
func (s Signal) Give() {
	select {
	case s <- struct{}{}:
	default:
	}
}

// Wait waits for the signal, or until a time, never when zero. It returns an error only when ctx ends first.
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
