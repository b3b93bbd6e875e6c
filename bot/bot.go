// Package bot connects the program to Telegram and does nothing else: it receives updates, hands
// them to the store as events of the conversation, and turns the replies into Telegram messages.
// Nothing in here decides what to ask or what to advise.
//
// An update is received, applied, committed and delivered, in this order. Nothing is confirmed to
// Telegram, and nothing is sent, before it is committed.
package bot

import (
	"context"
	"errors"
	"log/slog"

	"github.com/go-telegram/bot"
	"golang.org/x/sync/errgroup"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/bot/incoming"
	"ikmbot/bot/metrics"
	"ikmbot/bot/outbox"
	"ikmbot/bot/outgoing"
	"ikmbot/bot/upkeep"
	"ikmbot/bot/wake"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// telegramLink precedes a username in a link.
const telegramLink = "https://t.me/"

// ErrUnauthorized is returned by [Bot.Run] and [Inspect] when Telegram does not know the token.
var ErrUnauthorized = errors.New("the token is unknown to Telegram")

// senders is the number of messages that are sent at the same time to reach a rate of messages a
// second: enough if Telegram answers within 100 ms, and at least 32.
func senders(rate int) int { return max(32, rate/10) }

// Config holds what a bot needs.
type Config struct {
	Token   string // as BotFather gave it
	URL     string // of the Bot API server; empty: Telegram's own
	MaxRate int    // messages a second; 0: no limit
	Store   *store.Store
	Catalog *locales.Catalog
	Log     *slog.Logger
	// Webhook is the address to which Telegram posts updates; nil: they are fetched by long
	// polling.
	Webhook *Webhook

	// MaxUpdates is the number of updates a minute that are answered one by one in a chat. Past it,
	// and in the minute after, only the newest is answered, every few seconds. 0: no limit.
	MaxUpdates int
}

// Webhook is the address to which Telegram posts updates. [Bot.Handler] serves it.
type Webhook struct {
	URL    string // under which Telegram reaches it
	Secret string // 1 to 256 letters, digits, _ and -; Telegram sends it with each update
}

// Bot is one running bot.
type Bot struct {
	store   *store.Store
	client  *client.Client
	api     *bot.Bot
	say     *speech.Speaker
	in      *incoming.Decoder
	out     *outgoing.Sender
	sent    *stopwatch // around out
	queue   *delivery.Queue
	upkeep  *upkeep.Upkeep
	intake  *intake // of the webhook; nil: updates are polled for
	health  receiveHealth
	log     *slog.Logger
	flood   flood
	metrics *metrics.Metrics
}

// New makes a bot and contacts nobody yet. It fails with [client.ErrToken] on a malformed token.
func New(c Config) (*Bot, error) {
	http, err := client.New(c.URL, c.Token, senders(c.MaxRate))
	if err != nil {
		return nil, err
	}
	api, err := http.API()
	if err != nil {
		return nil, err
	}
	b := &Bot{
		store: c.Store, client: http, api: api, log: c.Log, flood: flood{limit: c.MaxUpdates},
		say: &speech.Speaker{Catalog: c.Catalog, Link: telegramLink}, in: incoming.New(c.Catalog),
	}
	if c.Webhook != nil {
		if b.intake, err = newIntake(*c.Webhook); err != nil {
			return nil, err
		}
	}
	b.metrics = metrics.New(metrics.Source{Queue: func() delivery.Stats { return b.queue.Stats() }, Stored: b.stored})
	done := wake.New()
	rows := outbox.Outbox{Store: c.Store, Done: done.Give}
	b.out = outgoing.New(outgoing.Config{
		Client: http, API: api, Store: c.Store, Speaker: b.say, Rate: c.MaxRate, Log: c.Log,
		HandOn: func(late []store.Outgoing) { b.queue.Push(rows.Messages(late)...) },
	})
	b.sent = &stopwatch{sender: b.out, now: c.Store.Now, replied: b.metrics.Replied}
	b.queue = delivery.New(b.sent, rows, delivery.Options{Senders: senders(c.MaxRate), MaxRate: c.MaxRate, Log: c.Log})
	b.upkeep = upkeep.New(upkeep.Config{Outbox: rows, Queue: b.queue, Sent: done, Log: c.Log, Explain: advice})
	return b, nil
}

// Run serves until the context ends, then takes up to ten seconds to finish the calls under way.
// It returns ErrUnauthorized when Telegram does not know the token.
func (b *Bot) Run(ctx context.Context) error {
	defer b.client.CloseIdleConnections()
	if err := b.setUp(ctx); err != nil {
		return runError(ctx, err)
	}
	profile := b.startProfile(ctx)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.finishProfile(ctx, profile) })
	group.Go(func() error { return b.queue.Run(ctx) })
	group.Go(func() error { return b.receive(ctx) })
	group.Go(func() error { return b.upkeep.Run(ctx) })
	return runError(ctx, group.Wait())
}

// Remind queues at once the reminders that are due by the store's clock. Only a caller that has
// changed that clock needs it; otherwise the bot queues them by itself.
func (b *Bot) Remind(ctx context.Context) error { return b.upkeep.Remind(ctx) }

// runError turns an error into the one that Run returns: a stop on demand is no error.
func runError(ctx context.Context, err error) error {
	switch {
	case err == nil, ctx.Err() != nil && errors.Is(err, context.Canceled):
		return nil
	case client.Code(err) == 401:
		return ErrUnauthorized
	}
	return err
}

// Idle waits until everything that is committed has been sent.
func (b *Bot) Idle(ctx context.Context) error { return b.queue.Idle(ctx) }
