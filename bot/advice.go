package bot

import (
	"errors"

	"ikmbot/bot/client"
	"ikmbot/bot/outage"
	"ikmbot/scoring/store"
)

// retry is for a job that is tried until it works, named as the log names it.
func (b *Bot) retry(job string) *outage.Retry { return outage.NewRetry(b.log, job, advice) }

// advice says what went wrong and, where the operator can mend it, how.
func advice(err error) string {
	reason := client.Reason(err)
	if help := remedies[store.StorageFaultOf(err)]; help != "" {
		return reason + " (" + help + ")"
	}
	refused, answered := errors.AsType[*client.APIError](err)
	if !answered {
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
