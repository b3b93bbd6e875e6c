package delivery_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
	"ikmbot/bot/delivery"
)

// failing refuses the first n calls for a message that says body, and takes all else.
func failing(n int, body any, err error) func(context.Context, delivery.Message) error {
	var calls atomic.Int64
	return func(_ context.Context, m delivery.Message) error {
		if m.Body == body && calls.Add(1) <= int64(n) {
			return fmt.Errorf("send: %w", err)
		}
		return nil
	}
}

func TestQueue_verdicts(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		err  error
		want delivery.Outcome
	}{
		{"what was taken", nil, delivery.Outcome{State: delivery.Sent}},
		{"what was already so", refusal(400, "Bad Request: message is not modified"), delivery.Outcome{State: delivery.Sent}},
		{"a person who blocked the bot", blocked, delivery.Outcome{State: delivery.Gone, Code: 403, Reason: "Forbidden: bot was blocked by the user"}},
		{"a message refused for good", empty, delivery.Outcome{State: delivery.Failed, Code: 400, Reason: "Bad Request: message text is empty"}},
		{"a message that can't be made", errors.New(`no text "x"`), delivery.Outcome{State: delivery.Failed, Reason: `send: no text "…"`}},
	} {
		bubble(t, "records "+row.name, func(t *testing.T) {
			l, p := newLedger(t), newPhone(nil)
			if row.err != nil {
				p.script = failing(1, "a", row.err)
			}
			q := newQueue(p, l, delivery.Options{})
			m := l.commit(reply(5, "a"))
			start(t, q)
			idle(t, q)
			row.want.ID, row.want.Chat, row.want.Attempts, row.want.At = m[0].ID, 5, 1, time.Now()
			if diff := cmp.Diff(row.want, l.settled[m[0].ID]); diff != "" {
				t.Error(diff)
			}
		})
	}
	bubble(t, "sends again without markup that can't be read, and as new what can't be edited", func(t *testing.T) {
		l, p := newLedger(t), newPhone(func(_ context.Context, m delivery.Message) error {
			switch {
			case !m.Plain:
				return badMarkup
			case !m.Fresh:
				return noEdit
			}
			return nil
		})
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff([]any{"a", "a", "a", "b", "b", "b"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
		if o := l.settled[1]; o.State != delivery.Sent || o.Attempts != 3 {
			t.Errorf("got %+v", o)
		}
	})
	bubble(t, "gives up what can't be read without markup either", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(9, "a", badMarkup))
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		idle(t, q)
		if o := l.settled[1]; o.State != delivery.Failed || o.Attempts != 2 {
			t.Errorf("got %+v", o)
		}
	})
	bubble(t, "drops all that waits for a person who is gone", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "a", blocked))
		q := newQueue(p, l, delivery.Options{})
		l.commit(reply(1, "a"), reply(1, "b"), reminder(1, "c"), broadcast(1, "d"), reply(2, "e"))
		start(t, q)
		idle(t, q)
		q.Push(l.commit(reply(1, "back again"))...)
		idle(t, q)
		want := map[any]delivery.State{
			"a": delivery.Gone, "b": delivery.Gone, "c": delivery.Gone, "d": delivery.Gone,
			"e": delivery.Sent, "back again": delivery.Sent,
		}
		if diff := cmp.Diff(want, l.states()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "survives a panic, which costs the one message", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(func(_ context.Context, m delivery.Message) error {
			if m.Body == "a" {
				panic("no such picture")
			}
			return nil
		})
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		q.Hand([]delivery.Answer{{Chat: 1, Give: func(context.Context) error { panic("no such answer") }}})
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff(map[any]delivery.State{"a": delivery.Failed, "b": delivery.Sent}, l.states()); diff != "" {
			t.Error(diff)
		}
		if n := strings.Count(log.String(), "a call panicked"); n != 2 {
			t.Errorf("%d panics in the log, want 2:\n%s", n, log.String())
		}
	})
}

