package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot"
	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// serve serves Telegram until the context ends.
func (p *program) serve(ctx context.Context) error {
	return p.withBot(ctx, p.settings.Token, p.settings.APIURL, p.settings.MaxRate, func(ctx context.Context, b *bot.Bot) error {
		if p.settings.Listen == "" {
			p.log.Info("serving Telegram", "database", p.settings.database(), "max_rate", p.settings.MaxRate)
			return b.Run(ctx)
		}
		listener, err := net.Listen("tcp", p.settings.Listen)
		if err != nil {
			return err
		}
		p.log.Info("serving Telegram", "database", p.settings.database(), "max_rate", p.settings.MaxRate,
			"listen", listener.Addr().String(), "webhook", p.settings.Webhook != "")
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return b.Run(ctx) })
		group.Go(func() error { return serveBot(ctx, b.Handler(), listener) })
		return group.Wait()
	})
}

// serveBot serves the bot's own addresses until the context ends, and gives the requests
// under way a few seconds then.
func serveBot(ctx context.Context, handler http.Handler, listener net.Listener) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if server.Shutdown(ending) != nil {
		return server.Close()
	}
	return nil
}

// withBot opens the database, makes a bot on it and closes everything afterwards.
func (p *program) withBot(ctx context.Context, token, url string, rate int, act func(context.Context, *bot.Bot) error) (err error) {
	s, err := store.Open(ctx, p.settings.database(), store.Options{
		Administrators: append([]int64{}, p.settings.Officers...), Retention: p.settings.Retention, FollowUps: p.settings.FollowUps,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	b, err := bot.New(bot.Config{Token: token, URL: url, MaxRate: rate, MaxUpdates: p.maxUpdates(), Store: s, Catalog: p.catalog, Log: p.log, Webhook: p.webhook()})
	if err != nil {
		return err
	}
	return act(ctx, b)
}

// maxUpdates is how much of a chat is answered one by one, in updates a minute: more than
// somebody taps who is in a hurry. In the demo there is no limit, for scripts are faster.
func (p *program) maxUpdates() int {
	if p.settings.Token == "" {
		return 0
	}
	return usualUpdates
}

// usualUpdates is that in service.
const usualUpdates = 120

// webhook is where Telegram is to post updates. Without a token the demo polls.
func (p *program) webhook() *bot.Webhook {
	if p.settings.Webhook == "" || p.settings.Token == "" {
		return nil
	}
	return &bot.Webhook{URL: p.settings.Webhook, Secret: p.settings.Secret}
}

// chat plays the same bot in the terminal.
func (p *program) chat(ctx context.Context) error {
	return p.simulate(ctx, func(ctx context.Context, b *bot.Bot, server *simulator.Server, phone *simulator.Phone) error {
		phone.Start("")
		terminal := simulator.Terminal{
			Phone: phone, In: p.in, Out: p.out, Quit: "/" + p.say("quit", nil),
			Settled: func(ctx context.Context) error {
				if err := server.Confirmed(ctx); err != nil {
					return err
				}
				return b.Idle(ctx)
			},
			Labels: p.labels(),
		}
		if p.interactive() {
			fmt.Fprintln(p.out, p.say("chat", map[string]any{"Quit": terminal.Quit, "File": p.settings.database()}))
		} else {
			terminal.Labels.Prompt = ""
		}
		return terminal.Run(ctx)
	})
}

// simulate runs the bot against a simulator in this process for as long as act takes.
func (p *program) simulate(ctx context.Context, act func(context.Context, *bot.Bot, *simulator.Server, *simulator.Phone) error) error {
	server, err := simulator.Start(simulator.Options{Username: "ikmbot_demo"})
	if err != nil {
		return err
	}
	defer server.Close()
	phone := server.Phone(simulator.User{ID: owner, FirstName: p.say("owner", nil), LanguageCode: p.language})
	p.settings.Officers = append(p.settings.Officers, officer)
	return p.withBot(ctx, server.Token(), server.URL(), 0, func(ctx context.Context, b *bot.Bot) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return b.Run(ctx) })
		group.Go(func() error {
			defer cancel() // the demo is over when its front is
			return act(ctx, b, server, phone)
		})
		return group.Wait()
	})
}

// labels are the words that the terminal adds to the bot's.
func (p *program) labels() simulator.TerminalLabels {
	word := func(name string) string { return p.catalog.Say(p.language, "terminal."+name, nil) }
	return simulator.TerminalLabels{
		Prompt: word("prompt"), Photo: word("photo"), Document: word("document"),
		Toast: word("toast"), Copied: word("copied"), Link: word("link"),
	}
}

// interactive tells whether somebody sits at the terminal, rather than a script.
func (p *program) interactive() bool {
	file, ok := p.in.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
