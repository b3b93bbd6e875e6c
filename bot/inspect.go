package bot

import (
	"context"
	"time"

	"ikmbot/bot/client"
)

// Inspection is the state of a bot as Telegram sees it.
type Inspection struct {
	Name    string        // the username
	Ahead   time.Duration // of this machine's clock over the server's; precise to about a second
	Webhook string        // to which updates are posted; empty: they are polled for
	Pending int           // updates that wait at Telegram
	// Trouble is why an update last could not be posted, at TroubleAt; empty: none ever failed.
	Trouble   string
	TroubleAt time.Time
}

// Inspect asks the Bot API server at url, Telegram's own if empty, about a bot. It changes
// nothing. It returns [ErrUnauthorized] if Telegram does not know the token; any other error says
// why there was no answer.
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
		return Inspection{}, runError(ctx, err)
	}
	hook, err := api.GetWebhookInfo(ctx)
	if err != nil {
		return Inspection{}, err
	}
	i := Inspection{Name: me.Username, Ahead: http.Ahead(),
		Webhook: hook.URL, Pending: hook.PendingUpdateCount, Trouble: hook.LastErrorMessage}
	if hook.LastErrorDate != 0 {
		i.TroubleAt = time.Unix(int64(hook.LastErrorDate), 0)
	}
	return i, nil
}
