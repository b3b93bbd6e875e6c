package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"ikmbot/bot"
	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// Whose phones the demo shows.
const (
	owner     = 1001
	officer   = 1002 // an administrator
	nextOwner = 1003 // and so on
)

// demo is the same bot at work for phones on a web page of this machine, at a time that can
// be moved on.
type demo struct {
	*program
	server *simulator.Server
	store  *store.Store
	ahead  atomic.Int64 // how far the time is ahead of the machine's, a time.Duration
	joined atomic.Int64 // owners who have joined the first
	moves  chan move
	crowd  int // sample businesses
}

// move is a demand to move the time on; done is closed when the bot is at work again.
type move struct {
	days int
	done chan struct{}
}

// demo serves the page until the context ends.
func (p *program) demo(ctx context.Context) error { return p.demoWith(ctx, samples) }

// demoWith is demo with so many sample businesses.
func (p *program) demoWith(ctx context.Context, crowd int) (err error) {
	d := &demo{program: p, moves: make(chan move), crowd: crowd}
	d.server, err = simulator.Start(simulator.Options{
		Username: "ikmbot_demo", Now: d.now, CallsKept: -1,
		FirstID: time.Now().UnixMicro(), // not by a time moved on, which begins anew with each start
	})
	if err != nil {
		return err
	}
	defer d.server.Close()
	d.store, err = store.Open(ctx, p.settings.database(), store.Options{
		Clock: d.now, Administrators: append(p.settings.Officers, officer),
		Retention: p.settings.Retention, FollowUps: p.settings.FollowUps,
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.store.Close()) }()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return d.work(ctx) })
	group.Go(func() error { return d.show(ctx) })
	return group.Wait()
}

// now is the time in the demo.
func (d *demo) now() time.Time { return time.Now().Add(time.Duration(d.ahead.Load())) }

// later is how far it is to so many days on. By night nothing comes unasked: then it is ten
// in the morning that follows.
func later(now time.Time, days int) time.Duration {
	const visited = 10
	then := now.In(store.WIB).AddDate(0, 0, days)
	if day := store.Daytime(then); !day.Equal(then) {
		then = time.Date(day.Year(), day.Month(), day.Day(), visited, 0, 0, 0, store.WIB)
	}
	return then.Sub(now)
}

// work keeps a bot at work until the context ends. When the time moves on, another one
// begins: what it finds due, it finds by the new time.
func (d *demo) work(ctx context.Context) error {
	for begun := func() {}; ; {
		b, err := bot.New(bot.Config{Token: d.server.Token(), URL: d.server.URL(), Store: d.store, Catalog: d.catalog, Log: d.log})
		if err != nil {
			return err
		}
		running, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- b.Run(running) }()
		begun()
		select {
		case err := <-ended:
			stop()
			return err
		case m := <-d.moves:
			stop()
			if err := <-ended; err != nil {
				return err
			}
			d.ahead.Add(int64(later(d.now(), m.days)))
			begun = func() { close(m.done) }
		}
	}
}

// move moves the time on by so many days, once the bot has taken what was done on the phones.
func (d *demo) move(ctx context.Context, days int) error {
	if err := d.server.Confirmed(ctx); err != nil {
		return err
	}
	m := move{days, make(chan struct{})}
	select {
	case d.moves <- m:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-m.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// show serves the page until the context ends.
func (d *demo) show(ctx context.Context) error {
	first := d.phone(owner, d.say("owner", nil))
	office := d.phone(officer, d.say("officer", nil))
	page, err := simulator.NewPage(d.pageWords(), simulator.Stage{
		Ahead: func() time.Duration { return time.Duration(d.ahead.Load()) },
		Move:  d.move, Join: d.join, Crowd: d.crowd, Fill: d.fill,
	}, first, office)
	if err != nil {
		return err
	}
	for _, r := range d.sampleOwners() {
		r.phone.Acquaint() // those of an earlier start can be written to
	}
	listener, err := net.Listen("tcp", cmp.Or(d.settings.Listen, "127.0.0.1:0"))
	if err != nil {
		return err
	}
	fmt.Fprintln(d.out, d.say("demo", map[string]any{
		"Address": "http://" + listener.Addr().String() + page.Path(), "File": d.settings.database(),
	}))
	return serveUntil(ctx, &http.Server{Handler: page, ReadHeaderTimeout: 10 * time.Second}, listener)
}

// phone is the phone of a person who may have used the bot in an earlier start.
func (d *demo) phone(id int64, name string) *simulator.Phone {
	p := d.server.Phone(simulator.User{ID: id, FirstName: name, LanguageCode: d.language})
	p.Acquaint()
	return p
}

// join gives the phone of one more owner.
func (d *demo) join() *simulator.Phone {
	n := d.joined.Add(1)
	return d.phone(nextOwner+n-1, fmt.Sprintf("%s %d", d.say("owner", nil), n+1))
}

// serveUntil serves until the context ends.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// pageWords are the words of the demo's page in every language.
func (p *program) pageWords() map[string]map[string]string {
	words := map[string]map[string]string{}
	for _, l := range []string{"id", "en"} {
		words[l] = map[string]string{}
		for _, w := range simulator.PageWords {
			words[l][w] = p.catalog.Say(l, "page."+w, nil)
		}
	}
	return words
}
