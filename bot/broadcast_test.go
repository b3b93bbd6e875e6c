package bot_test

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// A newsroom is a world with an officer, in chat 1, and owners who may be written to, in chats
// 101, 102, …
type newsroom struct {
	*world
	officer *simulator.Phone
	owners  []*simulator.Phone
}

// openNewsroom makes a newsroom in which no bot runs yet. Its owners have not used the bot today.
func openNewsroom(t testing.TB, w *world, owners int) *newsroom {
	t.Helper()
	n := &newsroom{world: w, officer: w.Phone(simulator.User{ID: 1, FirstName: "Officer", LanguageCode: "id"})}
	n.change(`
		WITH RECURSIVE generate(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM generate WHERE value < ?)
		INSERT INTO person (chat_id, language, created_at, last_seen_at, place) SELECT 100 + value, 'id', 0, 0, 'ready' FROM generate`, owners)
	n.change("INSERT INTO consent (person_id, version, given, contact, at) SELECT id, 3, 1, 1, 0 FROM person")
	n.change("INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at, name) SELECT id, 1, 1, 1, 0, 'Batik <' || chat_id || '>' FROM person")
	for i := range owners {
		n.owners = append(n.owners, w.Phone(simulator.User{ID: int64(101 + i), FirstName: "Owner", LanguageCode: "id"}))
	}
	return n
}

// change changes the database file while the bot runs.
func (n *newsroom) change(statement string, args ...any) {
	n.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+n.file+"?_busy_timeout=5000")
	if err != nil {
		n.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement, args...); err != nil {
		n.t.Fatalf("%s: %v", statement, err)
	}
}

// greet has everybody start the bot, so that it may write, and waits until nothing is on its way.
func (n *newsroom) greet() {
	n.t.Helper()
	n.begin()
	n.settle()
}

// begin has everybody start the bot, and waits until it has answered.
func (n *newsroom) begin() {
	n.t.Helper()
	ctx, cancel := n.longEnough()
	defer cancel()
	all := append(slices.Clone(n.owners), n.officer)
	for _, p := range all {
		p.Start("")
	}
	for _, p := range all {
		if err := p.Wait(ctx, func(messages []simulator.Message) bool { return messages[len(messages)-1].FromBot }); err != nil {
			n.t.Fatal(err)
		}
	}
}

// longEnough is how long to wait for something that is sent to all owners.
func (n *newsroom) longEnough() (context.Context, context.CancelFunc) {
	return context.WithTimeout(n.t.Context(), patience+time.Duration(len(n.owners))*time.Second/10)
}

// confirm has the officer write a broadcast with this content and confirm it.
func (n *newsroom) confirm(content string) {
	n.t.Helper()
	n.approve(n.draft(content))
}

// draft writes a broadcast with this content, and gives its number.
func (n *newsroom) draft(content string) (id int64) {
	n.t.Helper()
	n.change("INSERT INTO broadcast (officer_id, state, content) SELECT id, 'draft', ? FROM officer", content)
	n.query(&id, "SELECT max(id) FROM broadcast")
	return id
}

// approve has the officer confirm a draft.
func (n *newsroom) approve(id int64) {
	n.officer.TapForged(n.officer.Last().ID, fmt.Sprintf("br:yes.%d", id))
}

// over waits until the broadcast has its report, and until nothing is on its way.
func (n *newsroom) over() {
	n.t.Helper()
	n.reported()
	n.settle()
}

// reported waits until the broadcast has its report.
func (n *newsroom) reported() {
	n.t.Helper()
	ctx, cancel := n.longEnough()
	defer cancel()
	done := func([]simulator.Message) bool { return n.count("broadcast WHERE state = 'done'") > 0 }
	if err := n.officer.Wait(ctx, done); err != nil { // the report is a change of the officer's chat
		n.t.Fatal(err)
	}
}

// copies are the messages of a chat with the button that stops them.
func copies(p *simulator.Phone) (found []simulator.Message) {
	for _, m := range p.Messages() {
		if m.FromBot && find(buttons(m), "bc:", ".stop") != "" {
			found = append(found, m)
		}
	}
	return found
}

