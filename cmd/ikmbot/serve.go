package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot"
	"ikmbot/cmd/ikmbot/internal/demo"
	"ikmbot/cmd/ikmbot/internal/service"
)

// updatesPerMinute is how many updates of one chat are answered one by one in a minute: more than
// a person in a hurry can tap. The demo has no limit, since scripts are faster.
const updatesPerMinute = 120

// service is the configuration of the bot and its database that serve and demo have in common.
func (p *program) service() service.Config {
	return service.Config{
		File: p.settings.database(), Administrators: p.settings.Officers, AdministratorNames: p.settings.OfficerNames, Retention: p.settings.Retention, Operator: p.settings.Operator,
		ReminderDelays: p.settings.ReminderDelays, Catalog: p.catalog, Log: p.log,
	}
}

// serve serves Telegram until the context ends.
func (p *program) serve(ctx context.Context) error {
	c := p.service()
	c.Token, c.URL, c.MaxRate, c.MaxUpdates = p.settings.Token, p.settings.APIURL, p.settings.MaxRate, updatesPerMinute
	if p.settings.Webhook != "" {
		c.Webhook = &bot.Webhook{URL: p.settings.Webhook, Secret: p.settings.Secret}
	}
	if p.settings.TokenSeen {
		p.log.Warn("the token stands on the command line, where every user of this machine can read it (ps): put it into the settings file or TELEGRAM_BOT_TOKEN_FILE")
	}
	return c.With(ctx, func(ctx context.Context, b *bot.Bot) error {
		if p.settings.Listen == "" {
			p.log.Info("serving Telegram", "database", c.File, "max_rate", c.MaxRate)
			return b.Run(ctx)
		}
		listener, err := net.Listen("tcp", p.settings.Listen)
		if err != nil {
			return err
		}
		p.log.Info("serving Telegram", "database", c.File, "max_rate", c.MaxRate,
			"listen", listener.Addr().String(), "webhook", c.Webhook != nil)
		server := &http.Server{
			Handler: b.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		}
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return b.Run(ctx) })
		group.Go(func() error { return service.Serve(ctx, server, listener) })
		return group.Wait()
	})
}

// demo returns the demo of the bot on this machine.
func (p *program) demo() demo.Demo {
	return demo.Demo{Service: p.service(), Language: p.language, In: p.in, Out: p.out, Listen: p.settings.Listen, Crowd: demo.Respondents}
}
