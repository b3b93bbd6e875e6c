package simulator_test

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
)

// send calls sendMessage and gives the status, the body and the error of the connection.
func send(s *simulator.Server, chatID string) (int, string, error) {
	r, err := http.Post(s.URL()+"/bot"+s.Token()+"/sendMessage", "application/json", strings.NewReader(`{"chat_id":`+chatID+`,"text":"a"}`))
	if err != nil {
		return 0, "", err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	return r.StatusCode, string(body), err
}

func TestPlan_Kinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		fault     simulator.Fault
		code      int
		body      string
		delivered bool
	}{
		{"too many", simulator.Fault{Kind: simulator.TooMany, RetryAfter: 1500 * time.Millisecond}, 429, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 2","parameters":{"retry_after":2}}`, false},
		{"server error", simulator.Fault{Kind: simulator.ServerError}, 500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, false},
		{"server error with a time", simulator.Fault{Kind: simulator.ServerError, RetryAfter: time.Second}, 500, `{"ok":false,"error_code":500,"description":"Internal Server Error","parameters":{"retry_after":1}}`, false},
		{"bad gateway", simulator.Fault{Kind: simulator.BadGateway}, 502, "<p>/bot1:x/sendMessage</p>", false},
		{"cut before", simulator.Fault{Kind: simulator.CutBefore}, 0, "", false},
		{"cut after", simulator.Fault{Kind: simulator.CutAfter}, 0, "", true},
		{"truncated", simulator.Fault{Kind: simulator.Truncate}, 200, `{"ok":true,"result":{"message_id"`, true},
		{"delay", simulator.Fault{Kind: simulator.Delay, Wait: time.Millisecond}, 200, `"text":"a"`, true},
		{"blocked", simulator.Fault{Kind: simulator.Blocked}, 403, `"Forbidden: bot was blocked by the user"`, false},
		{"refused", simulator.Fault{Kind: simulator.Refuse, Description: "100% wrong"}, 400, `"Bad Request: 100% wrong"`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := start(t, simulator.Options{Token: "1:x"})
			phone := s.Phone(owner)
			phone.Send("hi")
			c.fault.Times = 1
			s.Plan(c.fault)
			code, body, err := send(s, "4711")
			if code != c.code || !strings.Contains(body, c.body) || (err != nil) != (c.code == 0) {
				t.Errorf("got %d %s, %v", code, body, err)
			}
			if c.name == "truncated" && strings.HasSuffix(body, "}") {
				t.Errorf("whole: %s", body)
			}
			if got := phone.Last().Text == "a"; got != c.delivered {
				t.Errorf("delivered: %t", got)
			}
			if call := s.Calls("sendMessage")[0]; call.Code != c.code || !call.Faulted {
				t.Errorf("recorded %+v", call)
			}
			if code, _, err := send(s, "4711"); code != 200 {
				t.Errorf("afterwards %d, %v", code, err)
			}
		})
	}
}

