package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
)

// TestQueue_promises drives queues with random messages, faults and a restart,
// and has a referee look at every call.
func TestQueue_promises(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		bubble(t, fmt.Sprintf("are kept with seed %d", seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			r := newReferee(t, rand.New(rand.NewPCG(seed, 2)))
			o := delivery.Options{Senders: 1 + random.IntN(6), MaxRate: []int{0, 3, 30}[random.IntN(3)]}
			r.play(t, o, random, false)
			r.play(t, o, random, true)
			r.finalWhistle(o.MaxRate)
		})
	}
}

// A referee is Telegram and the ledger, and knows all that was promised.
type referee struct {
	*ledger
	t      *testing.T
	mu     sync.Mutex
	random *rand.Rand

	calls    []call
	attempts map[int64]int  // calls by message
	excused  map[int64]int  // calls that give a reason for another one
	flying   map[int64]bool // chats with a call under way
	landed   map[int64]time.Time
	lastSent map[int64]time.Time
	lost     map[int64]bool  // chats that were gone at some time
	floods   map[int64]pause // by chat, the latest each
	refused  int64           // the chat that was refused last
	all      pause           // the latest that was of the bot
	start    time.Time
}

func newReferee(t *testing.T, random *rand.Rand) *referee {
	return &referee{
		ledger: newLedger(t), t: t, random: random, start: time.Now(),
		attempts: map[int64]int{}, excused: map[int64]int{}, flying: map[int64]bool{}, landed: map[int64]time.Time{},
		lastSent: map[int64]time.Time{}, lost: map[int64]bool{}, floods: map[int64]pause{},
	}
}

// play pushes messages to a queue for a while and stops it, at once or when all is done.
func (r *referee) play(t *testing.T, o delivery.Options, random *rand.Rand, toTheEnd bool) {
	o.Log = slog.New(slog.DiscardHandler)
	q := delivery.New(r, r.ledger, o)
	stop := start(t, q)
	for range 60 {
		<-time.After(time.Duration(random.IntN(400)) * time.Millisecond)
		batch := make([]delivery.Message, 1+random.IntN(4))
		for i := range batch {
			batch[i] = delivery.Message{Chat: random.Int64N(6), Class: delivery.Class(random.IntN(3))}
			if batch[i].Class != delivery.Reply {
				batch[i].Due = time.Now().Add(time.Duration(random.IntN(3000)) * time.Millisecond)
			}
		}
		q.Push(r.commit(batch...)...)
	}
	if toTheEnd {
		<-time.After(time.Hour)
		idle(t, q)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	<-time.After(10 * time.Second) // the next run knows neither budget nor flood of this one
}

// Send takes some time and answers at random.
func (r *referee) Send(_ context.Context, m delivery.Message) error {
	r.begin(m)
	<-time.After(time.Duration(r.number(300)) * time.Millisecond)
	return r.end(m)
}

func (r *referee) number(n int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.random.IntN(n)
}

// begin checks whether m may be sent now.
func (r *referee) begin(m delivery.Message) {
	now := time.Now()
	waiting := r.unsettled(func(w delivery.Message) bool { return w.Class == delivery.Reply && w.Queued.Before(now) })
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.flying[m.Chat] {
		r.t.Errorf("two calls under way for chat %d", m.Chat)
	}
	if r.floods[m.Chat].during(now) || r.all.during(now) {
		r.t.Errorf("message %d sent during a flood", m.ID)
	}
	if now.Before(m.Due) {
		r.t.Errorf("message %d sent before it was due", m.ID)
	}
	if m.Class != delivery.Reply {
		if since := now.Sub(r.lastSent[m.Chat]); since < time.Second {
			r.t.Errorf("message %d sent %v after the one before in its chat", m.ID, since)
		}
		r.checkPrecedence(m, waiting)
	}
	r.flying[m.Chat] = true
	r.attempts[m.ID]++
	r.calls = append(r.calls, call{Message: m, at: now.Sub(r.start)})
}

// checkPrecedence fails if a reply could have gone in place of m.
func (r *referee) checkPrecedence(m delivery.Message, waiting []delivery.Message) {
	now, heldBack := time.Now(), map[int64]bool{}
	for _, reply := range waiting {
		if r.attempts[reply.ID] > 0 {
			heldBack[reply.Chat] = true // by a fault, or just sent
		}
		if f := r.floods[reply.Chat]; f.during(now) || now.Equal(f.over) {
			heldBack[reply.Chat] = true
		}
	}
	for _, reply := range waiting {
		justLanded := r.landed[reply.Chat].Equal(time.Now()) // the queue may not know it yet
		if !heldBack[reply.Chat] && !r.flying[reply.Chat] && !justLanded {
			r.t.Errorf("%v %d sent while reply %d waited", m.Class, m.ID, reply.ID)
		}
	}
}

// end answers the call for m.
func (r *referee) end(m delivery.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.flying, m.Chat)
	r.landed[m.Chat] = time.Now()
	switch n := r.random.IntN(100); {
	case n < 8:
		r.excused[m.ID]++
		return notSent
	case n < 12:
		r.excused[m.ID]++
		return maybeSent
	case n < 14:
		wait := time.Duration(1+r.random.IntN(5)) * time.Second
		r.excused[m.ID]++
		r.refuse(m.Chat, wait)
		return flood(wait)
	case n < 16 && !m.Plain:
		r.excused[m.ID]++
		return badMarkup
	case n < 18:
		return empty
	case n < 19:
		r.lost[m.Chat] = true
		return blocked
	}
	r.lastSent[m.Chat] = time.Now()
	return nil
}

