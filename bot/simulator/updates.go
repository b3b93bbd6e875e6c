package simulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

const (
	longestPoll  = 50 * time.Second
	mostUpdates  = 100
	updateExpiry = 24 * time.Hour     // after which Telegram forgets an update that was not fetched
	quietWeek    = 7 * 24 * time.Hour // after which the ids of updates start somewhere else
	// pastTail is how far past the next id an offset may be. A larger one is ignored.
	pastTail = 10
	// highestRestart bounds the ids that restarted numbers begin with.
	highestRestart = 1_000_000_000
)

// update is one update as it goes to the bot.
type update struct {
	id     int64
	order  int64 // rises with every update, which ids do not
	chatID int64
	at     time.Time
	raw    []byte
}

// updates holds what the bot has not confirmed yet, for getUpdates or for the webhook if one is
// set.
type updates struct {
	mu      sync.Mutex
	now     func() time.Time
	last    int64     // id of the newest update
	lastAt  time.Time // when it came; zero: there was none
	count   int64     // updates so far
	restart func(last int64) int64
	pending []update
	drained chan struct{} // closed when nothing is left to deliver; nil: nobody waits for that
	allowed []string      // kinds that the bot asked for; nil: the default ones
	poll    *poll         // the getUpdates call that waits
	hook    webhook
}

// poll is a getUpdates call that waits for an update.
type poll struct {
	wake       chan struct{} // cap 1
	terminated string        // the method that ended it, if one did
}

// unusual lists the kinds of updates that a bot gets only if it asks for them by name.
var unusual = []string{"chat_member", "message_reaction", "message_reaction_count"}

func (u *updates) init(ctx context.Context, now func() time.Time, last int64, restart func(last int64) int64) {
	u.now, u.last, u.restart = now, last, restart
	if u.restart == nil {
		u.restart = func(int64) int64 { return 1 + rand.Int64N(highestRestart) }
	}
	u.hook.init(ctx, u)
}

// push adds an update if the bot asked for its kind.
func (u *updates) push(chatID int64, kind string, content any) {
	body, err := json.Marshal(content)
	if err != nil {
		panic(fmt.Sprintf("simulator: encode %s: %v", kind, err)) // wire types always encode
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	wanted := u.allowed == nil && !slices.Contains(unusual, kind) || slices.Contains(u.allowed, kind)
	if !wanted {
		return
	}
	u.enqueue(chatID, func(id int64) []byte { return fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, id, kind, body) })
}

// enqueue adds an update under the next id. The caller holds the lock.
func (u *updates) enqueue(chatID int64, raw func(id int64) []byte) int64 {
	now := u.now()
	u.last++
	if !u.lastAt.IsZero() && now.Sub(u.lastAt) > quietWeek {
		u.last = u.restart(u.last - 1)
	}
	u.lastAt = now
	u.count++
	added := update{id: u.last, order: u.count, chatID: chatID, at: now, raw: raw(u.last)}
	if u.hook.url != "" {
		u.hook.take(added)
	} else {
		u.pending = append(u.pending, added)
		u.wake()
	}
	return u.last
}

func (u *updates) wake() {
	if u.poll == nil {
		return
	}
	select {
	case u.poll.wake <- struct{}{}:
	default:
	}
}

func (s *Server) getUpdates(c *call) (any, error) {
	offset, err := c.number("offset")
	if err != nil {
		return nil, err
	}
	limit, err := c.number("limit")
	if err != nil {
		return nil, err
	}
	if limit < 1 || limit > mostUpdates {
		limit = mostUpdates
	}
	seconds, err := c.number("timeout")
	if err != nil {
		return nil, err
	}
	wait := min(max(time.Duration(seconds)*time.Second, 0), longestPoll)
	var allowed []string
	named, err := c.object("allowed_updates", &allowed)
	if err != nil {
		return nil, err
	}
	u := &s.updates
	p, err := u.begin(offset, named, allowed)
	if err != nil {
		return nil, err
	}
	return u.await(p, int(limit), wait, c.gone, s.ctx.Done())
}

// begin confirms the updates below the offset and makes this the call that waits, ending any other.
func (u *updates) begin(offset int64, named bool, allowed []string) (*poll, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.hook.url != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if named {
		u.allow(allowed)
	}
	u.confirm(offset)
	u.terminate("getUpdates")
	u.poll = &poll{wake: make(chan struct{}, 1)}
	return u.poll, nil
}

