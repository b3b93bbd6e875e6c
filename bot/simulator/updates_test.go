package simulator_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

func textsOf(updates []models.Update) []string {
	texts := []string{}
	for _, u := range updates {
		texts = append(texts, u.Message.Text)
	}
	return texts
}

// After a week without updates their ids start over, and an offset from before counts by where it
// lies.
func TestGetUpdates_BeginAnewAfterAQuietWeek(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		anew int64
		want []string // with the offset from before the week, which is 1002
	}{
		"far below":  {5, []string{"a", "b"}},
		"just below": {1000, []string{}}, // taken for confirmed
		"far above":  {90_000, []string{"a", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := newClock()
			s := start(t, simulator.Options{FirstID: 1000, Now: clock.Now, RestartIDs: func(int64) int64 { return c.anew }})
			phone := s.Phone(owner)
			phone.Send("before")
			clock.advance(6 * 24 * time.Hour)
			phone.Send("within the week")
			if got := fetch(t, s, `{}`); len(got) != 1 || got[0].ID != 1001 {
				t.Fatalf("within the week: %v", got)
			}
			clock.advance(8 * 24 * time.Hour)
			phone.Send("a")
			phone.Send("b")
			if diff := cmp.Diff(c.want, textsOf(fetch(t, s, `{"offset":1002}`))); diff != "" {
				t.Error(diff)
			}
			phone.Send("c")
			got := fetch(t, s, `{}`)
			if last := got[len(got)-1]; last.ID != c.anew+2 {
				t.Errorf("id %d, want %d", last.ID, c.anew+2)
			}
		})
	}
}

func TestGetUpdates_Offset(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{FirstID: 10, Now: clock.Now})
	phone := s.Phone(owner)
	for _, text := range []string{"a", "b", "c", "d", "e"} {
		phone.Send(text)
	}
	for _, step := range []struct {
		name, params string
		want         []string
	}{
		{"gives everything", `{}`, []string{"a", "b", "c", "d", "e"}},
		{"gives it again while nothing is confirmed", `{"limit":2}`, []string{"a", "b"}},
		{"confirms below the offset", `{"offset":12,"limit":0}`, []string{"c", "d", "e"}},
		{"does not bring back what was confirmed", `{"offset":10,"limit":101}`, []string{"c", "d", "e"}},
		{"keeps the newest at a negative offset", `{"offset":-2}`, []string{"d", "e"}},
		{"keeps all at a larger negative offset", `{"offset":-9}`, []string{"d", "e"}},
		{"ignores an offset far past the newest", `{"offset":26}`, []string{"d", "e"}},
		{"confirms everything", `{"offset":25}`, []string{}},
	} {
		if diff := cmp.Diff(step.want, textsOf(fetch(t, s, step.params))); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	phone.Send("forgotten")
	clock.advance(25 * time.Hour)
	phone.Send("fresh")
	if diff := cmp.Diff([]string{"fresh"}, textsOf(fetch(t, s, `{}`))); diff != "" {
		t.Error("forgets after a day:", diff)
	}
	if got := post(t, s, "getUpdates", `{"offset":"x"}`); got.Description != "Bad Request: invalid offset specified" {
		t.Errorf("got %+v", got)
	}
}

func TestGetUpdates_AllowedUpdates(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("a")
	last := fetch(t, s, `{"allowed_updates":["my_chat_member"]}`)[0].ID
	phone.Send("unwanted")
	phone.Block()
	got := fetch(t, s, fmt.Sprintf(`{"offset":%d}`, last+1))
	if len(got) != 1 || got[0].MyChatMember == nil {
		t.Errorf("got %+v", got)
	}
	fetch(t, s, `{"offset":-1,"allowed_updates":[]}`)
	phone.Send("wanted")
	got = fetch(t, s, fmt.Sprintf(`{"offset":%d}`, got[0].ID+1))
	if len(got) != 2 || got[0].MyChatMember == nil || got[1].Message.Text != "wanted" {
		t.Errorf("after asking for the usual kinds: %+v", got)
	}
}

// waiting blocks until a getUpdates call waits: from then on its counterpart is certain to meet it.
func waiting(t testing.TB, s *simulator.Server) {
	t.Helper()
	for ctx := context20s(t); !simulator.Polling(s); {
		if ctx.Err() != nil {
			t.Fatal("no getUpdates call waits")
		}
	}
}

