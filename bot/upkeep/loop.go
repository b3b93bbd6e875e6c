package upkeep

import (
	"context"
	"log/slog"
	"time"

	"ikmbot/bot/outage"
	"ikmbot/bot/wake"
)

// A Loop does a job again and again: when its time has come, when it is woken, and after a fault as
// soon as another try makes sense.
type Loop struct {
	Job string // as the log names it
	// Do does the job and says when it is to be done next, by the machine's clock; zero: not before the loop is woken.
	Do     func(context.Context) (next time.Time, err error)
	Woken  wake.Signal   // nil: it goes by the time alone
	Gather time.Duration // how long it waits after its sleep, so that more comes together
}

// Run does the job at once and then again and again, until the context ends or no further try
// makes sense. What goes wrong is told to the log as explain says it.
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