// allow sets the kinds of updates from now on; an empty list asks for the default ones.
func (u *updates) allow(kinds []string) {
	u.allowed = kinds
	if len(kinds) == 0 {
		u.allowed = nil
	}
}

// confirm forgets the updates below an offset; a negative one keeps that many of the newest. It
// ignores an offset too far past the newest, as Telegram's server does (td, TQueue::get). Expired
// updates go too.
func (u *updates) confirm(offset int64) {
	u.expire()
	first := 0
	switch {
	case offset > u.last+1+pastTail:
	case offset > 0:
		first = len(u.pending)
		if i := slices.IndexFunc(u.pending, func(p update) bool { return p.id >= offset }); i >= 0 {
			first = i
		}
	case offset < 0:
		first = max(len(u.pending)+int(offset), 0)
	}
	u.hold(u.pending[first:])
}

// expire forgets updates that were not fetched for a day.
func (u *updates) expire() {
	expired, first := u.now().Add(-updateExpiry), 0
	for first < len(u.pending) && u.pending[first].at.Before(expired) {
		first++
	}
	u.hold(u.pending[first:])
}

// hold sets the updates that wait for getUpdates.
func (u *updates) hold(pending []update) {
	u.pending = pending
	if len(pending) > 0 {
		return
	}
	u.pending = nil // frees the confirmed ones
	u.tellDrained()
}

// tellDrained wakes the callers of Confirmed if nothing is left to deliver.
func (u *updates) tellDrained() {
	if u.drained != nil && !u.holdsAny() {
		close(u.drained)
		u.drained = nil
	}
}

// holdsAny reports whether an update is still to be fetched or posted.
func (u *updates) holdsAny() bool { return len(u.pending) > 0 || len(u.hook.lanes) > 0 }

// Confirmed returns when the bot has confirmed every update, by fetching what follows with
// getUpdates or by taking it at its webhook. It fails when ctx ends.
func (s *Server) Confirmed(ctx context.Context) error {
	u := &s.updates
	for {
		u.mu.Lock()
		if !u.holdsAny() {
			u.mu.Unlock()
			return nil
		}
		if u.drained == nil {
			u.drained = make(chan struct{})
		}
		drained := u.drained
		u.mu.Unlock()
		select {
		case <-drained:
		case <-ctx.Done():
			return fmt.Errorf("wait until the bot has confirmed its updates: %w", ctx.Err())
		}
	}
}

// terminate ends the getUpdates call that waits, if one does, in favour of another method.
func (u *updates) terminate(by string) {
	if u.poll != nil {
		u.poll.terminated = by
		u.wake()
		u.poll = nil
	}
}

// await answers with updates as soon as there are any, or with none after wait.
func (u *updates) await(p *poll, limit int, wait time.Duration, gone, closing <-chan struct{}) (any, error) {
	deadline := time.NewTimer(wait)
	defer deadline.Stop()
	for waiting := wait > 0; ; {
		if batch, done, err := u.collect(p, limit, waiting); done {
			return batch, err
		}
		select {
		case <-p.wake:
		case <-deadline.C:
			waiting = false
		case <-gone:
			waiting = false
		case <-closing:
			waiting = false
		}
	}
}

// collect returns what the call can be answered with now; done is false if it has to wait.
func (u *updates) collect(p *poll, limit int, waiting bool) (batch rawResult, done bool, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch p.terminated {
	case "getUpdates":
		return nil, true, conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
	case "setWebhook":
		return nil, true, conflict("terminated by setWebhook request")
	}
	if len(u.pending) == 0 && waiting {
		return nil, false, nil
	}
	u.poll = nil
	return joinUpdates(u.pending[:min(limit, len(u.pending))]), true, nil
}

func joinUpdates(batch []update) rawResult {
	size := 2
	for _, p := range batch {
		size += len(p.raw) + 1
	}
	joined := bytes.NewBuffer(make([]byte, 0, size))
	joined.WriteByte('[')
	for i, p := range batch {
		if i > 0 {
			joined.WriteByte(',')
		}
		joined.Write(p.raw)
	}
	joined.WriteByte(']')
	return joined.Bytes()
}
