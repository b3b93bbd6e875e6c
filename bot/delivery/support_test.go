package delivery_test

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
)

// What Telegram says, as the client reports it.
var (
	notSent   = &client.NetError{Method: "sendMessage", Err: errors.New("connection refused")}
	maybeSent = &client.NetError{Method: "sendMessage", Sent: true, Err: errors.New("connection reset")}
	blocked   = refusal(403, "Forbidden: bot was blocked by the user")
	empty     = refusal(400, "Bad Request: message text is empty")
	badMarkup = refusal(400, "Bad Request: can't parse entities")
	noEdit    = refusal(400, "Bad Request: message to edit not found")
	badToken  = refusal(401, "Unauthorized")
)

func refusal(code int, description string) error {
	return &client.APIError{Method: "sendMessage", HTTP: code, Code: code, Description: description}
}

func flood(wait time.Duration) error {
	return &client.APIError{Method: "sendMessage", HTTP: 429, Code: 429, RetryAfter: wait, Description: "Too Many Requests"}
}

// A ledger keeps the outbox in a map, and holds the queue to its promises.
type ledger struct {
	t  testing.TB
	mu sync.Mutex

	rows    map[int64]delivery.Message
	lastID  int64
	settled map[int64]delivery.Outcome
	reads   int // calls of Due

	beforeRead func()       // while the queue waits for an answer
	settleErr  func() error // nil: no error
}

func newLedger(t testing.TB) *ledger {
	return &ledger{t: t, rows: map[int64]delivery.Message{}, settled: map[int64]delivery.Outcome{}}
}

// commit adds rows and returns them with their IDs.
func (l *ledger) commit(ms ...delivery.Message) []delivery.Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range ms {
		l.lastID++
		ms[i].ID = l.lastID
		if ms[i].Queued.IsZero() {
			ms[i].Queued = time.Now()
		}
		l.rows[ms[i].ID] = ms[i]
	}
	return ms
}

func (l *ledger) erase(wanted func(delivery.Message) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, m := range l.rows {
		if wanted(m) {
			delete(l.rows, id)
		}
	}
}

func (l *ledger) unsettled(wanted func(delivery.Message) bool) []delivery.Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	var ms []delivery.Message
	for id, m := range l.rows {
		if _, done := l.settled[id]; !done && wanted(m) {
			ms = append(ms, m)
		}
	}
	slices.SortFunc(ms, func(a, b delivery.Message) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
	return ms
}

func (l *ledger) Replies(_ context.Context, after int64, limit int) ([]delivery.Message, error) {
	ms := l.unsettled(func(m delivery.Message) bool { return m.Class == delivery.Reply && m.ID > after })
	if l.beforeRead != nil {
		l.beforeRead()
	}
	return ms[:min(limit, len(ms))], nil
}

func (l *ledger) Due(_ context.Context, c delivery.Class, now time.Time, limit int) (due []delivery.Message, next time.Time, err error) {
	ms := l.unsettled(func(m delivery.Message) bool { return m.Class == c })
	if l.beforeRead != nil {
		l.beforeRead()
	}
	l.mu.Lock()
	l.reads++
	l.mu.Unlock()
	for i, m := range ms {
		if i == limit || m.Due.After(now) {
			return ms[:i], m.Due, nil
		}
	}
	return ms, time.Time{}, nil
}

func (l *ledger) Settle(_ context.Context, batch []delivery.Outcome) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.settleErr != nil {
		if err := l.settleErr(); err != nil {
			return err
		}
	}
	for _, o := range batch {
		if was, twice := l.settled[o.ID]; twice {
			l.t.Errorf("settled twice: %+v and %+v", was, o)
		}
		l.settled[o.ID] = o
	}
	return nil
}

// states returns what became of the messages, by their Body.
func (l *ledger) states() map[any]delivery.State {
	l.mu.Lock()
	defer l.mu.Unlock()
	states := map[any]delivery.State{}
	for id, o := range l.settled {
		states[l.rows[id].Body] = o.State
	}
	return states
}

// A call is one call of Send.
type call struct {
	delivery.Message
	at time.Duration // since the start of the test
}

// A phone takes the place of Telegram: it notes each call and answers by script.
type phone struct {
	mu     sync.Mutex
	start  time.Time
	calls  []call
	script func(ctx context.Context, m delivery.Message) error // nil: takes everything
}

func newPhone(script func(context.Context, delivery.Message) error) *phone {
	return &phone{start: time.Now(), script: script}
}

func (p *phone) Send(ctx context.Context, m delivery.Message) error {
	p.mu.Lock()
	p.calls = append(p.calls, call{Message: m, at: time.Since(p.start)})
	p.mu.Unlock()
	if p.script == nil {
		return nil
	}
	return p.script(ctx, m)
}

// bodies returns what was sent, in order.
func (p *phone) bodies() []any {
	p.mu.Lock()
	defer p.mu.Unlock()
	var bodies []any
	for _, c := range p.calls {
		bodies = append(bodies, c.Body)
	}
	return bodies
}

// times returns when calls were made for the messages with one of the bodies; none named means all.
func (p *phone) times(bodies ...any) []time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	var times []time.Duration
	for _, c := range p.calls {
		if len(bodies) == 0 || slices.Contains(bodies, c.Body) {
			times = append(times, c.at)
		}
	}
	return times
}

// bubble runs f as a subtest on a clock of its own.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, f)
	})
}

// newQueue is delivery.New with a log that nobody reads, unless one is given.
func newQueue(p *phone, l *ledger, o delivery.Options) *delivery.Queue {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return delivery.New(p, l, o)
}

// start runs q until the test ends or stop is called, which returns Run's error.
func start(t *testing.T, q *delivery.Queue) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- q.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { stop() })
	return stop
}

func idle(t *testing.T, q *delivery.Queue) {
	t.Helper()
	if err := q.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// reply, reminder and broadcast make messages that say body.
func reply(chat int64, body any) delivery.Message {
	return delivery.Message{Chat: chat, Class: delivery.Reply, Body: body}
}

func reminder(chat int64, body any) delivery.Message {
	return delivery.Message{Chat: chat, Class: delivery.Reminder, Body: body, Due: time.Now()}
}

func broadcast(chat int64, body any) delivery.Message {
	return delivery.Message{Chat: chat, Class: delivery.Broadcast, Body: body, Due: time.Now()}
}
