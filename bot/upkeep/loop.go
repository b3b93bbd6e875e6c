package upkeep

import (
	"context"
	"log/slog"
	"time"

	"ikmbot/bot/outage"
	"ikmbot/bot/wake"
)

// A Loop repeats a job: at the time that the job asks for, when the loop is woken, and after a
// failure as soon as another try makes sense.
type Loop struct {
	Job string // as the log names it
	// Do does the job and returns when to do it next, by the machine's clock; zero: when woken.
	Do     func(context.Context) (next time.Time, err error)
	Woken  wake.Signal   // nil: the loop goes by the time alone
	Gather time.Duration // a wait after each sleep, so that more is done at once
}

// Run does the job at once and then repeatedly, until the context ends or no further try makes
// sense. It logs failures in the words of explain.
func (l Loop) Run(ctx context.Context, log *slog.Logger, explain func(error) string) error {
	retry := outage.NewRetry(log, l.Job, explain)
	for {
		next, err := l.Do(ctx)
		if ended := retry.Wait(ctx, err); ended != nil {
			return ended
		}
		if err != nil {
			continue
		}
		if err := l.Woken.Wait(ctx, next); err != nil {
			return err
		}
		if l.Gather == 0 {
			continue
		}
		select {
		case <-time.After(l.Gather):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
