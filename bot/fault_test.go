package bot_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/dialog/questionnaire"
)

// passing are the faults that go by, as networks and Telegram have them.
var passing = map[string]simulator.Fault{
	"429":                  {Kind: simulator.TooMany, RetryAfter: time.Second},
	"500":                  {Kind: simulator.ServerError, Times: 2},
	"500 with retry_after": {Kind: simulator.ServerError, RetryAfter: time.Second},
	"502 with HTML":        {Kind: simulator.BadGateway, Times: 2},
	"cut before":           {Kind: simulator.CutBefore, Times: 2},
	"cut after":            {Kind: simulator.CutAfter, Times: 2},
	"truncated":            {Kind: simulator.Truncate, Times: 2},
	"delay":                {Kind: simulator.Delay, Wait: 500 * time.Millisecond},
}

// refused are refusals of one call that another one makes good, by method.
var refused = map[string][]string{
	"sendMessage":         {`can't parse entities: Can't find end tag corresponding to start tag "rahasia"`},
	"sendPhoto":           {`can't parse entities: Unsupported start tag "rahasia" at byte offset 3`},
	"sendDocument":        {`can't parse entities: Unsupported start tag "rahasia" at byte offset 3`},
	"editMessageText":     {`can't parse entities: Unexpected end tag at byte offset 7`, "message to edit not found", "message can't be edited"},
	"answerCallbackQuery": {"query is too old and response timeout expired or query ID is invalid"},
}

// TestFaults_NobodyIsStuck lets one owner for each fault of each method answer a
// whole interview, all at the same time, and ask for the data afterwards.
func TestFaults_NobodyIsStuck(t *testing.T) {
	t.Parallel()
	for mode, posted := range modes {
		t.Run("with updates by "+mode, func(t *testing.T) {
			t.Parallel()
			faultAll(t, newWorldPosted(t, posted))
		})
	}
}

func faultAll(t *testing.T, w *world) {
	t.Helper()
	struck := map[int64]simulator.Fault{}
	names := map[int64]string{}
	plan := func(name, method string, f simulator.Fault) {
		f.ChatID = int64(1000 + len(struck))
		f.Method, f.Times = method, max(f.Times, 1)
		if method == "editMessageText" || method == "answerCallbackQuery" {
			f.Skip = 5 * len(struck) % 30
		}
		struck[f.ChatID], names[f.ChatID] = f, method+": "+name
		w.Plan(f)
	}
	for _, method := range slices.Sorted(maps.Keys(refused)) {
		for _, name := range slices.Sorted(maps.Keys(passing)) {
			plan(name, method, passing[name])
		}
		for _, description := range refused[method] {
			plan(description, method, simulator.Fault{Kind: simulator.Refuse, Description: description})
		}
	}
	owners := w.interviews(slices.Sorted(maps.Keys(struck)), func(ctx context.Context, o *owner) error {
		o.Send("/dataku")
		return o.Wait(ctx, func(ms []simulator.Message) bool {
			return slices.ContainsFunc(ms, func(m simulator.Message) bool { return m.FromBot && m.File != nil && m.File.Kind == simulator.Document })
		})
	})
	w.settle()
	faulted := map[string]int{}
	for _, c := range w.Calls() {
		if c.Faulted {
			faulted[fmt.Sprint(c.ChatID, c.Method)]++
		}
	}
	for id, f := range struck {
		if got := faulted[fmt.Sprint(id, f.Method)]; got != f.Times {
			t.Errorf("%s: struck %d times, want %d", names[id], got, f.Times)
		}
	}
	w.checkInterviews(owners)
	for _, table := range []string{"outbox", "undelivered", "set_aside", "person WHERE blocked_at IS NOT NULL"} {
		if n := w.count(table); n != 0 {
			t.Errorf("%d rows in %s", n, table)
		}
	}
}

