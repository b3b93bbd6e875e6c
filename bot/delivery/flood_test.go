package delivery_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
)

// refusing refuses the first call for each of the bodies with a flood of its own.
func refusing(floods map[any]time.Duration) func(context.Context, delivery.Message) error {
	var mu sync.Mutex
	met := map[any]bool{}
	return func(_ context.Context, m delivery.Message) error {
		mu.Lock()
		defer mu.Unlock()
		wait, planned := floods[m.Body]
		if !planned || met[m.Body] {
			return nil
		}
		met[m.Body] = true
		return flood(wait)
	}
}

func TestQueue_floodOfAChat(t *testing.T) {
	t.Parallel()
	bubble(t, "holds that chat back and nobody else", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "a", flood(30*time.Second)))
		q := newQueue(p, l, delivery.Options{Senders: 1})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"), reply(2, "c"))...)
		start(t, q)
		<-time.After(10 * time.Second)
		if s := q.Stats(); s.Floods != 1 || !s.PausedUntil.IsZero() {
			t.Errorf("stats %+v", s)
		}
		q.Push(l.commit(reply(1, "d"), reply(3, "e"))...)
		idle(t, q)
		if diff := cmp.Diff([]any{"a", "c", "e", "a", "b", "d"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0, 30 * time.Second}, p.times("a")); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0, 10 * time.Second}, p.times("c", "e")); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "holds back the answers to its taps as well, and those that come meanwhile", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Senders: 1})
		answers := map[string][]time.Duration{}
		answer := func(chat int64, name string, errs ...error) delivery.Answer {
			return delivery.Answer{Chat: chat, Give: func(context.Context) error {
				answers[name] = append(answers[name], time.Since(p.start))
				if n := len(answers[name]); n <= len(errs) {
					return errs[n-1]
				}
				return nil
			}}
		}
		q.Hand([]delivery.Answer{answer(1, "refused", flood(5*time.Second), flood(2*time.Second))})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
		start(t, q)
		<-time.After(time.Second)
		q.Hand([]delivery.Answer{answer(1, "meanwhile"), answer(2, "another chat")})
		idle(t, q)
		want := map[string][]time.Duration{
			"refused": {0, 5 * time.Second, 7 * time.Second}, "meanwhile": {7 * time.Second}, "another chat": {time.Second},
		}
		if diff := cmp.Diff(want, answers); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{7 * time.Second, 0}, append(p.times("a"), p.times("b")...)); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "drops answers that no app would show any more", func(t *testing.T) {
		q := newQueue(newPhone(nil), newLedger(t), delivery.Options{})
		given := 0
		q.Hand([]delivery.Answer{{Chat: 1, Give: func(context.Context) error { given++; return flood(time.Hour) }}})
		start(t, q)
		synctest.Wait()
		q.Hand([]delivery.Answer{{Chat: 1, Give: func(context.Context) error { given++; return nil }}})
		idle(t, q)
		if given != 1 || q.Stats().Answers != 0 {
			t.Errorf("%d calls, want 1; %d answers wait", given, q.Stats().Answers)
		}
	})
	bubble(t, "makes fifty others wait no longer than without", func(t *testing.T) {
		with, without := fiftyBesideOne(t, true), fiftyBesideOne(t, false)
		if len(with) != 50*20 || len(without) != len(with) {
			t.Fatalf("%d and %d messages of the others", len(with), len(without))
		}
		slices.Sort(with)
		slices.Sort(without)
		for i := range with {
			if with[i] > without[i] {
				t.Fatalf("the %d. wait took %v beside a flood, %v without", i+1, with[i], without[i])
			}
		}
	})
}

