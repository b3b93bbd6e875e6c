package bot_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

const day = 24 * time.Hour

// TestReceive_IDsThatBeginAnew has a quiet week in the middle of an interview, after which the ids
// of updates start over in every way there is.
func TestReceive_IDsThatBeginAnew(t *testing.T) {
	t.Parallel()
	const first = 5_000_000
	for where, anew := range map[string]func(last int64) int64{
		"far below":                    func(int64) int64 { return 7 },
		"just below":                   func(last int64) int64 { return last - 5 },
		"where they began before":      func(int64) int64 { return first },
		"far above":                    func(last int64) int64 { return last + 1_000_000 },
		"so that the next one follows": func(last int64) int64 { return last },
	} {
		for mode, posted := range modes {
			t.Run(where+" by "+mode, func(t *testing.T) {
				t.Parallel()
				beginAnew(t, first, anew, posted)
			})
		}
	}
}

func beginAnew(t *testing.T, first int64, anew func(last int64) int64, posted bool) {
	t.Helper()
	var ahead atomic.Int64
	clock := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	w := openWorldOn(t, simulator.Options{CallsKept: 1_000_000, Now: clock, FirstID: first, RestartIDs: anew}, store.Options{Clock: clock})
	w.posted = posted
	w.run()
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Start("")
	if err := o.upTo(ctx, "age"); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.await(200, "ok\n")
	ahead.Add(int64(8 * day))
	if err := o.finish(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.checkInterviews([]*owner{o})
	w.await(200, "ok\n")
	// A poll for each thing that was done, and a few for what goes on beside that.
	done := w.count("seen_update")
	if polls := len(w.Calls("getUpdates")); !posted && polls > 2*done+20 {
		t.Errorf("%d polls for %d updates", polls, done)
	}
	if log := w.log.String(); strings.Contains(log, "receiving") {
		t.Errorf("the log tells of trouble: %s", log)
	}
}

// openWorldOn is openWorld with a Telegram that has options of its own.
func openWorldOn(t testing.TB, telegram simulator.Options, options store.Options) *world {
	t.Helper()
	w := openWorldWith(t, options)
	w.Server.Close()
	var err error
	if w.Server, err = simulator.Start(telegram); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Server.Close() })
	return w
}

// TestReceive_TheSameAgainAndAgain has a proxy repeat an answer of getUpdates for ever: that is no
// hearing, no busy loop, and told once.
func TestReceive_TheSameAgainAndAgain(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	proxy := &repeater{to: w.Server}
	front := httptest.NewServer(proxy)
	t.Cleanup(front.Close)
	w.url = front.URL
	o := newOwner(w.Server, 1)
	o.Start("")
	proxy.repeats.Store(true)
	w.run()
	w.await(503, "receiving: every update has come before")
	if polls := proxy.polls.Load(); polls > 6 {
		t.Errorf("%d polls until that was told", polls)
	}
	proxy.repeats.Store(false)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := o.finish(ctx); err != nil {
		t.Fatal(err)
	}
	w.await(200, "ok\n")
	w.settle()
	w.checkInterviews([]*owner{o})
	if n := strings.Count(w.log.String(), "receiving anything new does not work"); n != 1 {
		t.Errorf("told %d times, want once:\n%s", n, &w.log)
	}
	if !strings.Contains(w.log.String(), "TELEGRAM_API_URL") {
		t.Error("what to do is not told")
	}
}

// A repeater stands between the bot and Telegram, and repeats the first answer with updates while
// it is told to.
type repeater struct {
	to      http.Handler
	repeats atomic.Bool
	polls   atomic.Int64
	first   atomic.Pointer[[]byte]
}

func (r *repeater) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if path.Base(request.URL.Path) != "getUpdates" {
		r.to.ServeHTTP(w, request)
		return
	}
	r.polls.Add(1)
	if first := r.first.Load(); r.repeats.Load() && first != nil {
		w.Write(*first)
		return
	}
	answer := httptest.NewRecorder()
	r.to.ServeHTTP(answer, request)
	if body := answer.Body.Bytes(); strings.Contains(string(body), "update_id") {
		r.first.CompareAndSwap(nil, &body)
	}
	w.WriteHeader(answer.Code)
	io.Copy(w, answer.Body)
}

// TestReceive_AnotherBotsToken puts the token of another bot onto the database of one. Telegram's
// ids are its own: they meet those that are known already.
func TestReceive_AnotherBotsToken(t *testing.T) {
	t.Parallel()
	for mode, posted := range modes {
		t.Run("by "+mode, func(t *testing.T) {
			t.Parallel()
			w := openWorldOn(t, simulator.Options{Token: "1100000001:" + strings.Repeat("a", 35), FirstID: 1000}, store.Options{})
			w.posted = posted
			w.run()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			o := newOwner(w.Server, 1)
			o.Start("")
			if err := o.upTo(ctx, "age"); err != nil {
				t.Fatal(err)
			}
			w.settle()
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			var err error
			if w.Server, err = simulator.Start(simulator.Options{Token: "2200000002:" + strings.Repeat("b", 35), FirstID: 1000, CallsKept: 1_000_000}); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { w.Server.Close() })
			w.run()
			o.Phone = w.Phone(o.User())
			o.Start("")
			if err := o.finish(ctx); err != nil {
				t.Fatal(err)
			}
			w.settle()
			w.await(200, "ok\n")
			w.checkInterviews([]*owner{o})
			if n := len(w.Calls("getUpdates")); n > 200 {
				t.Errorf("%d polls", n)
			}
			if n := strings.Count(w.log.String(), "the token belongs to another bot than before"); n != 1 {
				t.Errorf("told %d times, want once:\n%s", n, &w.log)
			}
		})
	}
}