// TestFaults_OfReceiving has every fault between good calls of getUpdates.
func TestFaults_OfReceiving(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := maps.Clone(passing)
	all["403"] = simulator.Fault{Kind: simulator.Blocked}
	all["400"] = simulator.Fault{Kind: simulator.Refuse, Description: `wrong parameter "rahasia" in request`}
	skip := 2
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := all[name]
		f.Method, f.Times, f.Skip = "getUpdates", 1, skip
		skip += 3 // good calls in between, or the pauses would grow
		w.Plan(f)
	}
	owners := w.interviews([]int64{1, 2, 3, 4, 5}, func(context.Context, *owner) error { return nil })
	faulted := 0
	for _, c := range w.Calls("getUpdates") {
		if c.Faulted {
			faulted++
		}
	}
	if faulted != len(all) {
		t.Errorf("%d calls were struck, want %d", faulted, len(all))
	}
	w.settle()
	w.checkInterviews(owners)
	if n := w.count("set_aside"); n != 0 {
		t.Errorf("%d updates are set aside", n)
	}
}

// TestFaults_AnotherCopyFetches has a second program fetch the same bot's updates for a moment.
func TestFaults_AnotherCopyFetches(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Start("")
	if err := o.upTo(ctx, "age"); err != nil {
		t.Fatal(err)
	}
	// Only a call that meets the bot's own is a conflict: between two of those there is none.
	for w.Count("getUpdates").Refused == 0 && ctx.Err() == nil {
		answer, err := http.Get(w.URL() + "/bot" + w.Token() + "/getUpdates?timeout=0")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	if err := o.finish(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.checkInterviews([]*owner{o})
	if refused := w.Count("getUpdates").Refused; refused != 1 {
		t.Errorf("%d calls of getUpdates were refused, want 1", refused)
	}
}

// TestFaults_PersonIsGone loses what was said and the way to the person, until that one writes
// again.
func TestFaults_PersonIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, f := range []simulator.Fault{
		{Kind: simulator.Blocked, Method: "sendMessage", Skip: 1},
		{Kind: simulator.Blocked, Method: "editMessageText", Skip: 12},
		{Kind: simulator.Refuse, Method: "editMessageText", Skip: 20, Description: "chat not found"},
	} {
		o := newOwner(w.Server, int64(i+1))
		f.ChatID, f.Times = int64(i+1), 1
		w.Plan(f)
		o.Start("")
		w.stepUntil(o, "person WHERE blocked_at IS NOT NULL AND chat_id = ?")
		w.goOn(o)
		if n := w.count("person WHERE blocked_at IS NOT NULL"); n != 0 {
			t.Errorf("%s: who wrote again is still held to be gone", f.Method)
		}
		w.checkInterviews([]*owner{o})
	}
}

// TestFaults_RefusedForGood loses one message; the person writes and is shown the question again.
func TestFaults_RefusedForGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, method := range []string{"sendMessage", "editMessageText"} {
		o := newOwner(w.Server, int64(i+1))
		w.Plan(simulator.Fault{Kind: simulator.Refuse, Method: method, ChatID: int64(i + 1), Skip: 1, Times: 1, Description: "message is too long"})
		o.Start("")
		w.stepUntil(o, "undelivered WHERE chat_id = ?")
		w.goOn(o)
		w.checkInterviews([]*owner{o})
	}
	if n := w.count("person WHERE blocked_at IS NOT NULL"); n != 0 {
		t.Errorf("%d people are held to be gone", n)
	}
}

// TestFaults_BlockAndReturn is a real block, and a return with and without a word.
func TestFaults_BlockAndReturn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Start("")
	if err := o.upTo(ctx, "S3"); err != nil {
		t.Fatal(err)
	}
	w.settle()
	for _, back := range []struct {
		comes  func()
		newest int // messages of the bot that come of it
	}{{o.Unblock, 0}, {func() { o.Send("halo") }, 1}} {
		o.Block()
		w.settle()
		if n := w.count("person WHERE blocked_at IS NOT NULL"); n != 1 {
			t.Error("a block is not recorded")
		}
		before := len(fromBot(o.Messages()))
		back.comes()
		w.settle()
		if n := w.count("person WHERE blocked_at IS NOT NULL"); n != 0 {
			t.Error("a return is not recorded")
		}
		if got := len(fromBot(o.Messages())) - before; got != back.newest {
			t.Errorf("%d messages on a return, want %d", got, back.newest)
		}
	}
	if err := o.finish(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.checkInterviews([]*owner{o})
}

