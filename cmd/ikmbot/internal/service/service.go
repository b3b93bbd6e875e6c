// Package service assembles the bot and its database, for Telegram and for the demo alike, and
// serves HTTP until the context ends.
package service

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"ikmbot/bot"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// Config holds what the bot and its database need.
type Config struct {
	File               string               // path of the database
	Administrators     []int64              // Telegram ids of the officers who invite the others
	AdministratorNames map[int64]string     // by Telegram id
	Operator           string               // who runs the bot and how to reach them; empty: not told
	Retention          int                  // months of silence after which people are forgotten; 0: never
	ReminderDelays     store.ReminderDelays // by kind of reminder
	Clock              func() time.Time     // nil: the machine's

	Token, URL string       // of the bot and of the Bot API server; URL empty: Telegram's own
	MaxRate    int          // messages a second; 0: no limit
	MaxUpdates int          // updates a minute that are answered one by one in a chat; 0: no limit
	Webhook    *bot.Webhook // nil: updates are polled for

	Catalog *locales.Catalog
	Log     *slog.Logger
}

// Open opens the database.
func (c Config) Open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, c.File, store.Options{
		Languages: speech.Languages(c.Catalog), Clock: c.Clock, Administrators: append([]int64{}, c.Administrators...),
		AdministratorNames: c.AdministratorNames, Operator: c.Operator, Retention: c.Retention, ReminderDelays: c.ReminderDelays,
	})
}

// Bot makes a bot on an open database.
func (c Config) Bot(s *store.Store) (*bot.Bot, error) {
	return bot.New(bot.Config{
		Token: c.Token, URL: c.URL, MaxRate: c.MaxRate, MaxUpdates: c.MaxUpdates, Webhook: c.Webhook,
		Store: s, Catalog: c.Catalog, Log: c.Log,
	})
}

// With opens the database, calls act with a bot on it, and closes the database.
func (c Config) With(ctx context.Context, act func(context.Context, *bot.Bot) error) (err error) {
	s, err := c.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b, err := c.Bot(s)
	if err != nil {
		return err
	}
	return act(ctx, b)
}

// lastRequests is how long a server that stops waits for requests under way.
const lastRequests = 5 * time.Second

// Serve serves HTTP until the context ends, then waits up to five seconds for requests under way.
func Serve(ctx context.Context, server *http.Server, listener net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastRequests)
	defer cancel()
	if server.Shutdown(ending) != nil {
		return server.Close()
	}
	return nil
}
