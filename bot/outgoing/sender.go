// Package outgoing turns the rows of the outbox into Telegram messages: texts with keyboards,
// pictures, files, copies of broadcasts and officers' cards. Each is made when it is sent.
package outgoing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/go-telegram/bot"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
	"ikmbot/bot/outbox"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/locales/speech"
	"ikmbot/scoring/store"
)

// FreeRate is how many messages a second a bot may send for free (Telegram's Bots FAQ).
const FreeRate = 30

// Config holds what a sender needs.
type Config struct {
	Client  *client.Client
	API     *bot.Bot // the library's, over the same connections
	Store   *store.Store
	Speaker *speech.Speaker
	Rate    int                    // messages a second; 0: no limit
	HandOn  func([]store.Outgoing) // takes messages that were committed during a send
	Log     *slog.Logger
}

// Sender sends messages of the outbox, each with one call of the Bot API.
type Sender struct {
	calls     calls
	store     *store.Store
	rate      int
	languages say.Languages
	handOn    func([]store.Outgoing)
	log       *slog.Logger
}

// New makes a sender. It contacts nobody yet.
func New(c Config) *Sender {
	return &Sender{
		// Telegram refuses messages over the free rate unless they are paid for.
		calls: calls{client: c.Client, api: c.API, say: c.Speaker, paid: c.Rate > FreeRate},
		store: c.Store, languages: speech.Languages(c.Speaker.Catalog), rate: c.Rate, handOn: c.HandOn, log: c.Log,
	}
}

// Send sends a message of the outbox. On a storage fault the error wraps [client.ErrUnready], so
// that the message waits.
func (s *Sender) Send(ctx context.Context, m delivery.Message) error {
	out, err := outbox.Row(m)
	if err != nil {
		return err
	}
	err = s.dispatch(ctx, m, out)
	if _, called := errors.AsType[*client.NetError](err); !called && store.StorageFaultOf(err) != store.NoStorageFault {
		return fmt.Errorf("%w: %w", client.ErrUnready, err)
	}
	return err
}

// dispatch makes the call that a message needs.
func (s *Sender) dispatch(ctx context.Context, m delivery.Message, out store.Outgoing) error {
	figures, err := s.fill(ctx, &out)
	if err != nil {
		return err
	}
	switch {
	case out.Reply.Menu != "":
		return s.calls.menu(ctx, m.Chat, out.Reply)
	case out.Reply.Inquiry != 0:
		return s.sendInquiry(ctx, m, out)
	case out.Reply.Broadcast != nil:
		return s.sendCopy(ctx, m, out)
	case out.Reply.Picture != nil:
		if recap, ok := figures.(*recap.Recap); ok {
			return s.sendRecapPicture(ctx, m, out, recap)
		}
		return s.sendPicture(ctx, m, out)
	case out.Reply.Document != nil:
		return s.sendDocument(ctx, m, out)
	}
	message, err := s.calls.write(ctx, m, out)
	progress, ok := figures.(*broadcast.Progress)
	switch {
	case err == nil && ok:
		s.keepProgress(ctx, m, *progress, message)
	case err != nil && out.Reply.Answers != 0:
		s.reportUndelivered(ctx, out.Reply.Answers, err)
	}
	return err
}

// fill gives a reply the figures over many businesses that it reports, as they are now. A file is
// given its figures when it is made.
func (s *Sender) fill(ctx context.Context, out *store.Outgoing) (say.Figures, error) {
	if out.Reply.Report == nil || out.Reply.Document != nil {
		return nil, nil
	}
	figures, err := s.report(ctx, out.Chat, *out.Reply.Report)
	if err == nil {
		out.Reply = out.Reply.Fill(figures)
	}
	return figures, err
}

// report reads figures over many businesses, and works out how long a broadcast will take.
func (s *Sender) report(ctx context.Context, chat int64, r say.Report) (say.Figures, error) {
	figures, err := s.store.Report(ctx, chat, r)
	if errors.Is(err, store.ErrNotFound) {
		err = nil // the reply says so itself
	}
	switch f := figures.(type) {
	case *broadcast.Reach:
		f.Seconds = s.secondsFor(f.Recipients)
	case *broadcast.Progress:
		f.Seconds = s.secondsFor(f.Left)
	}
	return figures, err
}

// secondsFor is how many seconds a number of messages takes at the configured rate; 0: no limit.
func (s *Sender) secondsFor(messages int) int {
	if s.rate == 0 {
		return 0
	}
	return (messages + s.rate - 1) / s.rate
}

// Notice returns the call that answers a tap.
func (s *Sender) Notice(n store.Notice) delivery.Answer {
	return delivery.Answer{Chat: n.Chat, Give: func(ctx context.Context) error { return s.calls.notice(ctx, n) }}
}
