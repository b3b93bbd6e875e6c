package delivery_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/delivery"
)

// slow takes a second for each call.
func slow(context.Context, delivery.Message) error {
	<-time.After(time.Second)
	return nil
}

func TestQueue_order(t *testing.T) {
	t.Parallel()
	bubble(t, "sends to one chat in order, one at a time", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{})
		start(t, q)
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		q.Push(l.commit(reply(1, "c"))...)
		idle(t, q)
		if diff := cmp.Diff([]any{"a", "b", "c"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0, time.Second, 2 * time.Second}, p.times()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "sends to other chats side by side, as many as there are senders", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 2})
		start(t, q)
		q.Push(l.commit(reply(1, 1), reply(2, 2), reply(3, 3), reply(4, 4))...)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{0, 0, time.Second, time.Second}, p.times()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "sends replies ahead of reminders ahead of broadcasts", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		l.commit(broadcast(1, "broadcast 1"), broadcast(2, "broadcast 2"), reminder(3, "reminder"), reply(4, "reply"))
		start(t, q)
		synctest.Wait()
		q.Push(l.commit(reply(5, "late reply"))...)
		idle(t, q)
		want := []any{"reply", "late reply", "reminder", "broadcast 1", "broadcast 2"}
		if diff := cmp.Diff(want, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "lets a reply go ahead of what waits for the same chat, but not of another reply", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		l.commit(broadcast(1, "broadcast"), reminder(1, "reminder 1"), reminder(1, "reminder 2"))
		start(t, q)
		synctest.Wait()
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		idle(t, q)
		want := []any{"reminder 1", "a", "b", "reminder 2", "broadcast"}
		if diff := cmp.Diff(want, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "gives chats their turn one after the other", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		start(t, q)
		q.Push(l.commit(reply(3, "3"))...)
		synctest.Wait()
		q.Push(l.commit(reply(1, "1a"), reply(2, "2a"), reply(2, "2b"), reply(1, "1b"), reply(1, "1c"))...)
		idle(t, q)
		if diff := cmp.Diff([]any{"3", "1a", "2a", "1b", "2b", "1c"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQueue_pace(t *testing.T) {
	t.Parallel()
	bubble(t, "keeps reminders and broadcasts a second apart in a chat, not across chats", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		l.commit(reminder(1, "1"), reminder(1, "1"), broadcast(1, "1"), broadcast(2, "2"))
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{0, time.Second, 2 * time.Second}, p.times("1")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0}, p.times("2")); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "does not hold back replies", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		start(t, q)
		q.Push(l.commit(reply(1, "a"), reply(1, "b"), reply(1, "c"))...)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{0, 0, 0}, p.times()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "keeps a reminder a second behind the reply before it", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		start(t, q)
		q.Push(l.commit(reply(1, "reply"))...)
		idle(t, q)
		<-time.After(300 * time.Millisecond)
		q.Push(l.commit(reminder(1, "reminder"), reminder(2, "other"))...)
		idle(t, q)
		got := append(p.times("other"), p.times("reminder")...)
		if diff := cmp.Diff([]time.Duration{300 * time.Millisecond, time.Second}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQueue_budget(t *testing.T) {
	t.Parallel()
	for _, rate := range []int{1, 7, 28, 30} {
		bubble(t, fmt.Sprintf("spreads %d messages a second evenly", rate), func(t *testing.T) {
			l, p := newLedger(t), newPhone(slow)
			q := newQueue(p, l, delivery.Options{Senders: 64, MaxRate: rate})
			start(t, q)
			for chat := range int64(5 * rate) {
				q.Push(l.commit(reply(chat, nil))...)
			}
			idle(t, q)
			times := p.times()
			checkBudget(t, rate, times)
			if ends, want := times[len(times)-1], 5*time.Second; ends > want {
				t.Errorf("the last of %d was sent after %v, want at most %v", len(times), ends, want)
			}
		})
	}
	bubble(t, "does not save up what was not used", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{MaxRate: 2})
		start(t, q)
		<-time.After(time.Hour)
		q.Push(l.commit(reply(1, nil), reply(2, nil), reply(3, nil))...)
		idle(t, q)
		checkBudget(t, 2, p.times())
	})
	bubble(t, "lets a reply take the next slot before a broadcast", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{MaxRate: 10})
		for chat := range int64(100) {
			l.commit(broadcast(chat, "broadcast"))
		}
		start(t, q)
		<-time.After(2050 * time.Millisecond)
		q.Push(l.commit(reply(7, "reply"))...)
		idle(t, q)
		if wait := p.times("reply")[0] - 2050*time.Millisecond; wait > 100*time.Millisecond {
			t.Errorf("the reply waited %v, longer than a slot", wait)
		}
	})
	bubble(t, "keeps a fiftieth of a large one for replies in the middle of a broadcast", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Senders: 64, MaxRate: 1000})
		for chat := range int64(5000) {
			l.commit(broadcast(chat, "broadcast"))
		}
		start(t, q)
		<-time.After(2050 * time.Millisecond)
		for chat := range int64(20) {
			q.Push(l.commit(reply(chat, "reply"))...)
		}
		idle(t, q)
		for _, at := range p.times("reply") {
			if wait := at - 2050*time.Millisecond; wait != 0 {
				t.Fatalf("a reply waited %v", wait)
			}
		}
		times := p.times()
		checkBudget(t, 1000, times)
		if ends, want := times[len(times)-1], 5150*time.Millisecond; ends > want {
			t.Errorf("the last copy was sent after %v, want at most %v", ends, want)
		}
	})
}

// checkBudget fails if more than rate messages were sent in any second.
func checkBudget(t *testing.T, rate int, times []time.Duration) {
	t.Helper()
	for i := rate; i < len(times); i++ {
		if within := times[i] - times[i-rate]; within < time.Second {
			t.Fatalf("%d messages within %v at %v", rate+1, within, times[i])
		}
	}
}

func TestQueue_Hand(t *testing.T) {
	t.Parallel()
	bubble(t, "goes out ahead of the messages and outside the budget", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Senders: 1, MaxRate: 1})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		answered := 0
		answer := func(context.Context) error {
			if n := len(p.bodies()); n > 1 {
				t.Errorf("answered after %d messages", n)
			}
			answered++
			return refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
		}
		q.Hand([]delivery.Answer{{Chat: 1, Give: answer}})
		q.Hand([]delivery.Answer{{Chat: 1, Give: answer}})
		start(t, q)
		idle(t, q)
		if answered != 2 {
			t.Errorf("answered %d times, want 2", answered)
		}
		if times := p.times(); len(times) != 2 || times[1] < time.Second {
			t.Errorf("messages went out at %v, want a second apart", times)
		}
	})
}
