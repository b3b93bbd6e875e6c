package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot/models"

	"ikmbot/locales"
	"ikmbot/scoring/store"
)

func TestReceiveHealth_IsDeafOnlyWhereItHearsNothingForLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var e receiveHealth
		tells := func(when, want string) {
			t.Helper()
			got := ""
			if err := e.check(); err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%s: %q, want %q", when, got, want)
			}
		}
		tells("at the start", "receiving: has not begun yet")
		e.note(nil)
		tells("after the first good try", "")
		e.note(errors.New("cut"))
		tells("after a single fault", "")
		e.note(errors.New("cut again"))
		tells("after the next", "receiving: cut again")
		e.note(nil)
		tells("after a good try again", "")
		<-time.After(longestSilence)
		tells("at the end of a long poll that nobody answers", "")
		<-time.After(time.Second)
		tells("a second later", "receiving: nothing from Telegram for 2m1s")
	})
}

func TestWebhook_IsUnreachedWhereUpdatesWaitAndNoneCame(t *testing.T) {
	t.Parallel()
	failed := time.Date(2026, time.November, 24, 5, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		when    string
		pending int
		failed  time.Time
		heard   time.Time
		want    bool
	}{
		{"all is well", 0, time.Time{}, failed, false},
		{"updates are on their way", 5, time.Time{}, time.Time{}, false},
		{"it failed and nothing waits", 0, failed, time.Time{}, false},
		{"it failed and updates wait", 5, failed, time.Time{}, true},
		{"it failed after the last came", 5, failed, failed.Add(-time.Minute), true},
		{"it failed before the last came", 5, failed, failed.Add(time.Minute), false},
	} {
		info := models.WebhookInfo{PendingUpdateCount: x.pending, LastErrorMessage: "Connection refused"}
		if !x.failed.IsZero() {
			info.LastErrorDate = int(x.failed.Unix())
		}
		if err := unreached(&info, x.heard); (err != nil) != x.want {
			t.Errorf("when %s: %v", x.when, err)
		}
	}
}

// An update that Telegram posts once more tells nothing of whether others arrive.
func TestWebhook_WhatWasTakenBeforeIsNoHearing(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(Config{Token: "1000000001:" + strings.Repeat("a", 35), Store: s, Catalog: catalog, Log: slog.New(slog.DiscardHandler),
		Webhook: &Webhook{URL: "http://127.0.0.1/hook", Secret: "s3cret"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go b.intake.run(ctx, b)
	post := func(id string) time.Time {
		t.Helper()
		before := b.health.lastPosted()
		r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(`{"update_id":`+id+`}`))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "s3cret")
		answer := httptest.NewRecorder()
		if b.serveWebhook(answer, r); answer.Code != http.StatusOK {
			t.Fatalf("update %s: %d", id, answer.Code)
		}
		return before
	}
	post("900000001")
	heard := post("900000001")
	if post("900000001"); heard.IsZero() || !b.health.lastPosted().Equal(heard) {
		t.Errorf("heard at %v, and at %v by an update that came again", heard, b.health.lastPosted())
	}
	if post("5"); post("5").Equal(heard) {
		t.Error("an update with a lower id is not heard")
	}
}
