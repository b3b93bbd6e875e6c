package store

import (
	"testing"
	"time"

	"ikmbot/dialog/say"
)

// The test opens a valid link after wrong ones.
func TestInvitation_IsNotLookedUpAfterWrongGuesses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		wrong   int
		payload string
		wait    time.Duration
		joins   bool
	}{
		"four wrong guesses":            {4, "officer-A", 0, true},
		"five wrong guesses":            {5, "officer-A", 0, false},
		"many wrong guesses":            {50, "officer-A", 59 * time.Minute, false},
		"five, and an hour's wait":      {5, "officer-A", time.Hour, true},
		"links that are no invitations": {50, "poster-7", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := forenoon
			s := openStoreWith(t, Options{Clock: func() time.Time { return now }, Administrators: []int64{9}})
			admin, p := talker{t, s, 9}.arrives(), talker{t, s, 1}
			made := admin.does(command(say.CommandInvite), tap("of:regions"), text("Ibu Ani"))
			link := made.Messages[0].Reply.Parts[0].Args["Link"].Start
			start := func(payload string) {
				e := command(say.CommandStart)
				e.Payload = payload
				p.does(e)
			}
			for range tt.wrong {
				start(tt.payload)
			}
			now = now.Add(tt.wait)
			start(link)
			if got := one[int](t, s, "SELECT count(*) FROM officer WHERE chat_id = 1") == 1; got != tt.joins {
				t.Errorf("joins: %v, want %v", got, tt.joins)
			}
		})
	}
}
