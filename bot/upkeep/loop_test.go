package upkeep_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/upkeep"
	"ikmbot/bot/wake"
)

// done runs a loop for a minute and returns when it did its job, from the beginning on.
func done(t *testing.T, l upkeep.Loop, job func(n int) (next time.Time, err error)) (at []time.Duration) {
	begun := time.Now()
	l.Job, l.Do = "digging", func(context.Context) (time.Time, error) {
		at = append(at, time.Since(begun))
		return job(len(at))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := l.Run(ctx, slog.New(slog.DiscardHandler), error.Error)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != time.Minute {
		t.Errorf("it ends with %v after %v", err, time.Since(begun))
	}
	return at
}

func TestLoop_DoesItsJobWhenItIsDue(t *testing.T) {
	t.Parallel()
	const s = time.Second
	for _, c := range []struct {
		name   string
		woken  time.Duration // from the beginning; 0: never
		gather time.Duration
		job    func(n int) (time.Time, error)
		want   []time.Duration
	}{
		{"once, and then not before it is woken", 0, 0, func(int) (time.Time, error) { return time.Time{}, nil }, []time.Duration{0}},
		{"when it is woken", 7 * s, 0, func(int) (time.Time, error) { return time.Time{}, nil }, []time.Duration{0, 7 * s}},
		{"a while after it is woken", 7 * s, 3 * s, func(int) (time.Time, error) { return time.Time{}, nil }, []time.Duration{0, 10 * s}},
		{"when its time has come", 0, 0, func(int) (time.Time, error) { return time.Now().Add(25 * s), nil }, []time.Duration{0, 25 * s, 50 * s}},
		{"soon after a fault", 0, 0, func(n int) (time.Time, error) {
			if n == 1 {
				return time.Time{}, errors.New("stone")
			}
			return time.Time{}, nil
		}, []time.Duration{0, s / 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := upkeep.Loop{Woken: wake.New(), Gather: c.gather}
				if c.woken != 0 {
					time.AfterFunc(c.woken, l.Woken.Give)
				}
				if diff := cmp.Diff(c.want, done(t, l, c.job)); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}
