package delivery_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
)

func TestQueue_stop(t *testing.T) {
	t.Parallel()
	bubble(t, "waits for the calls under way and writes their outcomes", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 2})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"), reply(3, "c"))...)
		stop := start(t, q)
		synctest.Wait()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(p.start); took != time.Second {
			t.Errorf("took %v, want as long as the calls", took)
		}
		if diff := cmp.Diff(map[any]delivery.State{"a": delivery.Sent, "b": delivery.Sent}, l.states()); diff != "" {
			t.Error(diff)
		}
		q.Push(l.commit(reply(4, "d"))...)
		next := newPhone(nil)
		again := newQueue(next, l, delivery.Options{Senders: 1})
		start(t, again)
		idle(t, again)
		if diff := cmp.Diff([]any{"c", "d"}, next.bodies()); diff != "" {
			t.Error("the next run: ", diff)
		}
	})
	bubble(t, "breaks off calls that outlast the grace, which stay unsent", func(t *testing.T) {
		l, p := newLedger(t), newPhone(func(ctx context.Context, _ delivery.Message) error {
			<-ctx.Done()
			return &client.NetError{Method: "sendMessage", Sent: true, Err: ctx.Err()}
		})
		var log bytes.Buffer
		q := newQueue(p, l, delivery.Options{Grace: 3 * time.Second, Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"), reply(3, "c"))...)
		stop := start(t, q)
		synctest.Wait()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(p.start); took != 3*time.Second || len(l.settled) > 0 {
			t.Errorf("took %v, settled %v", took, l.settled)
		}
		if log.Len() > 0 {
			t.Errorf("blamed Telegram for it: %s", log.String())
		}
	})
	bubble(t, "does not wait for what is held back", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "a", flood(time.Hour)))
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"))...)
		stop := start(t, q)
		synctest.Wait()
		if err := stop(); err != nil || time.Since(p.start) > 0 {
			t.Errorf("took %v, error %v", time.Since(p.start), err)
		}
	})
	bubble(t, "tells of outcomes that could not be written within the grace", func(t *testing.T) {
		full := errors.New("disk full")
		l, p := newLedger(t), newPhone(nil)
		l.settleErr = func() error { return full }
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
		stop := start(t, q)
		synctest.Wait()
		err := stop()
		if !errors.Is(err, full) || !strings.Contains(err.Error(), "write 2 outcomes") {
			t.Errorf("got %v", err)
		}
		if took := time.Since(p.start); took != 10*time.Second {
			t.Errorf("took %v, want the grace", took)
		}
	})
}

func TestQueue_settle(t *testing.T) {
	t.Parallel()
	bubble(t, "keeps outcomes that can't be written and tells it once", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(nil)
		faults := 10
		l.settleErr = func() error {
			if faults--; faults >= 0 {
				return errors.New("database is locked")
			}
			return nil
		}
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		synctest.Wait()
		q.Push(l.commit(reply(1, "b"), reply(2, "c"))...)
		synctest.Wait()
		if s := q.Stats(); s.Unsettled != 3 || s.Sent != 3 {
			t.Errorf("stats %+v", s)
		}
		idle(t, q)
		if len(l.settled) != 3 {
			t.Errorf("settled %v", l.settled)
		}
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "database is locked") || !strings.Contains(lines[1], "written again") {
			t.Errorf("log:\n%s", log.String())
		}
	})
}

func TestQueue_Idle(t *testing.T) {
	t.Parallel()
	bubble(t, "waits for messages, answers and outcomes, and for nothing that is not yet due", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "retried", notSent))
		q := newQueue(p, l, delivery.Options{MaxRate: 1})
		later := reminder(1, "later")
		later.Due = later.Due.Add(time.Hour)
		q.Push(l.commit(reply(1, "retried"), reply(2, "reply"), broadcast(3, "broadcast"), later)...)
		q.Hand([]delivery.Answer{slowAnswer})
		start(t, q)
		idle(t, q)
		want := map[any]delivery.State{"retried": delivery.Sent, "reply": delivery.Sent, "broadcast": delivery.Sent}
		if diff := cmp.Diff(want, l.states()); diff != "" {
			t.Error(diff)
		}
		q.Hand([]delivery.Answer{slowAnswer})
		before := time.Now()
		idle(t, q)
		if waited := time.Since(before); waited != time.Second {
			t.Errorf("waited %v for an answer, want 1s", waited)
		}
	})
	bubble(t, "ends with its context", func(t *testing.T) {
		q := newQueue(newPhone(nil), newLedger(t), delivery.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := q.Idle(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
}

var slowAnswer = delivery.Answer{Chat: 9, Give: func(ctx context.Context) error { return slow(ctx, delivery.Message{}) }}

func TestQueue_Stats(t *testing.T) {
	t.Parallel()
	bubble(t, "tells how things stand", func(t *testing.T) {
		l, p := newLedger(t), newPhone(slow)
		q := newQueue(p, l, delivery.Options{Senders: 2})
		start(t, q)
		idle(t, q)
		begin := time.Now()
		q.Push(l.commit(reply(1, "a"), reply(2, "b"), reply(2, "c"), broadcast(3, "d"), reminder(3, "e"))...)
		synctest.Wait()
		q.Hand([]delivery.Answer{slowAnswer})
		synctest.Wait()
		want := delivery.Stats{Queued: [3]int{1, 1, 1}, InFlight: 2, Answers: 1, Oldest: begin}
		if diff := cmp.Diff(want, q.Stats()); diff != "" {
			t.Error(diff)
		}
		idle(t, q)
		if diff := cmp.Diff(delivery.Stats{Sent: 5}, q.Stats()); diff != "" {
			t.Error(diff)
		}
	})
}
