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
	// longestSilence is how long Telegram may say nothing; even an empty poll is answered sooner.
	longestSilence = 2 * time.Minute
	// longestWait is how long a reply may wait while nothing at all is sent.
	longestWait = 5 * time.Minute
	// healthTimeout bounds one health check.
	healthTimeout = 10 * time.Second
)

// receiveHealth tracks whether updates can be received.
type receiveHealth struct {
	mu     sync.Mutex
	good   time.Time // when receiving last worked; zero: never yet
	faults int       // failed tries in a row
	fault  string    // why the last of them failed
	posted time.Time // when an update of the webhook was last committed
}

// note records the outcome of a try to receive.
func (h *receiveHealth) note(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err == nil {
		h.good, h.faults = time.Now(), 0
		return
	}
	h.faults++
	h.fault = advice(err)
}

// notePosted records that updates of the webhook were committed.
func (h *receiveHealth) notePosted() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.posted = time.Now()
}

// lastPosted is when an update of the webhook was last committed; zero: never yet.
func (h *receiveHealth) lastPosted() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.posted
}

// check returns an error while updates can't be received. A single failed try is not enough,
// since every network has those.
func (h *receiveHealth) check() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch silence := time.Since(h.good); {
	case h.faults > 1:
		return fmt.Errorf("receiving: %s", h.fault)
	case h.good.IsZero():
		return errors.New("receiving: has not begun yet")
	case silence > longestSilence:
		return fmt.Errorf("receiving: nothing from Telegram for %v", silence.Round(time.Second))
	}
	return nil
}

// Health returns an error with a line for each thing that keeps the bot from working: no updates
// can be received, the database can't be written, or nothing can be sent. It writes to the
// database to find out.
func (b *Bot) Health(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	writable := b.store.Probe(ctx)
	if writable != nil {
		writable = fmt.Errorf("database: %s", advice(writable))
	}
	return errors.Join(b.health.check(), writable, b.checkOutbox(ctx))
}

// checkOutbox returns an error while replies wait and nothing is sent.
func (b *Bot) checkOutbox(ctx context.Context) error {
	stats := b.queue.Stats()
	switch pause := time.Until(stats.PausedUntil); {
	case stats.Silent:
		return errors.New("outbox: Telegram does not answer when messages are sent")
	case pause > longestSilence:
		return fmt.Errorf("outbox: Telegram refuses messages for another %v", pause.Round(time.Second))
	}
	oldest, err := b.store.OldestReply(ctx)
	if err != nil {
		return fmt.Errorf("outbox: %s", advice(err))
	}
	waits := b.store.Now().Sub(oldest)
	if oldest.IsZero() || waits < longestWait || time.Since(b.sent.last()) < longestWait {
		return nil
	}
	return fmt.Errorf("outbox: a reply has waited for %v and nothing is sent", waits.Round(time.Second))
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

// A stopwatch is a sender that records when it last sent something and how long replies waited.
type stopwatch struct {
	sender  delivery.Sender
	now     func() time.Time // the store's clock
	replied func(waited time.Duration)
	sent    atomic.Pointer[time.Time]
}

// Send sends a message with the sender below.
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

// last is when a message was last sent; zero: never yet.
func (s *stopwatch) last() time.Time {
	if at := s.sent.Load(); at != nil {
		return *at
	}
	return time.Time{}
}
