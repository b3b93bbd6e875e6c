package delivery_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/delivery"
)

func TestQueue_start(t *testing.T) {
	t.Parallel()
	bubble(t, "sends what an earlier run left, page by page, and no reply twice that is pushed meanwhile", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		var want []any
		for i := range 600 {
			l.commit(reply(1, i))
			want = append(want, i)
		}
		q.Push(l.commit(reply(1, 600))...)
		reads := 0
		l.beforeRead = func() {
			if reads++; reads <= 3 {
				q.Push(l.commit(reply(1, 600+reads))...)
			}
		}
		start(t, q)
		idle(t, q)
		want = append(want, 600, 601, 602, 603)
		if diff := cmp.Diff(want, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "sends a reply once that was read between its commit and its push", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		committed := l.commit(reply(1, "welcome"))
		start(t, q)
		idle(t, q)
		q.Push(committed...)
		q.Push(l.commit(reply(1, "question"))...)
		idle(t, q)
		if diff := cmp.Diff([]any{"welcome", "question"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "tries again when the ledger can't be read", func(t *testing.T) {
		l, p := &unreadable{ledger: newLedger(t), faults: 5}, newPhone(nil)
		q := delivery.New(p, l, delivery.Options{Log: slog.New(slog.DiscardHandler)})
		q.Push(l.commit(reply(1, "reply"), broadcast(1, "broadcast"))...)
		start(t, q)
		idle(t, q)
		want := map[any]delivery.State{"reply": delivery.Sent, "broadcast": delivery.Sent}
		if diff := cmp.Diff(want, l.states()); diff != "" {
			t.Error(diff)
		}
	})
}

// An unreadable ledger fails its first reads of either kind.
type unreadable struct {
	*ledger
	faults int
}

func (u *unreadable) fault() error {
	if u.faults--; u.faults >= 0 {
		return errors.New("disk I/O error")
	}
	return nil
}

func (u *unreadable) Replies(ctx context.Context, after int64, limit int) ([]delivery.Message, error) {
	if err := u.fault(); err != nil {
		return nil, err
	}
	return u.ledger.Replies(ctx, after, limit)
}

func (u *unreadable) Due(ctx context.Context, c delivery.Class, now time.Time, limit int) ([]delivery.Message, time.Time, error) {
	if err := u.fault(); err != nil {
		return nil, time.Time{}, err
	}
	return u.ledger.Due(ctx, c, now, limit)
}

func TestQueue_broadcast(t *testing.T) {
	t.Parallel()
	bubble(t, "is never in memory whole, and reaches everybody once", func(t *testing.T) {
		const people = 3000
		var mu sync.Mutex
		var most int
		var q *delivery.Queue
		l := newLedger(t)
		p := newPhone(func(context.Context, delivery.Message) error {
			s := q.Stats()
			mu.Lock()
			defer mu.Unlock()
			most = max(most, s.Queued[delivery.Broadcast]+s.InFlight+s.Unsettled)
			return nil
		})
		q = newQueue(p, l, delivery.Options{Senders: 4, MaxRate: 30})
		start(t, q)
		idle(t, q)
		for chat := range int64(people) {
			l.commit(broadcast(chat, chat))
		}
		q.Refresh(delivery.Broadcast)
		idle(t, q)
		bodies := p.bodies()
		slices.SortFunc(bodies, func(a, b any) int { return int(a.(int64) - b.(int64)) })
		if n := len(slices.Compact(bodies)); n != people || len(p.bodies()) != people {
			t.Errorf("%d calls reached %d people, want %d", len(p.bodies()), n, people)
		}
		if most > 2*256 {
			t.Errorf("%d in memory at once", most)
		}
		times := p.times()
		checkBudget(t, 30, times)
		if ends := times[people-1]; ends > people*time.Second/30 {
			t.Errorf("took %v, want a message each thirtieth of a second", ends)
		}
	})
	bubble(t, "can be called off on its way", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{MaxRate: 10})
		for chat := range int64(1000) {
			l.commit(broadcast(chat, "broadcast"))
		}
		start(t, q)
		<-time.After(2950 * time.Millisecond)
		l.erase(func(m delivery.Message) bool { return m.Class == delivery.Broadcast })
		q.Refresh(delivery.Broadcast)
		idle(t, q)
		if n := len(p.bodies()); n != 30 {
			t.Errorf("%d sent, want the 30 of the time before", n)
		}
	})
	bubble(t, "is not read on while its outcomes can't be written", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		broken := true
		l.settleErr = func() error {
			if broken {
				return errors.New("disk full")
			}
			return nil
		}
		q := newQueue(p, l, delivery.Options{})
		for chat := range int64(1000) {
			l.commit(broadcast(chat, "broadcast"))
		}
		start(t, q)
		<-time.After(time.Hour)
		if n := len(p.bodies()); n != 256 {
			t.Errorf("%d sent, want a page", n)
		}
		l.mu.Lock()
		broken = false
		l.mu.Unlock()
		idle(t, q)
		if n := len(p.bodies()); n != 1000 {
			t.Errorf("%d sent, want all", n)
		}
	})
	bubble(t, "is not sent twice when its outcome is written while the ledger is read", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{MaxRate: 200})
		// The ledger has looked; before the queue learns of it, what is in memory is sent and
		// settled.
		l.beforeRead = func() { <-time.After(time.Second) }
		for chat := range int64(300) {
			l.commit(broadcast(chat, "broadcast"))
		}
		start(t, q)
		idle(t, q)
		if n := len(p.bodies()); n != 300 {
			t.Errorf("%d sent, want 300", n)
		}
	})
	bubble(t, "is waited for by Idle while it is being read", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		l.beforeRead = func() { <-time.After(time.Second) }
		l.commit(broadcast(1, "broadcast"))
		start(t, q)
		time.AfterFunc(2500*time.Millisecond, func() { q.Push(l.commit(reply(2, "reply"))...) })
		idle(t, q)
		if diff := cmp.Diff([]any{"reply", "broadcast"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQueue_reminder(t *testing.T) {
	t.Parallel()
	bubble(t, "goes out when due, without asking in between", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		start(t, q)
		idle(t, q)
		asked := l.reads
		for _, hours := range []time.Duration{48, 24} {
			m := reminder(1, int(hours))
			m.Due = m.Due.Add(hours * time.Hour)
			q.Push(l.commit(m)...)
		}
		<-time.After(72 * time.Hour)
		if diff := cmp.Diff([]time.Duration{24 * time.Hour, 48 * time.Hour}, p.times()); diff != "" {
			t.Error(diff)
		}
		if n := l.reads - asked; n != 2 {
			t.Errorf("the ledger was asked %d times, want once for each", n)
		}
	})
	bubble(t, "called off before it is due is not sent", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		start(t, q)
		m := reminder(1, "reminder")
		m.Due = m.Due.Add(time.Hour)
		q.Push(l.commit(m)...)
		l.erase(func(delivery.Message) bool { return true })
		<-time.After(2 * time.Hour)
		if n := len(p.bodies()); n != 0 {
			t.Errorf("%d sent", n)
		}
	})
	bubble(t, "called off while it is tried again is not tried any more, and one that stays is", func(t *testing.T) {
		for _, stays := range []bool{false, true} {
			l, p := newLedger(t), newPhone(func(context.Context, delivery.Message) error {
				<-time.After(time.Second)
				return maybeSent
			})
			q := newQueue(p, l, delivery.Options{})
			l.commit(reminder(1, "reminder"))
			stop := start(t, q)
			synctest.Wait()
			if !stays {
				l.erase(func(delivery.Message) bool { return true })
			}
			q.Refresh(delivery.Reminder)
			<-time.After(time.Minute)
			if n := len(p.bodies()); (n > 1) != stays {
				t.Errorf("%d calls, stays: %v", n, stays)
			}
			stop()
		}
	})
}

func TestQueue_Drop(t *testing.T) {
	t.Parallel()
	bubble(t, "forgets what waits for a chat, but not what is pushed after it", func(t *testing.T) {
		l, p := newLedger(t), newPhone(func(ctx context.Context, m delivery.Message) error {
			<-time.After(time.Second)
			if m.Body == "under way" {
				return maybeSent
			}
			return nil
		})
		q := newQueue(p, l, delivery.Options{})
		l.commit(reply(1, "under way"), reply(1, "waits"), reminder(1, "waits"), broadcast(1, "waits"), reply(2, "other"))
		start(t, q)
		synctest.Wait()
		l.erase(func(m delivery.Message) bool { return m.Chat == 1 })
		q.Drop(1)
		q.Push(l.commit(reply(1, "farewell"))...)
		idle(t, q)
		got := p.bodies()
		slices.SortFunc(got[:2], func(a, b any) int { return -int(a.(string)[0]) + int(b.(string)[0]) })
		if diff := cmp.Diff([]any{"under way", "other", "farewell"}, got); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "ends the wait for what it forgets", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1<<30, "a", notSent))
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		synctest.Wait()
		time.AfterFunc(time.Millisecond, func() { q.Drop(1) })
		idle(t, q)
		if waited := time.Since(p.start); waited != time.Millisecond {
			t.Errorf("waited %v", waited)
		}
	})
	bubble(t, "also forgets what is just being read", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		l.commit(reply(1, "reply"), broadcast(1, "broadcast"))
		q.Push(l.commit(reply(1, "pushed before the start"))...)
		var erase sync.Once
		l.beforeRead = func() {
			erase.Do(func() {
				l.erase(func(delivery.Message) bool { return true })
				q.Drop(1)
			})
		}
		start(t, q)
		idle(t, q)
		if bodies := p.bodies(); len(bodies) > 0 {
			t.Errorf("sent %v", bodies)
		}
	})
}
