package simulator_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/bot/simulator/simulatortest"
)

// What these tests share with those of the page and the terminal.
var (
	owner      = simulatortest.Owner
	start      = simulatortest.Start
	post       = simulatortest.Post
	tryPost    = simulatortest.TryPost
	fetch      = simulatortest.Fetch
	context20s = simulatortest.Context
	picture    = simulatortest.Picture
)

type outcome = simulatortest.Outcome

const patience = simulatortest.Patience

// library is a bot that talks to the server through github.com/go-telegram/bot.
func library(t testing.TB, s *simulator.Server, options ...bot.Option) *bot.Bot {
	t.Helper()
	b, err := bot.New(s.Token(), append([]bot.Option{bot.WithServerURL(s.URL())}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// clock is a clock that the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func TestServer_Addresses(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, c := range []struct{ name, path, description string }{
		{"refuses an unknown method", "/bot" + s.Token() + "/sendPigeon", "Not Found"},
		{"refuses a wrong token", "/bot1:wrong/getMe", "Unauthorized"},
		{"refuses a wrong token for a file", "/file/bot1:wrong/photos/x.png", "Unauthorized"},
		{"refuses an unknown file", "/file/bot" + s.Token() + "/photos/x.png", "Not Found"},
		{"refuses what is no call", "/", "Not Found"},
		{"reads names of methods without regard to case", "/bot" + s.Token() + "/GETME", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, err := http.Get(s.URL() + c.path)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Body.Close()
			var o outcome
			if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
				t.Fatal(err)
			}
			if o.Description != c.description || o.OK != (c.description == "") {
				t.Errorf("got %+v", o)
			}
		})
	}
}

func TestServer_GetMe(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{Token: "77:secret", Username: "craft_bot"})
	me, err := library(t, s).GetMe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if me.ID != 77 || !me.IsBot || me.Username != "craft_bot" {
		t.Errorf("got %+v", me)
	}
}

func TestServer_StartRefusesATokenWithoutBotID(t *testing.T) {
	t.Parallel()
	if _, err := simulator.Start(simulator.Options{Token: "secret"}); err == nil {
		t.Error("no error")
	}
}

func TestServer_ReadsForms(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	phone := s.Phone(owner)
	phone.Send("hi")
	for _, c := range []struct{ name, query, body, contentType string }{
		{"in the query", "?chat_id=4711&text=words", "", ""},
		{"URL-encoded in the body", "", "chat_id=4711&text=words", "application/x-www-form-urlencoded"},
		{"as JSON with a number as text", "", `{"chat_id":"4711","text":"words","parse_mode":null}`, "application/json; charset=utf-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := http.Post(s.URL()+"/bot"+s.Token()+"/sendMessage"+c.query, c.contentType, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Body.Close()
			if got := phone.Last().Text; r.StatusCode != 200 || got != "words" {
				t.Errorf("status %d, text %q", r.StatusCode, got)
			}
		})
	}
	if got := s.Count("sendMessage"); got != (simulator.Count{OK: 3}) {
		t.Errorf("counted %+v", got)
	}
}

func TestServer_Calls(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{Now: clock.Now, CallsKept: 3})
	s.Phone(owner).Send("hi")
	post(t, s, "getMe", `{}`)
	post(t, s, "getMe", `{}`)
	post(t, s, "sendMessage", `{"chat_id":4711,"text":"<b>one</b>","parse_mode":"HTML"}`)
	post(t, s, "sendMessage", `{"chat_id":99,"text":"two"}`)
	want := []simulator.Call{
		{Method: "getMe", At: clock.Now(), Code: 200},
		{Method: "sendMessage", ChatID: 4711, Text: "<b>one</b>", At: clock.Now(), Code: 200},
		{Method: "sendMessage", ChatID: 99, Text: "two", At: clock.Now(), Code: 400, Refusal: "Bad Request: chat not found"},
	}
	if diff := cmp.Diff(want, s.Calls()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[1:], s.Calls("sendMessage", "sendPhoto")); diff != "" {
		t.Error(diff)
	}
	if got := s.Count("sendMessage"); got != (simulator.Count{OK: 1, Refused: 1}) {
		t.Errorf("counted %+v", got)
	}
}