// A pause is a time in which no call may begin.
type pause struct{ from, over time.Time }

func (p pause) during(now time.Time) bool { return now.After(p.from) && now.Before(p.over) }

// refuse tells a chat to wait, and all of them where another one was told so within a second.
func (r *referee) refuse(chat int64, wait time.Duration) {
	now := time.Now()
	this, last := pause{now, now.Add(wait)}, r.floods[r.refused]
	if r.refused != chat && !last.from.IsZero() && now.Sub(last.from) <= time.Second {
		shorter := this
		if last.over.Before(shorter.over) {
			shorter.over = last.over
		}
		if shorter.over.After(r.all.over) {
			r.all = shorter
		}
	}
	if this.over.Before(r.floods[chat].over) {
		this.over = r.floods[chat].over
	}
	r.floods[chat], r.refused = this, chat
}

// finalWhistle checks the game as a whole.
func (r *referee) finalWhistle(rate int) {
	for id, m := range r.rows {
		o, done := r.settled[id]
		unsent := o.State == delivery.Gone && r.lost[m.Chat] && r.attempts[id] == r.excused[id]
		if !done || (!unsent && r.attempts[id] != 1+r.excused[id]) || o.Attempts > r.attempts[id] {
			r.t.Errorf("%d calls, %d of them excused, for %+v: %+v", r.attempts[id], r.excused[id], m, o)
		}
	}
	var times []time.Duration
	last := map[string]delivery.Message{}
	for _, c := range r.calls {
		times = append(times, c.at)
		lane := fmt.Sprint(c.Chat, c.Class)
		if before := last[lane]; c.Due.Before(before.Due) || (c.Due.Equal(before.Due) && c.ID < before.ID) {
			r.t.Errorf("%v %d sent after %d", c.Class, c.ID, before.ID)
		}
		last[lane] = c.Message
	}
	slices.Sort(times)
	if rate > 0 {
		checkBudget(r.t, rate, times)
	}
}

// TestQueue_neverForgets breaks Run off at any moment and lets another one finish.
func TestQueue_neverForgets(t *testing.T) {
	t.Parallel()
	bubble(t, "what a run that was broken off did not settle", func(t *testing.T) {
		l := newLedger(t)
		arrived := map[any]bool{}
		var mu sync.Mutex
		p := newPhone(func(ctx context.Context, m delivery.Message) error {
			select {
			case <-time.After(time.Duration(m.ID%7) * 10 * time.Millisecond):
			case <-ctx.Done():
				return &client.NetError{Method: "sendMessage", Sent: true, Err: errors.New("broken off")}
			}
			mu.Lock()
			defer mu.Unlock()
			arrived[m.Body] = true
			return nil
		})
		for i := range 2000 {
			l.commit(delivery.Message{Chat: int64(i % 50), Class: delivery.Class(i % 3), Body: i})
		}
		for moment := 1; ; moment++ {
			q := newQueue(p, l, delivery.Options{Grace: time.Millisecond})
			stop := start(t, q)
			<-time.After(time.Duration(moment) * 333 * time.Millisecond)
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			if len(l.settled) == 2000 {
				break
			}
		}
		if len(arrived) != 2000 {
			t.Errorf("%d of 2000 arrived", len(arrived))
		}
	})
}
