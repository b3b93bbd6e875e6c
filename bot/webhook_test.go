package bot_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// ask makes a request to what the bot serves and gives the answer.
func (w *world) ask(method, path, secret string, body io.Reader) (status int, text string) {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.web.URL+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer.StatusCode, string(all)
}

// firstWord is somebody's first word, as Telegram posts it.
func firstWord(id int) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"from":{"id":9,"first_name":"A","language_code":"id"},"chat":{"id":9,"type":"private"},"text":"/start"}}`, id)
}

func TestWebhook_RefusesWhatIsNotTelegrams(t *testing.T) {
	t.Parallel()
	w := newWorldPosted(t, true)
	for _, x := range []struct {
		what, method, path, secret, body string
		want                             int
	}{
		{"no secret", "POST", "/hook", "", firstWord(1), 403},
		{"another secret", "POST", "/hook", secret + "x", firstWord(1), 403},
		{"the beginning of the secret", "POST", "/hook", secret[:5], firstWord(1), 403},
		{"too large a body", "POST", "/hook", secret, strings.Repeat(" ", 1<<20) + firstWord(1), 413},
		{"no body", "POST", "/hook", secret, "", 400},
		{"half an update", "POST", "/hook", secret, firstWord(1)[:40], 400},
		{"an update without an id", "POST", "/hook", secret, `{"message":{}}`, 400},
		{"no object", "POST", "/hook", secret, `[1,2]`, 400},
		{"a look at it", "GET", "/hook", secret, "", 405},
		{"another path", "POST", "/", secret, firstWord(1), 404},
	} {
		if got, _ := w.ask(x.method, x.path, x.secret, strings.NewReader(x.body)); got != x.want {
			t.Errorf("%s: %d, want %d", x.what, got, x.want)
		}
	}
	for _, table := range []string{"seen_update", "person", "set_aside", "outbox"} {
		if n := w.count(table); n != 0 {
			t.Errorf("%d rows in %s", n, table)
		}
	}
	if _, text := w.ask("GET", "/metrics", "", nil); !strings.Contains(text, `ikmbot_webhook_refused_total{status="403"} 3`) {
		t.Error("refusals are not counted")
	}
}

func TestWebhook_AnswersOnceTheUpdateIsStored(t *testing.T) {
	t.Parallel()
	w := newWorldPosted(t, true)
	for range 3 { // Telegram did not get the answer and posts again
		if got, _ := w.ask("POST", "/hook", secret, strings.NewReader(firstWord(900_000_001))); got != 200 {
			t.Errorf("%d, want 200", got)
		}
		if n := w.count("seen_update WHERE update_id = 900000001"); n != 1 {
			t.Errorf("%d rows right after the answer, want 1", n)
		}
	}
	w.settle()
	if n := w.Count("sendMessage").OK + w.Count("sendMessage").Refused; n != 1 {
		t.Errorf("%d replies to one update that came three times", n)
	}
	if got, _ := w.ask("POST", "/hook", secret, strings.NewReader(`{"update_id":900000002,"message":7}`)); got != 200 {
		t.Errorf("an update that the bot can't read: %d, want 200, or it would come for ever", got)
	}
	if n := w.count("set_aside"); n != 1 {
		t.Errorf("%d updates are set aside, want 1", n)
	}
}

func TestWebhook_AnswersWith500WhereNothingIsStored(t *testing.T) {
	t.Parallel()
	w := newWorldPosted(t, true)
	w.await(200, "ok\n") // the bot is at work
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.ask("POST", "/hook", secret, strings.NewReader(firstWord(1))); got != 500 {
		t.Errorf("%d, want 500", got)
	}
}

func TestWebhook_WhatArrivesTogetherIsTakenInOrder(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	w.posted = true
	phones := make([]*simulator.Phone, 60)
	for i := range phones {
		phones[i] = w.Phone(simulator.User{ID: int64(i + 1), FirstName: "A", LanguageCode: "id"})
		phones[i].Start("")
		phones[i].TapForged(1, "go:consent")
		phones[i].TapForged(1, "consent:yes")
		phones[i].Send(fmt.Sprintf("Batik %d", i+1))
	}
	w.run()
	w.settle()
	for i, p := range phones {
		if diff := cmp.Diff(fmt.Sprintf("Batik %d", i+1), w.tables(p.User().ID)["assessment"][0]["name"]); diff != "" {
			t.Errorf("name of %d (-want +got):\n%s", i+1, diff)
		}
	}
}

// Telegram is told the secret and exactly the kinds of updates that the bot knows.
func TestWebhook_IsSetAndRemoved(t *testing.T) {
	t.Parallel()
	w := newWorldPosted(t, true)
	o := newOwner(w.Server, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	o.Start("")
	if err := o.upTo(ctx, "age"); err != nil {
		t.Fatal(err)
	}
	set := w.Calls("setWebhook")
	if len(set) != 1 {
		t.Fatalf("set %d times", len(set))
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	o.Send("halo") // while nobody listens
	w.posted = false
	w.run()
	if err := o.finish(ctx); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.checkInterviews([]*owner{o})
	if n := len(w.Calls("deleteWebhook")); n != 1 {
		t.Errorf("removed %d times, want once", n)
	}
	if !strings.Contains(w.log.String(), "the webhook has been removed") {
		t.Error("the removal is not told")
	}
}

// An update that was posted later than one that is still to come must not be taken for the
// confirmation of that one.
func TestWebhook_BackToPollingLosesNothing(t *testing.T) {
	t.Parallel()
	w := openWorld(t)
	in := func(id int64, posted bool) []store.Inbound {
		return []store.Inbound{{Update: id, Posted: posted}}
	}
	for _, step := range []struct {
		batch []store.Inbound
		want  int64
	}{{in(7, false), 8}, {in(12, true), 0}, {in(11, true), 0}, {in(13, false), 14}} {
		if _, err := w.store.Apply(t.Context(), step.batch); err != nil {
			t.Fatal(err)
		}
		if got, err := w.store.NextUpdate(t.Context()); err != nil || got != step.want {
			t.Errorf("after %d: polling goes on at %d, %v, want %d", step.batch[0].Update, got, err, step.want)
		}
	}
}

func TestHealth_FailsWhileTheBotIsDeaf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.await(200, "ok\n")
	w.Plan(simulator.Fault{Kind: simulator.ServerError, Method: "getUpdates", Times: 3})
	o := newOwner(w.Server, 1)
	o.Start("") // ends the poll that waits
	w.await(503, "receiving: ")
	w.await(200, "ok\n")
}

func TestHealth_FailsWhileTheDatabaseCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.await(200, "ok\n")
	release := w.lock()
	w.await(503, "database: ")
	release()
	w.await(200, "ok\n")
}

// await asks for the bot's health until it is as wanted and one of its lines begins so.
func (w *world) await(status int, begins string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	for ctx.Err() == nil {
		if got, text := w.ask("GET", "/healthz", "", nil); got == status && strings.Contains("\n"+text, "\n"+begins) {
			return
		}
	}
	got, text := w.ask("GET", "/healthz", "", nil)
	w.t.Fatalf("health is %d %q, want %d %q…", got, text, status, begins)
}

func TestMetrics_CountWhatHappens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owners := w.interviews([]int64{1, 2}, func(context.Context, *owner) error { return nil })
	w.Plan(simulator.Fault{Kind: simulator.TooMany, Method: "sendMessage", Times: 1, RetryAfter: time.Second})
	newOwner(w.Server, 3).Start("")
	w.settle()
	w.checkInterviews(owners)
	_, text := w.ask("GET", "/metrics", "", nil)
	for _, line := range []string{
		`ikmbot_floods_total 1`, `ikmbot_interviews{stage="begun"} 2`, `ikmbot_interviews{stage="finished"} 2`,
		`ikmbot_outbox_messages{class="reply"} 0`, `ikmbot_outbox_messages{class="broadcast"} 0`,
		`ikmbot_sends_total{result="failed"} 0`, `ikmbot_telegram_silent 0`, `ikmbot_updates_total{outcome="set_aside"} 0`,
	} {
		if !slices.Contains(strings.Split(text, "\n"), line) {
			t.Errorf("%s is not told", line)
		}
	}
	for _, name := range []string{"ikmbot_commit_seconds_count", "ikmbot_reply_seconds_count", "ikmbot_database_bytes", "go_goroutines"} {
		if !strings.Contains(text, "\n"+name+" ") {
			t.Errorf("%s is not told", name)
		}
	}
	if strings.Contains(text, "Rahasia") {
		t.Error("a name is told")
	}
}

// lock holds the database as another program might, until release is called.
func (w *world) lock() (release func()) {
	w.t.Helper()
	release = sync.OnceFunc(holdDatabase(w.t, w.file))
	w.t.Cleanup(release)
	return release
}
