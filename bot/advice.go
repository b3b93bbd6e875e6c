package bot

import (
	"errors"

	"ikmbot/bot/client"
	"ikmbot/bot/outage"
	"ikmbot/scoring/store"
)

// retry returns the Retry of a job, which goes by that name in the log.
func (b *Bot) retry(job string) *outage.Retry { return outage.NewRetry(b.log, job, advice) }

// advice says what went wrong and, if the operator can fix it, how.
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

// remedies tell the operator what to do about a storage fault. Updates that are not
// committed are not confirmed either, so Telegram sends them again.
var remedies = map[store.StorageFault]string{
	store.DiskFull:    "the disk is full: free some space; nothing is lost, and the bot carries on by itself",
	store.ReadOnly:    "the database can't be written: make its file, folder and disk writable; nothing is lost, and the bot carries on by itself",
	store.Locked:      "another program has locked the database: stop it; nothing is lost, and the bot carries on by itself",
	store.DiskFailing: "the disk reports errors: check it and the system log; nothing committed is lost",
}