func TestGetUpdates_AnswersAtOnce(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	answers := make(chan outcome, 1)
	go func() {
		o, err := tryPost(s, "getUpdates", `{"timeout":3600}`)
		if err != nil {
			t.Error(err)
		}
		answers <- o
	}()
	waiting(t, s)
	phone.Send("hi")
	select {
	case o := <-answers:
		var updates []models.Update
		if err := json.Unmarshal(o.Result, &updates); err != nil || len(updates) != 1 {
			t.Errorf("got %s, %v", o.Result, err)
		}
	case <-time.After(patience):
		t.Error("no answer")
	}
}

func TestGetUpdates_AnswersEmptyInTime(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	if got := post(t, s, "getUpdates", `{"timeout":1}`); string(got.Result) != "[]" {
		t.Errorf("got %s", got.Result)
	}
}

func TestGetUpdates_TerminatesAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, method, params, want string }{
		{"by another getUpdates", "getUpdates", `{}`, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"},
		{"by setWebhook", "setWebhook", `{"url":"http://127.0.0.1:1/"}`, "Conflict: terminated by setWebhook request"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{})
			answers := make(chan outcome, 1)
			go func() {
				o, err := tryPost(s, "getUpdates", `{"timeout":50}`)
				if err != nil {
					t.Error(err)
				}
				answers <- o
			}()
			waiting(t, s)
			if got := post(t, s, c.method, c.params); !got.OK {
				t.Errorf("the other call: %+v", got)
			}
			if got := <-answers; got.Code != 409 || got.Description != c.want {
				t.Errorf("the first call: %+v", got)
			}
		})
	}
}

func TestServer_Confirmed(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{FirstID: 1})
	if err := s.Confirmed(t.Context()); err != nil {
		t.Errorf("with nothing to confirm: %v", err)
	}
	phone := s.Phone(owner)
	phone.Send("a")
	phone.Send("b")
	fetch(t, s, `{"offset":2}`)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Confirmed(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("while one is left: %v", err)
	}
	confirmed := make(chan error, 1)
	ctx := context20s(t)
	go func() { confirmed <- s.Confirmed(ctx) }()
	fetch(t, s, `{"offset":3}`)
	if err := <-confirmed; err != nil {
		t.Error(err)
	}
}

func TestServer_CloseEndsAWaitingCall(t *testing.T) {
	t.Parallel()
	s, err := simulator.Start(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = tryPost(s, "getUpdates", `{"timeout":50}`)
	}()
	waiting(t, s)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the call waits on")
	}
}

func TestGetUpdates_FeedsTheLibrary(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	handled := make(chan error, 1)
	echo := func(ctx context.Context, b *bot.Bot, u *models.Update) {
		_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "you said " + u.Message.Text})
		handled <- err
	}
	b := library(t, s, bot.WithDefaultHandler(echo))
	ctx, cancel := context.WithCancel(context20s(t))
	done := make(chan struct{})
	go func() { defer close(done); b.Start(ctx) }()
	phone.Send("hi")
	if err := phone.Wait(ctx, func([]simulator.Message) bool { return phone.Last().Text == "you said hi" }); err != nil {
		t.Error(err)
	}
	if err := <-handled; err != nil {
		t.Error(err)
	}
	cancel()
	<-done
}

// endpoint is a bot's webhook that answers as told.
type endpoint struct {
	mu      sync.Mutex
	answer  func(attempt int, w http.ResponseWriter)
	got     []string
	secrets map[string]bool
	seen    chan struct{}
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u models.Update
	body, _ := io.ReadAll(r.Body)
	_ = json.Unmarshal(body, &u)
	e.mu.Lock()
	e.got = append(e.got, fmt.Sprintf("%d %s", u.Message.Chat.ID, u.Message.Text))
	e.secrets[r.Header.Get("X-Telegram-Bot-Api-Secret-Token")] = true
	attempt := len(e.got)
	e.mu.Unlock()
	if e.answer != nil {
		e.answer(attempt, w)
	}
	e.seen <- struct{}{}
}

func listenFor(t *testing.T, answer func(attempt int, w http.ResponseWriter)) (*endpoint, string) {
	e := &endpoint{answer: answer, secrets: map[string]bool{}, seen: make(chan struct{}, 100)}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return e, server.URL
}

