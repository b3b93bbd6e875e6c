package main

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/bot/simulator"
)

// TestServe_IDsThatBeginAnew has the built program live through a quiet week, after which the ids
// of updates start over and lower, and then gives it the token of another bot whose ids are lower
// still. It hears all the time, and asks Telegram about as often as there is something to fetch.
func TestServe_IDsThatBeginAnew(t *testing.T) {
	t.Parallel()
	program := build(t)
	for mode, posted := range map[string]bool{"polling": false, "webhook": true} {
		t.Run("by "+mode, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
			defer cancel()
			file := filepath.Join(t.TempDir(), "ikmbot.db")
			var ahead atomic.Int64
			first := startTelegram(t, simulator.Options{
				Token: "1100000001:" + strings.Repeat("a", 35), FirstID: 900_000_000, CallsKept: 1_000_000,
				Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }, RestartIDs: func(int64) int64 { return 500_000 },
			})
			p := newServing(t, program, file, first, posted)
			before := newRespondent(first, 1, 1)
			p.interviews(ctx, before)
			ahead.Store(int64(8 * 24 * time.Hour))
			after := newRespondent(first, 2, 2)
			p.interviews(ctx, after)
			p.quietly(len(first.Calls("sendMessage")) + len(first.Calls("editMessageText")))
			p.terminate()

			second := startTelegram(t, simulator.Options{Token: "2200000002:" + strings.Repeat("b", 35), FirstID: 500_000, CallsKept: 1_000_000})
			other := newServing(t, program, file, second, posted)
			foreign := newRespondent(second, 3, 3)
			other.interviews(ctx, foreign)
			other.quietly(len(second.Calls("sendMessage")) + len(second.Calls("editMessageText")))
			other.terminate()
			if n := strings.Count(other.log.String(), "the token belongs to another bot than before"); n != 1 {
				t.Errorf("the change of the token is told %d times, want once:\n%s", n, &other.log)
			}
			checkStored(t, file, []*respondent{before, after, foreign})
		})
	}
}

// startTelegram starts a simulator that ends with the test.
func startTelegram(t *testing.T, o simulator.Options) *simulator.Server {
	t.Helper()
	s, err := simulator.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// A servingProgram is the built program at work for a Telegram, with its health at an address.
type servingProgram struct {
	*victim
	telegram *simulator.Server
	health   string
}

func newServing(t *testing.T, program, file string, telegram *simulator.Server, posted bool) *servingProgram {
	t.Helper()
	address := freeAddress(t)
	p := &servingProgram{victimOf(t, program, file, telegram.URL(), telegram.Token()), telegram, "http://" + address + "/healthz"}
	p.env = append(p.env, "IKMBOT_LISTEN="+address)
	if posted {
		p.env = append(p.env, "IKMBOT_WEBHOOK_URL=http://"+address+"/hook", "IKMBOT_WEBHOOK_SECRET=s3cret")
	}
	p.start()
	return p
}

// interviews lets somebody answer an interview, after which the program has to be well.
func (p *servingProgram) interviews(ctx context.Context, o *respondent) {
	p.t.Helper()
	if err := o.interview(ctx); err != nil {
		p.t.Fatalf("after %v: %v\n%s", o.asked, err, &p.log)
	}
	answer, err := http.Get(p.health)
	if err != nil {
		p.t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		p.t.Errorf("health is %s", answer.Status)
	}
}

// quietly checks that the program asked for updates not much more often than it answered some.
func (p *servingProgram) quietly(answers int) {
	p.t.Helper()
	if polls := len(p.telegram.Calls("getUpdates")); polls > 2*answers+20 {
		p.t.Errorf("%d polls for %d answers", polls, answers)
	}
}
