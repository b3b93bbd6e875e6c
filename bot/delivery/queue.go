package delivery

import (
	"context"
	"sync"
	"time"

	"ikmbot/bot/outage"
)

// A Queue sends the messages of an outbox. All its methods may be called at any
// time, from any goroutine; nothing is sent before Run.
type Queue struct {
	sender  Sender
	ledger  Ledger
	options Options
	budget  budget

	mu          sync.Mutex
	work        sync.Cond // a worker may find something to do
	schedule    schedule
	answers     answers
	flying      int         // messages and answers under way
	alarm       *time.Timer // wakes a worker
	pausedUntil time.Time   // Telegram wants no call until then
	refused     refusal     // the last 429 about a chat
	stopped     bool        // no further call begins
	fatal       error       // why no call can succeed
	halt        chan struct{}

	feed    feed
	settler settler
	quiet   chan struct{} // closed when nothing is left to do; nil: nobody waits for that

	totals  totals
	silence outage.Outage
	flood   outage.Outage // of all calls
	holds   outage.Outage // of chats
	unready outage.Outage
}

// New returns a queue that sends the messages of l through s.
func New(s Sender, l Ledger, o Options) *Queue {
	o = o.withDefaults()
	q := &Queue{
		sender:   s,
		ledger:   l,
		options:  o,
		budget:   newBudget(o.MaxRate),
		schedule: schedule{chats: map[int64]*chat{}, held: map[int64]time.Time{}},
		halt:     make(chan struct{}),
		feed:     newFeed(time.Now()),
	}
	q.work.L = &q.mu
	q.settler.gathered.L = &q.mu
	q.alarm = time.AfterFunc(time.Hour, q.ring)
	q.alarm.Stop()
	q.silence = outage.Outage{Log: o.Log, Begins: "Telegram does not answer, retrying", Ends: "Telegram answers again", After: 3}
	q.unready = outage.Outage{Log: o.Log, Begins: "the content of messages can't be read, retrying", Ends: "the content of messages can be read again"}
	q.holds = outage.Outage{Log: o.Log, Begins: "Telegram asks for a pause in a chat, waiting", Ends: "Telegram takes messages for every chat again"}
	q.flood = outage.Outage{Log: o.Log, Begins: "Telegram asks for a pause, waiting", Ends: "Telegram takes messages again"}
	return q
}

// Push hands over messages just committed. Replies are sent at once. Reminders
// and broadcasts are read from the ledger when they are due, so that they need no
// Body here.
func (q *Queue) Push(ms ...Message) { q.Hand(nil, ms...) }

// Hand is Push with answers, which go out at once: ahead of all messages and
// outside the budget, though not while Telegram asks for a pause. An answer is
// not kept and its refusal is ignored; after a 429 it is tried again within a minute.
//
// Hand over everything of a commit in one call: the workers take the lock all the
// time, and a caller that waits for it at each message waits for many calls.
func (q *Queue) Hand(answers []Answer, ms ...Message) {
	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.stopped {
		return // the next run reads the messages from the ledger
	}
	q.answers.add(answers, now)
	for i := range ms {
		switch m := &ms[i]; {
		case m.Class != Reply:
			q.feed.note(m.Class, m.Due, now)
		case !q.feed.caughtUp:
			q.feed.late = append(q.feed.late, *m)
		case m.ID <= q.feed.lastReply:
			// The feed read it from the ledger between its commit and this call.
		default:
			q.schedule.add(m, now)
		}
	}
	q.work.Signal()
}

// Drop forgets the messages that wait for a chat, whose rows were erased from the
// ledger. A call under way is completed, but not repeated.
func (q *Queue) Drop(chat int64) {
	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.feed.epoch++
	q.feed.dropLate(chat)
	if c := q.schedule.chats[chat]; c != nil {
		for class := range classes {
			q.schedule.clear(c, class, now, q.forget)
		}
		if c.flying != nil {
			c.flying.forgotten = true
		}
	}
	q.checkQuiet(now)
}

// Refresh forgets the reminders or the broadcasts in memory and reads them from
// the ledger again. It is for rows that were added in bulk, cancelled, paused,
// resumed or moved to another time. Replies can't be recalled.
func (q *Queue) Refresh(class Class) {
	if class == Reply {
		return
	}
	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, c := range q.schedule.chats {
		if c.lanes[class].head != nil {
			q.schedule.clear(c, class, now, q.forget)
		}
		if c.flying != nil && c.flying.Class == class {
			c.flying.forgotten = true
		}
	}
	q.feed.epoch++
	q.feed.note(class, now, now)
}

// forget drops a message without an outcome.
func (q *Queue) forget(it *item) {
	it.forgotten = true
	q.feed.release(it.ID)
}

// Idle waits until nothing that is due waits, is under way or is unsettled. It
// returns an error only when ctx ends first.
func (q *Queue) Idle(ctx context.Context) error {
	q.mu.Lock()
	if q.isQuiet(time.Now()) {
		q.mu.Unlock()
		return nil
	}
	if q.quiet == nil {
		q.quiet = make(chan struct{})
	}
	quiet := q.quiet
	q.mu.Unlock()
	select {
	case <-quiet:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (q *Queue) isQuiet(now time.Time) bool {
	return q.flying == 0 && q.answers.waiting() == 0 && q.settler.open == 0 &&
		q.schedule.waiting == [classes]int{} && q.feed.isQuiet(now)
}

// checkQuiet wakes the callers of Idle when nothing is left to do.
func (q *Queue) checkQuiet(now time.Time) {
	if q.quiet != nil && q.isQuiet(now) {
		close(q.quiet)
		q.quiet = nil
	}
}
