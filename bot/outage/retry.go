package outage

import (
	"context"
	"log/slog"
	"time"

	"ikmbot/bot/client"
)

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 30 * time.Second
	// conflictPause gives another copy of the bot time to stop fetching, as during a restart.
	conflictPause = 5 * time.Second
)

// A Retry is for a job that is tried until it works: it logs outages and waits between the tries,
// longer each time (0.5 to 30 s), and at least as long as Telegram asks for.
type Retry struct {
	outage  Outage
	explain func(error) string
	pause   time.Duration
}

// NewRetry makes the Retry of a job, which goes by that name in the log. Errors are logged in the
// words of explain.
func NewRetry(log *slog.Logger, job string, explain func(error) string) *Retry {
	return &Retry{
		outage:  Outage{Log: log, Begins: job + " does not work; retrying", Ends: job + " works again"},
		explain: explain,
	}
}

// Wait records the outcome of a try and waits until the next one makes sense; after a success it
// does not wait. It returns an error only if no further try makes sense.
func (r *Retry) Wait(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if next, _ := client.Verdict(err); next == client.Stop {
		return err
	}
	pause := r.Note(err)
	if pause == 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// Note records the outcome of a try and returns how long to wait before the next; 0 after a
// success.
func (r *Retry) Note(err error) (pause time.Duration) {
	if err == nil {
		r.outage.Over(time.Now())
		r.pause = 0
		return 0
	}
	r.outage.Fault(time.Now(), "error", r.explain(err))
	r.pause = min(max(r.pause*2, firstPause), longestPause)
	_, asked := client.Verdict(err)
	pause = max(r.pause, asked)
	if client.Code(err) == 409 {
		pause = max(pause, conflictPause)
	}
	return pause
}