// interviews lets many owners answer an interview at the same time, and do something after it.
func (w *world) interviews(ids []int64, after func(context.Context, *owner) error) []*owner {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	owners := make([]*owner, len(ids))
	var group sync.WaitGroup
	for i, id := range ids {
		owners[i] = newOwner(w.Server, id)
		group.Go(func() {
			err := owners[i].interview(ctx)
			if err == nil {
				err = after(ctx, owners[i])
			}
			if err != nil {
				w.t.Errorf("owner %d: %v", id, err)
			}
		})
	}
	group.Wait()
	return owners
}

// stepUntil takes one step after the other until there is such a row for the owner's chat.
func (w *world) stepUntil(o *owner, row string) {
	w.t.Helper()
	for w.settle(); w.count(row, o.User().ID) == 0; w.settle() {
		a, shown := o.next(o.Messages())
		if !shown {
			w.t.Fatalf("stuck after %v", o.asked)
		}
		if err := o.act(a); err != nil {
			w.t.Fatal(err)
		}
	}
}

// goOn is what somebody does who waited in vain: writes, and answers on.
func (w *world) goOn(o *owner) {
	w.t.Helper()
	if a, shown := o.next(o.Messages()); shown {
		w.t.Fatalf("nothing is lost, the phone shows %+v", a)
	}
	if len(o.asked) == 0 && o.name != "" && o.done["consent:yes"] {
		o.name = "" // it has been given
	}
	o.Send("/lanjut")
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	if err := o.finish(ctx); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// checkInterviews compares what is stored with what was answered, and looks for
// what must not be in the log.
func (w *world) checkInterviews(owners []*owner) {
	w.t.Helper()
	_, secret, _ := strings.Cut(w.Token(), ":")
	log := w.log.String()
	if strings.Contains(log, secret) || strings.Contains(log, "ahasia") {
		w.t.Errorf("the log holds the token, a name or what was quoted:\n%s", log)
	}
	for _, o := range owners {
		id := o.User().ID
		if diff := cmp.Diff(codes(o.applicable()), o.asked); diff != "" {
			w.t.Errorf("owner %d: questions (-in order +as asked):\n%s", id, diff)
		}
		w.checkAnswers(o)
		if n := w.count("result JOIN assessment ON assessment.id = assessment_id JOIN person ON person.id = person_id WHERE chat_id = ?", id); n != 1 {
			w.t.Errorf("owner %d: %d results", id, n)
		}
		if n := w.toasts(o); n != 0 {
			w.t.Errorf("owner %d was told off %d times", id, n)
		}
	}
}

// checkAnswers compares the latest assessment with what was tapped and typed.
func (w *world) checkAnswers(o *owner) {
	w.t.Helper()
	var name string
	w.query(&name, "SELECT coalesce(name, '') FROM assessment JOIN person ON person.id = person_id WHERE chat_id = ?", o.User().ID)
	if name != o.name {
		w.t.Errorf("owner %d: name %q, want %q", o.User().ID, name, o.name)
	}
	stored := map[string]int{}
	for _, question := range codes(questionnaire.Newest().Questions)[1:] {
		var value *int
		w.query(&value, "SELECT "+question+" FROM assessment JOIN person ON person.id = person_id WHERE chat_id = ?", o.User().ID)
		if value != nil {
			stored[question] = *value
		}
	}
	want := maps.Clone(o.answers)
	for _, code := range questionnaire.Newest().Implied(o.given()) { // of whoever uses a medium, a strength
		want[code] = 1
	}
	if diff := cmp.Diff(want, stored); diff != "" {
		w.t.Errorf("owner %d: answers (-given +stored):\n%s", o.User().ID, diff)
	}
}

func fromBot(messages []simulator.Message) []simulator.Message {
	return slices.DeleteFunc(messages, func(m simulator.Message) bool { return !m.FromBot })
}