func TestQueue_backoff(t *testing.T) {
	t.Parallel()
	bubble(t, "tries a chat again after growing waits while the others go on", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(12, "a", maybeSent))
		q := newQueue(p, l, delivery.Options{Senders: 1})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"), reply(2, "c"))...)
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff([]time.Duration{0}, p.times("c")); diff != "" {
			t.Error(diff)
		}
		times := p.times("a")
		if len(times) != 13 {
			t.Fatalf("%d calls, want 13", len(times))
		}
		most := time.Second
		for i := 1; i < len(times); i++ {
			if wait := times[i] - times[i-1]; wait < most/2 || wait > most {
				t.Errorf("wait %d took %v, want %v to %v", i, wait, most/2, most)
			}
			most = min(2*most, time.Minute)
		}
		if b := p.times("b"); len(b) != 1 || b[0] != times[12] {
			t.Errorf("the message behind was sent at %v, want at %v", b, times[12])
		}
		if o := l.settled[1]; o.State != delivery.Sent || o.Attempts != 13 {
			t.Errorf("got %+v", o)
		}
	})
	bubble(t, "does not hold back a reply for a reminder", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "reminder", notSent))
		q := newQueue(p, l, delivery.Options{})
		l.commit(reminder(1, "reminder"))
		start(t, q)
		synctest.Wait()
		q.Push(l.commit(reply(1, "reply"))...)
		idle(t, q)
		if diff := cmp.Diff([]any{"reminder", "reply", "reminder"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0}, p.times("reply")); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "gives up after a day", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1<<30, "a", notSent))
		q := newQueue(p, l, delivery.Options{})
		q.Push(l.commit(reply(1, "a"), reply(1, "b"))...)
		start(t, q)
		idle(t, q)
		want := delivery.Outcome{ID: 1, Chat: 1, State: delivery.Failed, Reason: "sendMessage: no answer: connection refused"}
		got := l.settled[1]
		if age := got.At.Sub(l.rows[1].Queued); age < 24*time.Hour || age > 24*time.Hour+time.Minute {
			t.Errorf("given up after %v", age)
		}
		got.At, got.Attempts = time.Time{}, 0
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if o := l.settled[2]; o.State != delivery.Sent {
			t.Errorf("the message behind: %+v", o)
		}
	})
	bubble(t, "gives an old message a fair trial when the bot was off", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(3, "a", notSent))
		q := newQueue(p, l, delivery.Options{})
		old := reply(1, "a")
		old.Queued = time.Now().Add(-72 * time.Hour)
		l.commit(old)
		start(t, q)
		idle(t, q)
		if diff := cmp.Diff(map[any]delivery.State{"a": delivery.Sent}, l.states()); diff != "" {
			t.Error(diff)
		}
	})
	bubble(t, "counts the day of a message planned ahead from when it was due", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(30, "a", notSent))
		q := newQueue(p, l, delivery.Options{})
		planned := reminder(1, "a")
		planned.Due = time.Now().Add(72 * time.Hour)
		q.Push(l.commit(planned)...)
		start(t, q)
		<-time.After(73 * time.Hour)
		idle(t, q)
		if diff := cmp.Diff(map[any]delivery.State{"a": delivery.Sent}, l.states()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestQueue_log(t *testing.T) {
	t.Parallel()
	bubble(t, "gets one line when Telegram falls silent and one when it answers again", func(t *testing.T) {
		var log bytes.Buffer
		ends := time.Now().Add(time.Hour)
		l, p := newLedger(t), newPhone(func(context.Context, delivery.Message) error {
			if time.Now().Before(ends) {
				return notSent
			}
			return nil
		})
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		for chat := range int64(50) {
			q.Push(l.commit(reply(chat, nil))...)
		}
		start(t, q)
		<-time.After(time.Minute)
		if !q.Stats().Silent {
			t.Error("not known to be silent")
		}
		idle(t, q)
		if q.Stats().Silent {
			t.Error("still taken to be silent")
		}
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "does not answer") || !strings.Contains(lines[1], "answers again") {
			t.Errorf("log:\n%s", log.String())
		}
	})
	bubble(t, "gets one line for the flood of a chat and one when it is over", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(failing(3, "a", flood(time.Minute)))
		q := newQueue(p, l, delivery.Options{Senders: 1, Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
		start(t, q)
		idle(t, q)
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "a pause in a chat") || !strings.Contains(lines[1], "every chat") || !strings.Contains(lines[1], "after=3m0s") {
			t.Errorf("log:\n%s", log.String())
		}
	})
	bubble(t, "gets one line for a flood of all and one when it is over", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(nil)
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Pause(flood(time.Minute))
		q.Pause(flood(3 * time.Minute))
		q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
		start(t, q)
		idle(t, q)
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "asks for a pause,") || !strings.Contains(lines[1], "after=3m0s") {
			t.Errorf("log:\n%s", log.String())
		}
	})
	bubble(t, "gets one line while what is to be sent can't be read, which is then sent", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(failing(5, "a", fmt.Errorf("%w: database is locked", client.ErrUnready)))
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		m := l.commit(reply(1, "a"))
		q.Push(m...)
		start(t, q)
		idle(t, q)
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], "can't be read") || !strings.Contains(lines[0], "database is locked") || !strings.Contains(lines[1], "read again") {
			t.Errorf("log:\n%s", log.String())
		}
		if got := l.settled[m[0].ID]; got.State != delivery.Sent || q.Stats().Silent {
			t.Errorf("it became %+v; Telegram is taken to be silent: %v", got, q.Stats().Silent)
		}
	})
	bubble(t, "gets one line for a message that is given up, and none for a copy of a broadcast", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(func(context.Context, delivery.Message) error { return empty })
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		copied := reply(2, "b")
		copied.Class = delivery.Broadcast
		q.Push(l.commit(reply(1, "a"), copied)...)
		start(t, q)
		idle(t, q)
		if n := strings.Count(log.String(), "given up"); n != 1 || strings.Contains(log.String(), "broadcast") {
			t.Errorf("log:\n%s", log.String())
		}
		if len(l.settled) != 2 {
			t.Errorf("%d messages have an outcome, want 2", len(l.settled))
		}
	})
	bubble(t, "gets no line for a fault that passes", func(t *testing.T) {
		var log bytes.Buffer
		l, p := newLedger(t), newPhone(failing(2, "a", maybeSent))
		q := newQueue(p, l, delivery.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
		q.Push(l.commit(reply(1, "a"))...)
		start(t, q)
		idle(t, q)
		if log.Len() > 0 {
			t.Errorf("log:\n%s", log.String())
		}
	})
}

func TestQueue_token(t *testing.T) {
	t.Parallel()
	bubble(t, "refused stops everything and stays unsent", func(t *testing.T) {
		l, p := newLedger(t), newPhone(failing(1, "a", badToken))
		q := newQueue(p, l, delivery.Options{Senders: 1})
		q.Push(l.commit(reply(1, "a"), reply(2, "b"))...)
		err := q.Run(t.Context())
		if next, _ := client.Verdict(err); next != client.Stop {
			t.Errorf("Run returned %v", err)
		}
		if diff := cmp.Diff([]any{"a"}, p.bodies()); diff != "" {
			t.Error(diff)
		}
		if len(l.settled) > 0 {
			t.Errorf("settled %v", l.settled)
		}
	})
}