func (e *endpoint) await(t *testing.T, requests int) []string {
	t.Helper()
	for range requests {
		select {
		case <-e.seen:
		case <-time.After(patience):
			t.Fatal("the webhook is not called")
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]string{}, e.got...)
}

func TestWebhook_DeliversInOrderAndRetries(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("pending")
	e, address := listenFor(t, func(attempt int, w http.ResponseWriter) {
		if attempt <= 2 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	b := library(t, s)
	if _, err := b.SetWebhook(t.Context(), &bot.SetWebhookParams{URL: address, SecretToken: "s3cret", MaxConnections: 1}); err != nil {
		t.Fatal(err)
	}
	e.await(t, 1)
	phone.Send("second")
	got := e.await(t, 3)
	if diff := cmp.Diff([]string{"4711 pending", "4711 pending", "4711 pending", "4711 second"}, got); diff != "" {
		t.Error(diff)
	}
	if !e.secrets["s3cret"] || len(e.secrets) != 1 {
		t.Errorf("secrets %v", e.secrets)
	}
	info, err := b.GetWebhookInfo(t.Context())
	if err != nil || info.URL != address || info.LastErrorMessage != "Wrong response from the webhook: 503 Service Unavailable" || info.MaxConnections != 1 {
		t.Errorf("info %+v, %v", info, err)
	}
	if got := post(t, s, "getUpdates", `{}`); got.Code != 409 || got.Description != "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" {
		t.Errorf("getUpdates beside it: %+v", got)
	}
}

func TestWebhook_WaitsForEachChat(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	release := make(chan struct{})
	e, address := listenFor(t, func(attempt int, _ http.ResponseWriter) {
		if attempt == 1 {
			<-release
		}
	})
	post(t, s, "setWebhook", `{"url":"`+address+`"}`)
	one, two := s.Phone(simulator.User{ID: 1, FirstName: "One"}), s.Phone(simulator.User{ID: 2, FirstName: "Two"})
	one.Send("a")
	for e.requests() == 0 {
	}
	one.Send("b")
	two.Send("c")
	if diff := cmp.Diff([]string{"1 a", "2 c"}, e.await(t, 1)); diff != "" {
		t.Error("while the first is under way:", diff)
	}
	close(release)
	if diff := cmp.Diff([]string{"1 a", "2 c", "1 b"}, e.await(t, 2)); diff != "" {
		t.Error(diff)
	}
}

func (e *endpoint) requests() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.got)
}

func TestWebhook_DeleteGivesBackWhatIsUndelivered(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	e, address := listenFor(t, func(_ int, w http.ResponseWriter) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	post(t, s, "setWebhook", `{"url":"`+address+`"}`)
	one, two := s.Phone(simulator.User{ID: 1, FirstName: "One"}), s.Phone(simulator.User{ID: 2, FirstName: "Two"})
	one.Send("a")
	two.Send("b")
	one.Send("c")
	e.await(t, 2)
	info, err := library(t, s).GetWebhookInfo(t.Context())
	if err != nil || info.PendingUpdateCount != 3 {
		t.Errorf("info %+v, %v", info, err)
	}
	post(t, s, "deleteWebhook", `{}`)
	if diff := cmp.Diff([]string{"a", "b", "c"}, textsOf(fetch(t, s, `{}`))); diff != "" {
		t.Error(diff)
	}
	post(t, s, "setWebhook", `{"url":"`+address+`","drop_pending_updates":true}`)
	post(t, s, "setWebhook", `{"url":""}`)
	if got := fetch(t, s, `{}`); len(got) != 0 {
		t.Errorf("dropped, yet there is %+v", got)
	}
}

func TestWebhook_Refusals(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for params, want := range map[string]string{
		`{"url":"ftp://a.b/"}`:                                "Bad Request: bad webhook: invalid webhook URL specified",
		`{"url":"https://a.b/","secret_token":"with space"}`:  "Bad Request: secret token contains unallowed characters",
		`{"url":"https://a.b/","max_connections":"many"}`:     "Bad Request: invalid max_connections specified",
		`{"url":"https://a.b/","allowed_updates":"messages"}`: "Bad Request: can't parse allowed updates JSON object",
	} {
		if got := post(t, s, "setWebhook", params); got.Description != want {
			t.Errorf("%s: %+v", params, got)
		}
	}
}
