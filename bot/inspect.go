package bot

import (
	"context"
	"strings"
	"time"

	"github.com/go-telegram/bot"

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
	// Administrators are those that were asked for, in that order.
	Administrators []Administrator
}

// An Administrator is somebody's number, and the name that Telegram knows to it.
type Administrator struct {
	ID   int64
	Name string // as the app shows it; empty: the bot does not know the person
}

// Inspect asks the Bot API server at url, Telegram's own if empty, about a bot and who its
// administrators are. Telegram tells a bot only of people who have written to it. It changes
// nothing. It returns [ErrUnauthorized] if Telegram does not know the token; any other error says
// why there was no answer.
func Inspect(ctx context.Context, url, token string, administrators ...int64) (Inspection, error) {
	http, err := client.New(url, token, 1)
	if err != nil {
		return Inspection{}, err
	}
	defer http.CloseIdleConnections()
	api, err := http.API()
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
	for _, id := range administrators {
		a, err := administrator(ctx, http, id)
		if err != nil {
			return Inspection{}, err
		}
		i.Administrators = append(i.Administrators, a)
	}
	return i, nil
}

// administrator asks Telegram whom a number belongs to.
func administrator(ctx context.Context, c *client.Client, id int64) (Administrator, error) {
	var chat struct {
		FirstName string `json:"first_name"`
		LastName  string `json:"last_name"`
		Username  string `json:"username"`
	}
	err := c.Call(ctx, "getChat", &bot.GetChatParams{ChatID: id}, &chat)
	if code := client.Code(err); code == 400 || code == 403 {
		return Administrator{ID: id}, nil
	}
	if err != nil {
		return Administrator{}, err
	}
	name := strings.TrimSpace(chat.FirstName + " " + chat.LastName)
	if chat.Username != "" {
		name = strings.TrimSpace(name + " @" + chat.Username)
	}
	return Administrator{ID: id, Name: name}, nil
}
