package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"ikmbot/bot/client"
)

// outage is a stretch of faults of one kind: it is told once when it begins and
// once when it is over, and paces the tries in between.
type outage struct {
	log     *slog.Logger
	trouble string
	since   time.Time
	pause   time.Duration
}

const (
	firstPause   = 500 * time.Millisecond
	longestPause = 30 * time.Second
	// conflictPause is for another copy that is still fetching, as during a restart.
	conflictPause = 5 * time.Second
)

// wait takes the outcome of a try and waits as long as it asks for. It returns an
// error only where no further try makes sense.
func (o *outage) wait(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil {
		if o.pause > 0 {
			o.log.Info(o.trouble+" works again", "after", time.Since(o.since).Round(time.Second))
			*o = outage{log: o.log, trouble: o.trouble}
		}
		return nil
	}
	next, asked := client.Verdict(err)
	if next == client.Stop {
		return err
	}
	if o.pause == 0 {
		o.since = time.Now()
		o.log.Warn(o.trouble+" does not work; trying on", "error", advice(err))
	}
	o.pause = min(max(o.pause*2, firstPause), longestPause)
	pause := max(o.pause, asked)
	if client.Code(err) == 409 {
		pause = max(pause, conflictPause)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

// advice says what went wrong and, where the operator can mend it, how.
func advice(err error) string {
	reason := client.Reason(err)
	var refused *client.APIError
	if !errors.As(err, &refused) {
		return reason
	}
	switch {
	case refused.WebhookActive():
		return reason + " (a webhook is set for this bot: remove it with the Bot API's deleteWebhook)"
	case client.Code(err) == 409:
		return reason + " (another copy of the bot is running with this token: stop one of them)"
	}
	return reason
}
