package upkeep

import (
	"context"
	"time"
)

const (
	// forgetEvery is how long the bot waits once it has looked at everybody for people to forget.
	forgetEvery = 24 * time.Hour
	// forgetPause is how long it waits between some people and the next, so that looking at
	// millions is nothing beside answering.
	forgetPause = time.Second
)

// forget has the store forget some of the people who have not been here for long: all of them in
// turns, at the start and once a day.
func (u *Upkeep) forget(ctx context.Context) (next time.Time, err error) {
	forgotten, reached, err := u.store.Forget(ctx, u.reached)
	u.HandOn(forgotten)
	if n := len(forgotten.Erased); n > 0 {
		u.Log.Info("people who have not been here for long are forgotten", "people", n)
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
