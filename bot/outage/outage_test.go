package outage_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
	"ikmbot/bot/outage"
)

// lines is a log of messages and attributes, without times.
func lines(text *strings.Builder) *slog.Logger {
	return slog.New(slog.NewTextHandler(text, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
}

func TestOutage_IsToldOnceItIsCertain(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	o := outage.Outage{Log: lines(&log), Begins: "begins", Ends: "ends", After: 2}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	o.Fault(at, "reason", "a")
	o.Over(at.Add(time.Second)) // a single fault is none
	o.Fault(at.Add(2*time.Second), "reason", "b")
	if o.Lasts() {
		t.Error("one fault is an outage already")
	}
	o.Fault(at.Add(3*time.Second), "reason", "c")
	o.Fault(at.Add(4*time.Second), "reason", "d")
	if !o.Lasts() || o.Faults() != 3 {
		t.Errorf("it lasts: %t, after %d faults", o.Lasts(), o.Faults())
	}
	o.Over(at.Add(72 * time.Second))
	o.Over(at.Add(80 * time.Second))
	if diff := cmp.Diff("level=WARN msg=begins reason=c\nlevel=INFO msg=ends after=1m10s\n", log.String()); diff != "" {
		t.Error(diff)
	}
}

func TestRetry_WaitsLongerEachTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		r := outage.NewRetry(lines(&log), "digging", func(err error) string { return "it is " + err.Error() })
		stone := errors.New("stone")
		var waits []time.Duration
		for range 8 {
			begun := time.Now()
			if err := r.Wait(t.Context(), stone); err != nil {
				t.Fatal(err)
			}
			waits = append(waits, time.Since(begun))
		}
		const s = time.Second
		if diff := cmp.Diff([]time.Duration{s / 2, s, 2 * s, 4 * s, 8 * s, 16 * s, 30 * s, 30 * s}, waits); diff != "" {
			t.Error("pauses:", diff)
		}
		if pause := r.Note(nil); pause != 0 {
			t.Errorf("after a good try it pauses %v", pause)
		}
		if pause := r.Note(&client.APIError{Code: 409}); pause != 5*s {
			t.Errorf("beside another copy of the bot it pauses %v", pause)
		}
		if err := r.Wait(t.Context(), &client.APIError{Code: 401}); client.Code(err) != 401 {
			t.Errorf("it goes on with a wrong token: %v", err)
		}
		want := "level=WARN msg=\"digging does not work; retrying\" error=\"it is stone\"\nlevel=INFO msg=\"digging works again\" after=1m32s\n"
		if !strings.HasPrefix(log.String(), want) {
			t.Errorf("the log says %q, want %q and more", log.String(), want)
		}
	})
}
