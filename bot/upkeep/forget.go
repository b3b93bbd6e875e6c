package upkeep

import (
	"context"
	"time"
)

const (
	// forgetEvery is the pause after a pass over everybody in the database.
	forgetEvery = 24 * time.Hour
	// forgetPause is the pause between two portions of a pass, so that looking at millions of
	// people does not slow down answers.
	forgetPause = time.Second
)

// forget erases people who have been away for longer than the retention, one portion at a time.
// A pass over everybody starts with the program and then once a day.
func (u *Upkeep) forget(ctx context.Context) (next time.Time, err error) {
	forgotten, reached, err := u.store.Forget(ctx, u.reached)
	u.HandOn(forgotten)
	if n := len(forgotten.Erased); n > 0 {
		u.Log.Info("people who have been away for long were forgotten", "people", n)
	}
	if err != nil {
		return time.Time{}, err
	}
	pause := forgetPause
	if u.reached = reached; reached == 0 {
		pause = forgetEvery
	}
	return time.Now().Add(pause), nil
}
