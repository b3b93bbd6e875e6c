// Package bot is Telegram and only Telegram: it receives updates, hands what they
// mean to the store, which takes the conversation's turn, and makes Telegram's messages of
// what is said. Nothing in here decides what to ask or to advise.
//
// The way of an update is receive, apply, commit, deliver. Nothing is confirmed to
// Telegram before it is committed, and nothing is sent before that either.
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

// telegramLink is what stands before a username in a link.
const telegramLink = "https://t.me/"

// ErrUnauthorized is returned by Run when Telegram does not know the token.
var ErrUnauthorized = errors.New("the token is unknown to Telegram")

// senders is how many messages are on their way at the same time, at a rate of messages a
// second: enough for the rate where Telegram takes 100 ms to answer, and at least 32.
func senders(rate int) int { return max(32, rate/10) }

// Config is what a bot needs.
type Config struct {
	Token   string // as BotFather gave it
	URL     string // of the Bot API server; empty: Telegram's own
	MaxRate int    // messages a second; 0: no limit
	Store   *store.Store
	Catalog *locales.Catalog
	Log     *slog.Logger
	// Webhook is where Telegram is to post updates; nil: they are fetched by long polling.
	Webhook *Webhook

	// MaxUpdates is how many updates of a chat are answered one by one in a minute; of more, and in
	// the minute after, the newest alone is, every few seconds. 0: no limit.
	MaxUpdates int
}

// Webhook is an address at which Telegram posts updates, and which [Bot.Handler] serves.
type Webhook struct {
	URL    string // as Telegram reaches it
	Secret string // 1 to 256 letters, digits, _ and -, which Telegram shows with each update
}

// Bot is one bot at work.
type Bot struct {
	store   *store.Store
	client  *client.Client
	api     *bot.Bot
	say     *speech.Speaker
	in      *incoming.Reader
	out     *outgoing.Sender
	sent    *stopwatch // times what goes out
	queue   *delivery.Queue
	upkeep  *upkeep.Upkeep
	intake  *intake // nil: updates are polled for
	health  receiveHealth
	log     *slog.Logger
	flood   flood
	metrics *metrics.Metrics
}

// New makes a bot. It contacts nobody. A token of the wrong form gives client.ErrToken.
func New(c Config) (*Bot, error) {
	http, err := client.New(c.URL, c.Token, senders(c.MaxRate))
	if err != nil {
		return nil, err
	}
	api, err := http.Library()
	if err != nil {
		return nil, err
	}
	b := &Bot{
		store: c.Store, client: http, api: api, log: c.Log, flood: flood{most: c.MaxUpdates},
		say: &speech.Speaker{Catalog: c.Catalog, Link: telegramLink}, in: incoming.New(c.Catalog),
	}
	if c.Webhook != nil {
		if b.intake, err = newIntake(*c.Webhook); err != nil {
			return nil, err
		}
	}
	b.metrics = metrics.New(metrics.Source{Queue: func() delivery.Stats { return b.queue.Stats() }, Stored: b.stored})
	over := wake.New()
	rows := outbox.Outbox{Store: c.Store, Over: over.Give}
	b.out = outgoing.New(outgoing.Config{
		Client: http, API: api, Store: c.Store, Speaker: b.say, Rate: c.MaxRate, Log: c.Log,
		HandOn: func(late []store.Outgoing) { b.queue.Push(rows.Messages(late)...) },
	})
	b.sent = &stopwatch{sender: b.out, now: c.Store.Now, replied: b.metrics.Replied}
	b.queue = delivery.New(b.sent, rows, delivery.Options{Senders: senders(c.MaxRate), MaxRate: c.MaxRate, Log: c.Log})
	b.upkeep = upkeep.New(upkeep.Config{Outbox: rows, Queue: b.queue, Sent: over, Log: c.Log, Explain: advice})
	return b, nil
}

// Run serves until the context ends, then finishes what is committed, within ten
// seconds. It returns ErrUnauthorized when Telegram does not know the token.
func (b *Bot) Run(ctx context.Context) error {
	defer b.client.CloseIdleConnections()
	if err := b.introduce(ctx); err != nil {
		return stopped(ctx, err)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return b.queue.Run(ctx) })
	group.Go(func() error { return b.receive(ctx) })
	group.Go(func() error { return b.upkeep.Run(ctx) })
	return stopped(ctx, group.Wait())
}

// FollowUp queues at once what the bot is to write by itself by the store's clock. It is for
// whoever has set that clock to another time; otherwise the bot sees to it.
func (b *Bot) FollowUp(ctx context.Context) error { return b.upkeep.Remind(ctx) }

// stopped makes of an error what Run returns: a stop on demand is none.
func stopped(ctx context.Context, err error) error {
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
