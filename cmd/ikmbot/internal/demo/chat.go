package demo

import (
	"context"
	"fmt"
	"os"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot"
	"ikmbot/bot/simulator"
	"ikmbot/bot/simulator/terminal"
)

// Chat shows an owner's phone in the terminal until the input or the context ends.
func (d Demo) Chat(ctx context.Context) error {
	server, err := simulator.Start(simulator.Options{Username: username})
	if err != nil {
		return err
	}
	defer server.Close()
	phone := server.Phone(simulator.User{ID: ownerID, FirstName: d.say("owner", nil), LanguageCode: d.Language})
	return d.config(server).With(ctx, func(ctx context.Context, b *bot.Bot) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		group, ctx := errgroup.WithContext(ctx)
		group.Go(func() error { return b.Run(ctx) })
		group.Go(func() error {
			defer cancel() // the end of the chat ends the bot
			return d.play(ctx, b, server, phone)
		})
		return group.Wait()
	})
}

// play starts the chat and runs the terminal.
func (d Demo) play(ctx context.Context, b *bot.Bot, server *simulator.Server, phone *simulator.Phone) error {
	phone.Start("")
	chat := terminal.Terminal{
		Phone: phone, In: d.In, Out: d.Out, Quit: "/" + d.say("quit", nil),
		Settled: func(ctx context.Context) error {
			if err := server.Confirmed(ctx); err != nil {
				return err
			}
			return b.Idle(ctx)
		},
		Labels: d.labels(),
	}
	if d.interactive() {
		fmt.Fprintln(d.Out, d.say("chat", map[string]any{"Quit": chat.Quit, "File": d.Service.File}))
	} else {
		chat.Labels.Prompt = ""
	}
	return chat.Run(ctx)
}

// labels returns the words that the terminal adds to the bot's.
func (d Demo) labels() terminal.Labels {
	word := func(name string) string { return d.Service.Catalog.Say(d.Language, "terminal."+name, nil) }
	return terminal.Labels{
		Prompt: word("prompt"), Photo: word("photo"), Document: word("document"),
		Toast: word("toast"), Copied: word("copied"), Link: word("link"),
	}
}

// interactive reports whether the input is a terminal, not a script.
func (d Demo) interactive() bool {
	file, ok := d.In.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
