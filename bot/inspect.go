package bot

import (
	"context"
	"time"

	"ikmbot/bot/client"
)

// Inspection is what a bot looks like from Telegram's side.
type Inspection struct {
	Name    string        // the username
	Ahead   time.Duration // how far this machine's clock is ahead of the server's; precise to about a second
	Webhook string        // where updates are posted; empty: they are polled for
	Pending int           // updates that wait
	// Trouble is why an update could not be posted last, and since when; empty: it never failed.
	Trouble   string
	TroubleAt time.Time
}

// Inspect asks the Bot API server at url, empty for Telegram's own, about a bot and changes
// nothing. It gives [ErrUnauthorized] for a token that Telegram does not know; other errors
// tell why there was no answer.
func Inspect(ctx context.Context, url, token string) (Inspection, error) {
	http, err := client.New(url, token, 1)
	if err != nil {
		return Inspection{}, err
	}
	defer http.CloseIdleConnections()
	api, err := http.Library()
	if err != nil {
		return Inspection{}, err
	}
	me, err := api.GetMe(ctx)
	if err != nil {
		return Inspection{}, stopped(ctx, err)
	}
	hook, err := api.GetWebhookInfo(ctx)
	if err != nil {
		return Inspection{}, err
	}
	i := Inspection{Name: me.Username, Ahead: http.Ahead(), Webhook: hook.URL, Pending: hook.PendingUpdateCount, Trouble: hook.LastErrorMessage}
	if hook.LastErrorDate != 0 {
		i.TroubleAt = time.Unix(int64(hook.LastErrorDate), 0)
	}
	return i, nil
}