// fiftyBesideOne lets fifty people get a reply every three seconds beside one who has hundreds, each
// refused for a minute or all taken, and returns how long each reply to the fifty waited.
func fiftyBesideOne(t *testing.T, flooded bool) (waits []time.Duration) {
	t.Helper()
	var mu sync.Mutex
	var over time.Time
	l := newLedger(t)
	p := newPhone(func(_ context.Context, m delivery.Message) error {
		<-time.After(80 * time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		if m.Chat != 1 {
			waits = append(waits, now.Sub(m.Queued))
			return nil
		}
		if now.Before(over) {
			t.Error("a call for the chat on hold")
		}
		if !flooded {
			return nil
		}
		over = now.Add(time.Minute)
		return flood(time.Minute)
	})
	q := newQueue(p, l, delivery.Options{MaxRate: 30})
	stop := start(t, q)
	for round := range 20 {
		for range 20 {
			q.Push(l.commit(reply(1, "flood"))...)
		}
		for chat := range int64(50) {
			q.Push(l.commit(reply(100+chat, round))...)
		}
		<-time.After(3 * time.Second)
	}
	<-time.After(10 * time.Second)
	if err := stop(); err != nil {
		t.Error(err)
	}
	return waits
}

func TestQueue_floodOfAll(t *testing.T) {
	t.Parallel()
	bubble(t, "is known by two chats within a second, and lasts the shorter of both times", func(t *testing.T) {
		l, p := newLedger(t), newPhone(refusing(map[any]time.Duration{"a": time.Hour, "b": 30 * time.Second}))
		q := newQueue(p, l, delivery.Options{Senders: 1})
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		<-time.After(time.Second)
		q.Push(l.commit(reply(2, "b"))...)
		synctest.Wait()
		if s := q.Stats(); s.Floods != 2 || s.PausedUntil != time.Now().Add(30*time.Second) {
			t.Errorf("stats %+v", s)
		}
		q.Push(l.commit(reply(3, "c"))...)
		answered := time.Duration(0)
		q.Hand([]delivery.Answer{{Chat: 4, Give: func(context.Context) error { answered = time.Since(p.start); return nil }}})
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{31 * time.Second, 31 * time.Second}, []time.Duration{p.times("c")[0], answered}); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0, time.Hour, time.Second, 31 * time.Second}, append(p.times("a"), p.times("b")...)); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "is not taken from two chats further apart, nor from one that is refused twice", func(t *testing.T) {
		l, p := newLedger(t), newPhone(refusing(map[any]time.Duration{"a": time.Minute, "b": time.Minute}))
		q := newQueue(p, l, delivery.Options{Senders: 1})
		q.Push(l.commit(reply(1, "a"))...)
		q.Hand([]delivery.Answer{{Chat: 1, Give: func(context.Context) error { return flood(time.Minute) }}})
		start(t, q)
		<-time.After(time.Second + time.Millisecond)
		q.Push(l.commit(reply(2, "b"))...)
		synctest.Wait()
		q.Push(l.commit(reply(3, "c"))...)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{time.Second + time.Millisecond}, p.times("c")); diff != "" {
			t.Error(diff)
		}
	})
	for name, refusal := range map[string]delivery.Answer{
		"a call that is about no chat": {Give: func(context.Context) error { return flood(5 * time.Second) }},
		"an answer of somebody in between": {Chat: 1, Give: func(context.Context) error {
			return &client.APIError{HTTP: 429, RetryAfter: 5 * time.Second}
		}},
	} {
		bubble(t, "is known by "+name, func(t *testing.T) {
			l, p := newLedger(t), newPhone(nil)
			q := newQueue(p, l, delivery.Options{Senders: 1})
			refused := 0
			q.Hand([]delivery.Answer{{Chat: refusal.Chat, Give: func(ctx context.Context) error {
				if refused++; refused > 1 {
					return nil
				}
				return refusal.Give(ctx)
			}}})
			q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
			start(t, q)
			idle(t, q)
			if diff := cmp.Diff([]time.Duration{5 * time.Second, 5 * time.Second}, p.times()); diff != "" {
				t.Error(diff)
			}
		})
	}
	bubble(t, "is learnt from calls that the queue does not make, and from no other error of theirs", func(t *testing.T) {
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{})
		q.Pause(nil)
		q.Pause(notSent)
		q.Pause(badToken)
		if s := q.Stats(); !s.PausedUntil.IsZero() {
			t.Errorf("stats %+v", s)
		}
		q.Pause(flood(7 * time.Second))
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{7 * time.Second}, p.times()); diff != "" {
			t.Error(diff)
		}
	})
}
