package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"ikmbot/bot/delivery"
	"ikmbot/bot/metrics"
	"ikmbot/bot/outbox"
	"ikmbot/scoring/store"
)

const (
	// deafAfter is how long Telegram may be silent; an empty poll is answered sooner.
	deafAfter = 2 * time.Minute
	// stuckAfter is how long a reply may wait while nothing at all can be sent.
	stuckAfter = 5 * time.Minute
	// healthTimeout bounds the answer to a question for health.
	healthTimeout = 10 * time.Second
)

// receiveHealth knows whether the bot hears Telegram.
type receiveHealth struct {
	mu     sync.Mutex
	good   time.Time // when a try to receive was last good; zero: never yet
	faults int       // tries in a row that were not
	fault  string    // of the last of them
	stored time.Time // when a posted update was last committed
}

// note takes the outcome of a try to receive.
func (e *receiveHealth) note(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err == nil {
		e.good, e.faults = time.Now(), 0
		return
	}
	e.faults++
	e.fault = advice(err)
}

// hear notes that posted updates were committed.
func (e *receiveHealth) hear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stored = time.Now()
}

// lastHeard is when a posted update was last committed; zero: never yet.
func (e *receiveHealth) lastHeard() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.stored
}

// deaf gives an error while the bot does not hear Telegram. A single fault is none, for
// networks have them.
func (e *receiveHealth) deaf() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch silence := time.Since(e.good); {
	case e.faults > 1:
		return fmt.Errorf("receiving: %s", e.fault)
	case e.good.IsZero():
		return errors.New("receiving: has not begun yet")
	case silence > deafAfter:
		return fmt.Errorf("receiving: nothing from Telegram for %v", silence.Round(time.Second))
	}
	return nil
}

// Health gives an error that names, a line each, what keeps the bot from doing its work: it
// does not hear Telegram, the database can't be written, or nothing gets out. It writes to
// the database to find out.
func (b *Bot) Health(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	writable := b.store.Probe(ctx)
	if writable != nil {
		writable = fmt.Errorf("database: %s", advice(writable))
	}
	return errors.Join(b.health.deaf(), writable, b.stuck(ctx))
}

// stuck gives an error while replies wait and nothing gets out.
func (b *Bot) stuck(ctx context.Context) error {
	stats := b.queue.Stats()
	switch pause := time.Until(stats.PausedUntil); {
	case stats.Silent:
		return errors.New("outbox: Telegram does not answer what is sent")
	case pause > deafAfter:
		return fmt.Errorf("outbox: Telegram wants nothing sent for another %v", pause.Round(time.Second))
	}
	oldest, err := b.store.OldestReply(ctx)
	if err != nil {
		return fmt.Errorf("outbox: %s", advice(err))
	}
	waits := b.store.Now().Sub(oldest)
	if oldest.IsZero() || waits < stuckAfter || time.Since(b.sent.last()) < stuckAfter {
		return nil
	}
	return fmt.Errorf("outbox: a reply waits for %v and nothing is sent", waits.Round(time.Second))
}

// stored reads what the database holds for the metrics.
func (b *Bot) stored(ctx context.Context) (metrics.Stored, error) {
	p, err := b.store.Counts(ctx)
	if err != nil {
		return metrics.Stored{}, err
	}
	s := metrics.Stored{Outbox: map[string]int{}, Broadcasts: p.Broadcasts, Begun: p.Begun, Finished: p.Finished, Bytes: p.Bytes}
	for _, class := range []store.Class{store.ClassReply, store.ClassReminder, store.ClassBroadcast} {
		s.Outbox[outbox.Class(class).String()] = p.Outbox[class]
	}
	return s, nil
}

// A stopwatch is a sender that notes when it last sent something and how long replies waited.
type stopwatch struct {
	sender  delivery.Sender
	now     func() time.Time // the store's clock
	replied func(waited time.Duration)
	sent    atomic.Pointer[time.Time]
}

// Send sends a message of the outbox.
func (s *stopwatch) Send(ctx context.Context, m delivery.Message) error {
	err := s.sender.Send(ctx, m)
	if err != nil {
		return err
	}
	at := time.Now()
	s.sent.Store(&at)
	if m.Class == delivery.Reply {
		s.replied(s.now().Sub(m.Queued))
	}
	return nil
}

// last is when something was last sent; zero: never yet.
func (s *stopwatch) last() time.Time {
	if at := s.sent.Load(); at != nil {
		return *at
	}
	return time.Time{}
}
