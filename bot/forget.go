package bot

import (
	"context"
	"time"
)

// forgetEvery is how long the bot waits between two looks for people to forget.
const forgetEvery = 24 * time.Hour

// forget has the store forget people who have not been here for long, at the start and once a day.
func (b *Bot) forget(ctx context.Context) error {
	database := outage{log: b.log, trouble: "forgetting people who have not been here for long"}
	for {
		forgotten, more, err := b.store.Forget(ctx)
		b.handOn(forgotten)
		if n := len(forgotten.Erased); n > 0 {
			b.log.Info("people who have not been here for long are forgotten", "people", n)
		}
		if err := database.wait(ctx, err); err != nil {
			return err
		}
		if more || err != nil {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(forgetEvery):
		}
	}
}
