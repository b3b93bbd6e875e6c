package wake_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"ikmbot/bot/wake"
)

func TestSignal_Wait(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given int           // how often the signal was given before
		until time.Duration // from now; 0: never
		lasts time.Duration // how long it waits, of the minute after which the context ends
		want  error
	}{
		{"a signal given before is not lost", 1, 0, 0, nil},
		{"a time comes", 0, 2 * time.Second, 2 * time.Second, nil},
		{"a time has come already", 0, -time.Second, 0, nil},
		{"neither ever comes", 0, 0, time.Minute, context.DeadlineExceeded},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := wake.New()
				for range c.given {
					s.Give()
				}
				var until time.Time
				if c.until != 0 {
					until = time.Now().Add(c.until)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				begun := time.Now()
				if err := s.Wait(ctx, until); !errors.Is(err, c.want) || time.Since(begun) != c.lasts {
					t.Errorf("%v after %v, want %v after %v", err, time.Since(begun), c.want, c.lasts)
				}
			})
		})
	}
}

func TestSignal_SeveralCountAsOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, begun := wake.New(), time.Now()
		s.Give()
		s.Give()
		for range 2 {
			if err := s.Wait(t.Context(), begun.Add(time.Second)); err != nil {
				t.Fatal(err)
			}
		}
		if waited := time.Since(begun); waited != time.Second {
			t.Errorf("it waited %v in all, want a second, for the second signal is none", waited)
		}
	})
}
