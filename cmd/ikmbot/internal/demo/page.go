package demo

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

	"ikmbot/bot/simulator"
	"ikmbot/bot/simulator/page"
	"ikmbot/cmd/ikmbot/internal/service"
	"ikmbot/scoring/store"
)

// show is the demo on its page, with a clock that can be moved on.
type show struct {
	Demo
	config service.Config
	server *simulator.Server
	store  *store.Store
	ahead  atomic.Int64 // of the demo's clock over the machine's, a time.Duration
	joined atomic.Int64 // owners who have joined
	moves  chan move
}

// move is a request to move the time on; done is closed when the bot is running again.
type move struct {
	days int
	done chan struct{}
}

// Page runs the bot and serves the page until the context ends.
func (d Demo) Page(ctx context.Context) (err error) {
	s, err := d.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.work(ctx) })
	group.Go(func() error { return s.serve(ctx) })
	return group.Wait()
}

// open opens the database and starts a simulator.
func (d Demo) open(ctx context.Context) (s *show, err error) {
	s = &show{Demo: d, moves: make(chan move)}
	s.server, err = simulator.Start(simulator.Options{
		Username: username, Now: s.now, CallsKept: -1,
		FirstID: time.Now().UnixMicro(), // not by the demo's clock, which each start sets back
	})
	if err != nil {
		return nil, err
	}
	s.config = d.config(s.server)
	s.config.Clock = s.now
	if s.store, err = s.config.Open(ctx); err != nil {
		return nil, errors.Join(err, s.server.Close())
	}
	return s, nil
}

func (s *show) close() error { return errors.Join(s.store.Close(), s.server.Close()) }

// now is the time in the demo.
func (s *show) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// later is how far to move the time on to reach a number of days from now. If that is at night,
// when no reminders are sent, it is up to ten o'clock the next morning.
func later(now time.Time, days int) time.Duration {
	const morning = 10
	then := now.In(store.WIB).AddDate(0, 0, days)
	if day := store.Daytime(then); !day.Equal(then) {
		then = time.Date(day.Year(), day.Month(), day.Day(), morning, 0, 0, 0, store.WIB)
	}
	return then.Sub(now)
}

// work runs a bot until the context ends. When the time moves on it starts another bot, which finds
// what is due by the new time.
func (s *show) work(ctx context.Context) error {
	for started := func() {}; ; {
		b, err := s.config.Bot(s.store)
		if err != nil {
			return err
		}
		running, stop := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- b.Run(running) }()
		started()
		select {
		case err := <-ended:
			stop()
			return err
		case m := <-s.moves:
			stop()
			if err := <-ended; err != nil {
				return err
			}
			s.ahead.Add(int64(later(s.now(), m.days)))
			started = func() { close(m.done) }
		}
	}
}

// move moves the time on by days, after the bot has received what was done on the phones.
func (s *show) move(ctx context.Context, days int) error {
	if err := s.server.Confirmed(ctx); err != nil {
		return err
	}
	m := move{days, make(chan struct{})}
	select {
	case s.moves <- m:
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

// serve serves the page until the context ends.
func (s *show) serve(ctx context.Context) error {
	first := s.phone(ownerID, s.say("owner", nil))
	office := s.phone(officerID, s.say("officer", nil))
	phones, err := page.New(ctx, s.words(), page.Stage{
		Ahead: func() time.Duration { return time.Duration(s.ahead.Load()) },
		Move:  s.move, Join: s.join, Crowd: s.Crowd, Fill: s.fill,
	}, first, office)
	if err != nil {
		return err
	}
	owners, err := s.owners(ctx)
	if err != nil {
		return err
	}
	for _, o := range owners {
		o.phone.Acquaint() // who may have used the bot in an earlier start
	}
	listener, err := net.Listen("tcp", cmp.Or(s.Listen, "127.0.0.1:0"))
	if err != nil {
		return err
	}
	fmt.Fprintln(s.Out, s.say("demo", map[string]any{
		"Address": "http://" + listener.Addr().String() + phones.Path(), "File": s.config.File,
	}))
	return service.Serve(ctx, &http.Server{Handler: phones, ReadHeaderTimeout: 10 * time.Second}, listener)
}

// phone is the phone of a person who may have used the bot in an earlier start.
func (s *show) phone(id int64, name string) *simulator.Phone {
	p := s.server.Phone(simulator.User{ID: id, FirstName: name, LanguageCode: s.Language})
	p.Acquaint()
	return p
}

// join returns the phone of one more owner.
func (s *show) join() *simulator.Phone {
	n := s.joined.Add(1)
	return s.phone(nextOwnerID+n-1, fmt.Sprintf("%s %d", s.say("owner", nil), n+1))
}

// words returns the words of the page in every language.
func (s *show) words() map[string]map[string]string {
	words := map[string]map[string]string{}
	for _, l := range s.config.Catalog.Languages() {
		words[l] = map[string]string{}
		for _, w := range page.Words {
			words[l][w] = s.config.Catalog.Say(l, "page."+w, nil)
		}
	}
	return words
}