func TestPlan_StrikesAsPlanned(t *testing.T) {
	t.Parallel()
	s := start(t, simulator.Options{})
	for _, id := range []int64{1, 2} {
		s.Phone(simulator.User{ID: id, FirstName: "Owner"}).Send("hi")
	}
	codes := func(chatID string, calls int) string {
		var b strings.Builder
		for range calls {
			code, _, err := send(s, chatID)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(map[int]string{200: ".", 403: "B", 500: "E"}[code])
		}
		return b.String()
	}
	s.Plan(simulator.Fault{Kind: simulator.ServerError, Method: "sendMessage", ChatID: 1, Skip: 2, Times: 3})
	if got := codes("2", 3) + codes("1", 7); got != "..."+"..EEE.." {
		t.Errorf("skip and times: %s", got)
	}
	lift := s.Plan(simulator.Fault{Kind: simulator.Blocked, Method: "getMe"})
	if got := codes("1", 2); got != ".." {
		t.Errorf("another method: %s", got)
	}
	lift()
	lift = s.Plan(simulator.Fault{Kind: simulator.ServerError, Probability: 0.5, Seed: 7})
	first := codes("1", 20)
	lift()
	lift = s.Plan(simulator.Fault{Kind: simulator.ServerError, Probability: 0.5, Seed: 7})
	second := codes("2", 20)
	lift()
	if first != second || !strings.Contains(first, ".") || !strings.Contains(first, "E") {
		t.Errorf("seeded: %s and %s", first, second)
	}
	s.Plan(simulator.Fault{Kind: simulator.ServerError, Times: 1})
	s.Plan(simulator.Fault{Kind: simulator.Blocked, Times: 1})
	if got := codes("1", 3); got != "EB." {
		t.Errorf("two faults: %s", got)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := start(t, simulator.Options{Now: clock.Now, Limits: &simulator.Limits{PerSecond: 4, PerChat: 1, ChatBurst: 3}})
	phones := []*simulator.Phone{s.Phone(simulator.User{ID: 1, FirstName: "One"}), s.Phone(simulator.User{ID: 2, FirstName: "Two"})}
	for _, p := range phones {
		p.Send("hi")
	}
	message := func(chatID string) outcome { return post(t, s, "sendMessage", `{"chat_id":`+chatID+`,"text":"a"}`) }
	for range 3 {
		if got := message("1"); !got.OK {
			t.Fatalf("within the burst: %+v", got)
		}
	}
	if got := message("1"); got.Code != 429 || got.Parameters.RetryAfter != 1 || got.Description != "Too Many Requests: retry after 1" {
		t.Errorf("past the burst: %+v", got)
	}
	if got := message("2"); !got.OK {
		t.Errorf("another chat: %+v", got)
	}
	if got := message("2"); got.Code != 429 {
		t.Errorf("past what is allowed in all: %+v", got)
	}
	if got := post(t, s, "sendChatAction", `{"chat_id":2,"action":"typing"}`); !got.OK {
		t.Errorf("an action: %+v", got)
	}
	clock.advance(time.Second)
	if got := message("1"); !got.OK {
		t.Errorf("a second later: %+v", got)
	}
	if got := message("1"); got.Code != 429 {
		t.Errorf("and once more: %+v", got)
	}
}

// floodOutcomes are the codes of a text, an edit, an answer to a tap and an action in chats 1 and 2,
// and of a call that is about no chat.
func floodOutcomes(t *testing.T, s *simulator.Server) string {
	t.Helper()
	var codes []string
	for _, c := range []struct{ method, params string }{
		{"sendMessage", `{"chat_id":1,"text":"a"}`},
		{"editMessageText", `{"chat_id":1,"message_id":1,"text":"b"}`},
		{"answerCallbackQuery", `{"callback_query_id":"1-1"}`},
		{"sendChatAction", `{"chat_id":1,"action":"typing"}`},
		{"sendMessage", `{"chat_id":2,"text":"a"}`},
		{"getMe", `{}`},
	} {
		got := post(t, s, c.method, c.params)
		code := "."
		if got.Code == 429 {
			code = strconv.Itoa(got.Parameters.RetryAfter)
		}
		codes = append(codes, code)
	}
	return strings.Join(codes, " ")
}

func startForFlood(t *testing.T, clock *clock, limits *simulator.Limits) *simulator.Server {
	s := start(t, simulator.Options{Now: clock.Now, Limits: limits})
	for id := range int64(2) {
		s.Phone(simulator.User{ID: id + 1, FirstName: "Owner"}).Send("hi")
	}
	return s
}

func TestFlood(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := startForFlood(t, clock, nil)
	s.Flood(1, time.Minute)
	if got := floodOutcomes(t, s); got != "60 60 60 60 . ." {
		t.Errorf("a chat: %s", got)
	}
	clock.advance(20 * time.Second)
	s.Flood(0, 10*time.Second)
	if got := floodOutcomes(t, s); got != "40 40 40 40 10 10" {
		t.Errorf("all: %s", got)
	}
	clock.advance(40 * time.Second)
	if got := floodOutcomes(t, s); got != ". . . . . ." {
		t.Errorf("afterwards: %s", got)
	}
}

func TestLimits_Penalty(t *testing.T) {
	t.Parallel()
	clock := newClock()
	s := startForFlood(t, clock, &simulator.Limits{PerSecond: 5, PerChat: 1, ChatBurst: 2, Penalty: time.Minute})
	for range 3 { // of which the third is too much for the chat
		post(t, s, "sendMessage", `{"chat_id":1,"text":"a"}`)
	}
	if got := floodOutcomes(t, s); got != "60 60 60 60 . ." {
		t.Errorf("past the limit of a chat: %s", got)
	}
	clock.advance(time.Minute)
	for chat := range 6 { // of which the sixth is too much for all
		s.Phone(simulator.User{ID: int64(chat + 10), FirstName: "Owner"}).Send("hi")
		post(t, s, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"a"}`, chat+10))
	}
	if got := floodOutcomes(t, s); got != "60 60 60 60 60 60" {
		t.Errorf("past the limit of all: %s", got)
	}
}
