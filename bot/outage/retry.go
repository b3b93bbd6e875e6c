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
	// conflictPause is for another copy that is still fetching, as during a restart.
	conflictPause = 5 * time.Second
)

// A Retry is for a job that is tried until it works: it tells the log of outages and waits
// between the tries, longer each time, at least as long as Telegram asks for.
type Retry struct {
	outage  Outage
	explain func(error) string
	pause   time.Duration
}

// NewRetry makes the retry of a job, named as the log names it. What went wrong is told as explain
// says it.
func NewRetry(log *slog.Logger, job string, explain func(error) string) *Retry {
	return &Retry{
		outage:  Outage{Log: log, Begins: job + " does not work; trying on", Ends: job + " works again"},
		explain: explain,
	}
}

// Wait takes the outcome of a try and waits as long as it asks for. It returns an
// error only where no further try makes sense.
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

// Note takes the outcome of a try and returns how long the next one should wait; 0 after a good one.
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
