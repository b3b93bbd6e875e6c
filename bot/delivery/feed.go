package delivery

import (
	"context"
	"fmt"
	"time"

	"ikmbot/bot/outage"
	"ikmbot/bot/wake"
)

// page is how many messages are read from the ledger at once, and about how
// many reminders or broadcasts are in memory at most.
const page = 256

// A feed knows which rows of the ledger are in memory and what to read next.
// Replies are read once, at the start; what is pushed meanwhile is kept aside,
// because the ledger may or may not have shown it yet.
type feed struct {
	caughtUp  bool      // every reply is in memory
	lastReply int64     // ID of the last reply read
	late      []Message // replies pushed before caughtUp

	due     [classes]time.Time // when the ledger has something to give; zero: nothing is known
	pulled  map[int64]Class    // reminders and broadcasts in memory or unsettled
	held    [classes]int       // their number
	reading bool
	epoch   int     // rises when the page being read right now may be out of date
	settled []int64 // settled while reading, so that the page may hold them once more

	hungry wake.Signal // there may be something to read
}

func newFeed(now time.Time) feed {
	return feed{
		due:    [classes]time.Time{now, now, now},
		pulled: map[int64]Class{},
		hungry: wake.New(),
	}
}

// note records that the ledger has something to give at due; zero: now.
func (f *feed) note(class Class, due, now time.Time) {
	if due.IsZero() {
		due = now
	}
	if known := f.due[class]; known.IsZero() || due.Before(known) {
		f.due[class] = due
		f.hungry.Give()
	}
}

func (f *feed) dropLate(chat int64) {
	kept := f.late[:0]
	for _, m := range f.late {
		if m.Chat != chat {
			kept = append(kept, m)
		}
	}
	f.late = kept
}

// release makes room for another reminder or broadcast in place of the one with an id.
func (f *feed) release(id int64) {
	class, ok := f.pulled[id]
	switch {
	case !ok:
	case f.reading:
		f.settled = append(f.settled, id)
	default:
		delete(f.pulled, id)
		f.held[class]--
		if f.hasRoom(class) && !f.due[class].IsZero() {
			f.hungry.Give()
		}
	}
}

func (f *feed) hasRoom(class Class) bool { return f.held[class] <= page/2 }

// next returns what to read next and when; ok is false when nothing is known to be due ever.
func (f *feed) next() (class Class, at time.Time, ok bool) {
	for c, due := range f.due {
		if !due.IsZero() && f.hasRoom(Class(c)) && (!ok || due.Before(at)) {
			class, at, ok = Class(c), due, true
		}
	}
	return class, at, ok
}

// isQuiet reports whether nothing that is due by now is still to be read.
func (f *feed) isQuiet(now time.Time) bool {
	for _, due := range f.due {
		if !due.IsZero() && !due.After(now) {
			return false
		}
	}
	return f.caughtUp && !f.reading
}

// supply reads from the ledger what is due, until ctx ends.
func (q *Queue) supply(ctx context.Context) {
	trouble := outage.Outage{Log: q.options.Log, Begins: "outbox can't be read, retrying", Ends: "outbox can be read again"}
	for ctx.Err() == nil {
		q.mu.Lock()
		class, at, ok := q.feed.next()
		q.mu.Unlock()
		if !ok || at.After(time.Now()) {
			q.feed.hungry.Wait(ctx, at) // the loop sees for itself whether ctx has ended
			continue
		}
		q.read(ctx, class, &trouble)
	}
}

// read reads a page of a class and hands it to the workers.
func (q *Queue) read(ctx context.Context, class Class, trouble *outage.Outage) {
	q.mu.Lock()
	epoch, after, limit := q.feed.epoch, q.feed.lastReply, page+q.feed.held[class]
	q.feed.due[class], q.feed.reading = time.Time{}, true
	q.mu.Unlock()

	ms, next, err := q.ask(ctx, class, after, limit)

	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case err != nil:
		if ctx.Err() == nil {
			trouble.Fault(now, "reason", err.Error())
		}
		q.feed.note(class, now.Add(backoff(trouble.Faults())), now)
	case epoch != q.feed.epoch:
		q.feed.note(class, now, now)
	default:
		trouble.Over(now)
		q.admit(class, ms, next, now)
	}
	q.feed.reading = false
	for _, id := range q.feed.settled {
		q.feed.release(id)
	}
	q.feed.settled = q.feed.settled[:0]
	q.checkQuiet(now)
}

func (q *Queue) ask(ctx context.Context, class Class, after int64, limit int) (ms []Message, next time.Time, err error) {
	if class == Reply {
		ms, err = q.ledger.Replies(ctx, after, limit)
	} else {
		ms, next, err = q.ledger.Due(ctx, class, time.Now(), limit)
	}
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("read the %s rows: %w", class, err)
	}
	return ms, next, nil
}

// admit takes a page into memory.
func (q *Queue) admit(class Class, ms []Message, next, now time.Time) {
	if class == Reply {
		q.admitReplies(ms, now)
	} else {
		for i := range ms {
			if _, known := q.feed.pulled[ms[i].ID]; !known {
				q.feed.pulled[ms[i].ID] = class
				q.feed.held[class]++
				q.schedule.add(&ms[i], now)
			}
		}
		if !next.IsZero() {
			q.feed.note(class, next, now)
		}
	}
	q.work.Signal()
}

// admitReplies takes a page of replies into memory. A short page is the last one,
// and the replies pushed since it was read follow it.
func (q *Queue) admitReplies(ms []Message, now time.Time) {
	for i := range ms {
		q.feed.lastReply = ms[i].ID
		q.schedule.add(&ms[i], now)
	}
	if len(ms) == page {
		q.feed.note(Reply, now, now)
		return
	}
	for i := range q.feed.late {
		if q.feed.late[i].ID > q.feed.lastReply {
			q.schedule.add(&q.feed.late[i], now)
		}
	}
	q.feed.late, q.feed.caughtUp = nil, true
}