func TestBroadcast_ReachesEverybodyOnce(t *testing.T) {
	t.Parallel()
	w := openWorldWith(t, store.Options{Clock: func() time.Time { return noon }, Administrators: []int64{1}})
	n := openNewsroom(t, w, 30)
	n.run()
	n.greet()
	blocked, stopped, gone := n.owners[3], n.owners[4], n.owners[5]
	gone.Deactivate()
	stopped.Send("/berhenti")
	n.settle()
	n.confirm(`{"texts":{"id":"Halo <b>{nama}</b>, hasil: {kuadran}","en":"Hello {name}"},"answers":{"id":["Ya","Tidak"]},"segment":{"busy":true}}`)
	n.over()

	for _, o := range n.owners {
		want := 1
		if o == stopped || o == gone {
			want = 0
		}
		if got := copies(o); len(got) != want {
			t.Errorf("owner %d got %d", o.User().ID, len(got))
		}
	}
	first := copies(n.owners[0])[0]
	if !strings.HasPrefix(first.Text, "Halo Batik <101>, hasil: (") || len(first.Entities) != 1 || first.Entities[0].Type != "bold" || len(buttons(first)) != 3 {
		t.Errorf("it reads %q, %v, %q", first.Text, first.Entities, buttons(first))
	}
	// An answer, and a stop; whoever blocks meanwhile is not written to again.
	if err := cmp.Or(n.owners[0].Tap(first.ID, "Tidak"), n.owners[1].Tap(copies(n.owners[1])[0].ID, find(buttons(copies(n.owners[1])[0]), "bc:", ".stop"))); err != nil {
		t.Fatal(err)
	}
	blocked.Block()
	n.settle()
	want := map[string]int{"sent": 28, "blocked": 1}
	for state, count := range want {
		if got := n.count("broadcast_recipient WHERE state = ?", state); got != count {
			t.Errorf("%d recipients are %s, want %d", got, state, count)
		}
	}
	if n.count("broadcast_recipient WHERE answer = 1") != 1 || n.count("person WHERE stopped_at IS NOT NULL") != 2 {
		t.Error("an answer or a stop is not kept")
	}
	if n.count("person WHERE chat_id = ? AND blocked_at IS NOT NULL", gone.User().ID) != 1 {
		t.Error("whoever is gone is not marked for good")
	}
	if report := n.officer.Last(); !strings.Contains(report.Text, "28") {
		t.Errorf("the report: %q", report.Text)
	}
	if text := n.log.String(); text != "" {
		t.Errorf("logged:\n%s", text)
	}
}

// TestBroadcast_IsPaidForOverTheFreeRate sends one at the free rate and one at a higher one.
func TestBroadcast_IsPaidForOverTheFreeRate(t *testing.T) {
	t.Parallel()
	for rate, paid := range map[int]bool{30: false, 31: true} {
		t.Run(fmt.Sprintf("%d a second", rate), func(t *testing.T) {
			t.Parallel()
			w := openWorldWith(t, store.Options{Clock: func() time.Time { return noon }, Administrators: []int64{1}})
			n := openNewsroom(t, w, 3)
			w.runAt(rate)
			n.greet()
			n.confirm(`{"texts":{"id":"Halo"},"segment":{"recent":true}}`)
			n.over()
			calls := n.Calls("sendMessage")
			if len(calls) < 3 || slices.ContainsFunc(calls, func(c simulator.Call) bool { return c.Paid != paid }) {
				t.Errorf("%d messages, not all of them with paid = %v", len(calls), paid)
			}
		})
	}
}

func TestBroadcast_CarriesAPictureOrAFile(t *testing.T) {
	t.Parallel()
	for _, kind := range []simulator.FileKind{simulator.Photo, simulator.Document} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			w := openWorldWith(t, store.Options{Clock: func() time.Time { return noon }, Administrators: []int64{1}})
			n := openNewsroom(t, w, 2)
			n.run()
			n.greet()
			// It is written as an officer does it, with formatting in the text.
			n.officer.Send("/siaran")
			n.settle()
			if _, err := n.officer.SendFormatted("Pelatihan <b>gratis</b> & <a href=\"https://example.org/?a=1&amp;b=2\">daftar</a>"); err != nil {
				t.Fatal(err)
			}
			n.settle()
			n.officer.TapForged(n.officer.Last().ID, "br:ask.media")
			n.settle()
			if kind == simulator.Photo {
				n.officer.Photo([]byte("\x89PNG\r\n\x1a\n"), "")
			} else {
				n.officer.Document("jadwal.pdf", []byte("%PDF"), "")
			}
			n.settle()
			var id int64
			n.query(&id, "SELECT max(id) FROM broadcast")
			n.officer.TapForged(n.officer.Last().ID, "br:test")
			n.settle()
			test := n.officer.Last()
			if test.File == nil || test.File.Kind != kind || !slices.Contains(buttons(test), "bc:0.stop") {
				t.Errorf("the test is %+v", test)
			}
			n.officer.TapForged(test.ID, fmt.Sprintf("br:yes.%d", id))
			n.over()
			for _, o := range n.owners {
				m := copies(o)[0]
				if m.File == nil || m.File.Kind != kind || m.Caption != "Pelatihan gratis & daftar" || len(m.Entities) != 2 || m.Entities[1].URL != "https://example.org/?a=1&b=2" {
					t.Errorf("%+v", m)
				}
			}
		})
	}
}
