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
	"fmt"
	"log/slog"
	"time"

	"github.com/go-telegram/bot"
	"golang.org/x/sync/errgroup"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/bot/metrics"
	"ikmbot/dialog"
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

// FreeRate is how many messages a second Telegram takes of a bot for nothing (Bots FAQ).
const FreeRate = 30

// paid tells that messages over the free rate are to be paid for: without that Telegram refuses them.
func (b *Bot) paid() bool { return b.rate > FreeRate }

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
	store     *store.Store
	url       string // of the Bot API server
	rate      int    // messages a second; 0: no limit
	client    *client.Client
	api       *bot.Bot
	say       speech.Speaker
	languages dialog.Languages // of the catalog
	commands  speech.Commands
	sender    *stopwatch
	queue     *delivery.Queue
	tender    tender
	hook      *hook // nil: updates are polled for
	ear       ear
	clock     clock
	log       *slog.Logger
	flood     flood
	held      chan struct{} // replies are held
	due       chan struct{} // when the bot is next to write by itself may have changed
	name      string        // the bot's username, known once Telegram has answered

	metrics *metrics.Metrics
}

// New makes a bot. It contacts nobody. A token of the wrong form gives client.ErrToken.
func New(c Config) (*Bot, error) {
	http, err := client.New(c.URL, c.Token, senders(c.MaxRate))
	if err != nil {
		return nil, err
	}
	url := c.URL
	if url == "" {
		url = client.DefaultURL
	}
	api, err := bot.New(c.Token, bot.WithSkipGetMe(), bot.WithServerURL(url), bot.WithHTTPClient(time.Minute, http))
	if err != nil {
		return nil, fmt.Errorf("make Bot API client: %w", err)
	}
	b := &Bot{store: c.Store, url: url, rate: c.MaxRate, client: http, api: api, say: speech.Speaker{Catalog: c.Catalog, Link: telegramLink},
		languages: speech.Languages(c.Catalog), commands: speech.NewCommands(c.Catalog), log: c.Log, held: make(chan struct{}, 1), due: make(chan struct{}, 1)}
	b.flood.most = c.MaxUpdates
	b.tender = tender{bot: b, woken: make(chan struct{}, 1)}
	b.clock = clock{bot: b}
	b.sender = &stopwatch{sender: sender{b}}
	if c.Webhook != nil {
		if b.hook, err = newHook(*c.Webhook); err != nil {
			return nil, err
		}
	}
	b.metrics = metrics.New(metrics.Source{Queue: func() delivery.Stats { return b.queue.Stats() }, Stored: b.stored})
	b.queue = delivery.New(b.sender, ledger{c.Store, b.tender.wake}, delivery.Options{Senders: senders(c.MaxRate), MaxRate: c.MaxRate, Log: c.Log})
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
	group.Go(func() error { return b.tender.run(ctx) })
	group.Go(func() error { return b.forget(ctx) })
	group.Go(func() error { return b.followUp(ctx) })
	group.Go(func() error { return b.tellHeld(ctx) })
	group.Go(func() error { return b.clock.run(ctx) })
	return stopped(ctx, group.Wait())
}

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
