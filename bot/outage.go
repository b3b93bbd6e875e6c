package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"ikmbot/bot/client"
	"ikmbot/scoring/store"
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
	if next, _ := client.Verdict(err); next == client.Stop {
		return err
	}
	pause := o.note(err)
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

// note takes the outcome of a try, tells where an outage begins or is over, and says how
// long the next try should wait; 0 after a good one.
func (o *outage) note(err error) (pause time.Duration) {
	if err == nil {
		if o.pause > 0 {
			o.log.Info(o.trouble+" works again", "after", time.Since(o.since).Round(time.Second))
			*o = outage{log: o.log, trouble: o.trouble}
		}
		return 0
	}
	if o.pause == 0 {
		o.since = time.Now()
		o.log.Warn(o.trouble+" does not work; trying on", "error", advice(err))
	}
	o.pause = min(max(o.pause*2, firstPause), longestPause)
	_, asked := client.Verdict(err)
	pause = max(o.pause, asked)
	if client.Code(err) == 409 {
		pause = max(pause, conflictPause)
	}
	return pause
}

// advice says what went wrong and, where the operator can mend it, how.
func advice(err error) string {
	reason := client.Reason(err)
	if help := remedies[store.StorageFaultOf(err)]; help != "" {
		return reason + " (" + help + ")"
	}
	var refused *client.APIError
	if !errors.As(err, &refused) {
		return reason
	}
	switch {
	case refused.WebhookActive():
		return reason + " (somebody has set a webhook for this bot: start this program again and it is removed)"
	case refused.Method == "setWebhook" && refused.Code == 400:
		return reason + " (Telegram can't use IKMBOT_WEBHOOK_URL: check the address)"
	case client.Code(err) == 409:
		return reason + " (another copy of the bot is running with this token: stop one of them)"
	}
	return reason
}

// remedies are what the operator can do about what hinders the database. What is not
// committed is not confirmed to Telegram, which sends it again.
var remedies = map[store.StorageFault]string{
	store.DiskFull:    "the disk is full: free some space; nothing is lost and the bot goes on by itself",
	store.ReadOnly:    "the database can't be written: make file, folder and disk writable; nothing is lost and the bot goes on by itself",
	store.Locked:      "another program holds the database: end it; nothing is lost and the bot goes on by itself",
	store.DiskFailing: "the disk gives errors: look at it and at the system's log; nothing committed is lost",
}
