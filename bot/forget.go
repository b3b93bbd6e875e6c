package bot

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

// forget has the store forget people who have not been here for long, at the start and once a day.
func (b *Bot) forget(ctx context.Context) error {
	database := outage{log: b.log, trouble: "forgetting people who have not been here for long"}
	behind := int64(0)
	for {
		forgotten, next, err := b.store.Forget(ctx, behind)
		b.handOn(forgotten)
		if n := len(forgotten.Erased); n > 0 {
			b.log.Info("people who have not been here for long are forgotten", "people", n)
		}
		if err := database.wait(ctx, err); err != nil {
			return err
		}
		if err != nil {
			continue
		}
		pause := forgetPause
		if behind = next; behind == 0 {
			pause = forgetEvery
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}
