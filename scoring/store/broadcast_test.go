package store

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog"
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	officedb "ikmbot/scoring/store/office"
)

// A station is a store with a stopped clock and an officer in chat 1.
type station struct {
	*Store
	t     testing.TB
	path  string
	clock time.Time
}

// forenoon is a time at which broadcasts go out.
var forenoon = time.Date(2026, 3, 2, 10, 0, 0, 0, batch.WIB)

// spoken is Indonesian, as far as the store has to know it.
var spoken = say.Languages{{Language: say.Indonesian, Placeholders: map[string][]string{"name": {"nama"}, "quadrant": {"posisi", "kuadran"}, "strategy": {"strategi"}}}}

// newStation opens a new store with so many people who may be written to, in chats 11, 12, …
func newStation(t testing.TB, people int) *station {
	t.Helper()
	b := &station{t: t, path: filepath.Join(t.TempDir(), "ikmbot.db"), clock: forenoon}
	b.open()
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	talker{t, b.Store, 1}.does(command(say.CommandStart))
	exec(t, b.Store, "INSERT INTO officer (chat_id, name, admin, since) VALUES (1, 'Budi', 0, 0)")
	for _, statement := range []string{
		"INSERT INTO person (chat_id, language, created_at, last_seen_at, place) SELECT 10 + value, 'id', 0, 0, 'ready' FROM generate",
		"INSERT INTO consent (person_id, version, given, contact, at) SELECT id, 3, 1, 1, 0 FROM person WHERE chat_id > 10",
	} {
		exec(t, b.Store, "WITH RECURSIVE generate(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM generate WHERE value < ?) "+statement, people)
	}
	return b
}

func (b *station) open() {
	b.t.Helper()
	var err error
	if b.Store, err = Open(b.t.Context(), b.path, Options{Languages: spoken, Clock: func() time.Time { return b.clock }}); err != nil {
		b.t.Fatal(err)
	}
}

// restart closes the store, as the program does when it stops, and opens it again.
func (b *station) restart() {
	b.t.Helper()
	if err := b.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.open()
}

// effect writes effects of a chat, in a turn of their own.
func (b *station) effect(chat int64, effects ...turn.Effect) (applied Applied) {
	b.t.Helper()
	err := b.file.Write(b.t.Context(), func(tx *sql.Tx) error {
		a := batch.Turn{Tx: tx, Dialog: b.writer.Dialog, Now: b.writer.Millis()}
		p, err := a.Find(chat)
		if err != nil {
			return err
		}
		for _, e := range effects {
			if err := writeEffect(&a, &p, p.Session, e); err != nil {
				return err
			}
		}
		applied = a.Applied
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return applied
}

// confirm writes a broadcast, confirms it twice and returns its id.
func (b *station) confirm(id broadcast.Draft) int64 {
	b.t.Helper()
	if id.Texts == nil {
		id.Texts = map[say.Language]string{say.Indonesian: "Halo {nama}"}
	}
	exec(b.t, b.Store, "INSERT INTO broadcast (officer_id, state, content) VALUES (1, 'draft', '{}')")
	id.ID = one[int64](b.t, b.Store, "SELECT max(id) FROM broadcast")
	if !b.effect(1, broadcast.Confirmed{Draft: id}).Broadcast {
		b.t.Error("nothing is said of a broadcast that was confirmed")
	}
	if b.effect(1, broadcast.Confirmed{Draft: id}).Broadcast {
		b.t.Error("the second confirmation counts as well")
	}
	return id.ID
}

// tend tends the broadcasts until there is nothing more to do now.
func (b *station) tend() (all Tended) {
	b.t.Helper()
	for {
		tended, err := b.TendBroadcasts(b.t.Context())
		if err != nil {
			b.t.Fatal(err)
		}
		all.Messages, all.Quiet, all.Next = append(all.Messages, tended.Messages...), tended.Quiet, tended.Next
		if !tended.More {
			return all
		}
	}
}

// due reads the chats whose copies are due, at most so many, and when the next are.
func (b *station) due(limit int) (rows []Outgoing, next int64) {
	b.t.Helper()
	rows, next, err := b.Due(b.t.Context(), ClassBroadcast, b.writer.Millis(), limit)
	if err != nil {
		b.t.Fatal(err)
	}
	return rows, next
}

// settleAs gives rows an outcome, with their ids and chats filled in.
func (b *station) settleAs(outcome Delivery, rows ...batch.Outgoing) (last bool) {
	b.t.Helper()
	var deliveries []Delivery
	for _, r := range rows {
		outcome.ID, outcome.Chat, outcome.At = r.ID, r.Chat, b.writer.Millis()
		deliveries = append(deliveries, outcome)
	}
	last, err := b.Settle(b.t.Context(), deliveries)
	if err != nil {
		b.t.Fatal(err)
	}
	return last
}

// progressOf reads a broadcast's progress.
func (b *station) progressOf(id int64) broadcast.Progress {
	b.t.Helper()
	figures, err := b.Report(b.t.Context(), 1, say.Report{Kind: say.ReportProgress, Broadcast: id})
	progress, ok := figures.(*broadcast.Progress)
	if err != nil || !ok {
		b.t.Fatalf("no progress: %v", err)
	}
	return *progress
}

func TestBroadcast_GoesFromTheDraftToTheReport(t *testing.T) {
	t.Parallel()
	b := newStation(t, 5)
	id := b.confirm(broadcast.Draft{Answers: map[say.Language][]string{say.Indonesian: {"Ya", "Tidak"}}})
	b.tend()
	rows, _ := b.due(100)
	if len(rows) != 5 || rows[0].Chat != 11 || rows[0].Reply.Broadcast.ID != id {
		t.Fatalf("due: %+v", rows)
	}
	if last := b.settleAs(Delivery{}, rows[0], rows[1]); last {
		t.Error("it is over after two of five")
	}
	b.effect(11, broadcast.Answered{ID: id, Answer: 0})
	b.effect(11, broadcast.Answered{ID: id, Answer: 1})
	b.effect(12, broadcast.Answered{ID: id, Answer: 2}) // forged
	b.effect(1, broadcast.Answered{ID: id, Answer: 1})  // no recipient
	b.settleAs(Delivery{Lost: true, Gone: true, Code: 403, Reason: "Forbidden: bot was blocked by the user"}, rows[2])
	b.settleAs(Delivery{Lost: true, Code: 400, Reason: "Bad Request: wrong file"}, rows[3])
	if !b.effect(15, reminder.Stopped{}).Broadcast {
		t.Error("nobody is told that a recipient is to be skipped")
	}
	want := broadcast.Progress{
		ID: id, State: broadcast.Running, Title: "Halo {nama}", Due: b.writer.Millis(), Recipients: 5, Sent: 2, Blocked: 1, Skipped: 1,
		Failed: map[string]int{"Bad Request: wrong file": 1}, Answers: []broadcast.AnswerCount{{Label: "Ya"}, {Label: "Tidak", Count: 1}}}
	if diff := cmp.Diff(want, b.progressOf(id)); diff != "" {
		t.Errorf("at the end (-want +got):\n%s", diff)
	}
	reports := b.tend().Messages
	if len(reports) != 2 || reports[1].Chat != 1 || reports[1].Message != 0 || reports[1].Reply.Report.Broadcast != id {
		t.Errorf("want a report to the officer, got %+v", reports)
	}
	if state := b.progressOf(id).State; state != broadcast.Done {
		t.Errorf("it is %s", state)
	}
	if again := b.tend(); len(again.Messages) != 0 || again.Next != 0 {
		t.Errorf("it goes on after the end: %+v", again)
	}
	if n := one[int](t, b.Store, "SELECT count(*) FROM person WHERE broadcast_at = ?", b.writer.Millis()); n != 2 {
		t.Errorf("%d people count as written to, want 2", n)
	}
	if n := one[int](t, b.Store, "SELECT count(*) FROM person WHERE chat_id = 13 AND blocked_at IS NOT NULL"); n != 1 {
		t.Error("whoever has blocked the bot is not marked")
	}
}

func TestBroadcast_IsListedInPiecesAcrossARestart(t *testing.T) {
	t.Parallel()
	const people = 3 * 500 // three pieces
	b := newStation(t, people)
	id := b.confirm(broadcast.Draft{})
	if tended, err := b.TendBroadcasts(t.Context()); err != nil || !tended.Listed || !tended.More {
		t.Fatalf("%+v, %v", tended, err)
	}
	// One of those not yet looked at stops. Nobody who comes later is on the list.
	b.effect(10+people, reminder.Stopped{})
	talker{t, b.Store, 90_000}.arrives()
	rows, _ := b.due(10)
	b.settleAs(Delivery{}, rows...)
	b.restart()
	b.tend()
	if p := b.progressOf(id); p.Recipients != people-1 || p.Sent != 10 || p.Left != people-11 {
		t.Errorf("%d on the list, %d sent, %d left", p.Recipients, p.Sent, p.Left)
	}
	if n := one[int](t, b.Store, "SELECT count(DISTINCT chat_id) FROM outbox WHERE broadcast_id = ?", id); n != people-11 {
		t.Errorf("%d copies wait, want %d", n, people-11)
	}
}

func TestBroadcast_IsPausedAndCancelled(t *testing.T) {
	t.Parallel()
	b := newStation(t, 4)
	id := b.confirm(broadcast.Draft{})
	b.tend()
	move := func(to broadcast.State) { b.effect(1, broadcast.StateChanged{ID: id, State: to}) }
	move(broadcast.Paused)
	if rows, next := b.due(10); len(rows) != 0 || next != 0 {
		t.Errorf("paused, and %d are due, then %d", len(rows), next)
	}
	move(broadcast.Running)
	rows, _ := b.due(10)
	if len(rows) != 4 {
		t.Errorf("it goes on with %d of 4", len(rows))
	}
	b.settleAs(Delivery{}, rows[0])
	move(broadcast.Cancelled)
	move(broadcast.Running)
	b.settleAs(Delivery{}, rows[1]) // was being sent
	if rows, _ := b.due(10); len(rows) != 0 {
		t.Errorf("cancelled, and %d are due", len(rows))
	}
	if tended := b.tend(); len(tended.Messages) != 0 || tended.Next != 0 {
		t.Errorf("it goes on: %+v", tended)
	}
	if p := b.progressOf(id); p.State != broadcast.Cancelled || p.Sent != 2 || p.Left != 0 {
		t.Errorf("%+v", p)
	}
	if n := one[int](t, b.Store, "SELECT count(*) FROM outbox WHERE broadcast_id IS NOT NULL"); n != 0 {
		t.Errorf("%d copies are left in the outbox", n)
	}
	if deeds := list(t, b.Store, "SELECT deed ->> '$.key' FROM audit"); !cmp.Equal(deeds,
		[]string{"audit.broadcast_confirmed", "audit.broadcast_paused", "audit.broadcast_running", "audit.broadcast_cancelled"}) {
		t.Errorf("noted: %v", deeds)
	}
}

func TestBroadcast_WaitsForItsTime(t *testing.T) {
	t.Parallel()
	at := func(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, batch.WIB) }
	tests := []struct {
		name      string
		now       time.Time
		broadcast broadcast.Draft
		opens     time.Time
	}{
		{"in the forenoon it goes out at once", at(10), broadcast.Draft{}, at(10)},
		{"in the evening it waits for the morning", at(20), broadcast.Draft{}, at(31)},
		{"before dawn it waits for the morning", at(3), broadcast.Draft{}, at(7)},
		{"one that is meant for the night does not", at(22), broadcast.Draft{Night: true}, at(22)},
		{"one that is set to a time waits for it", at(10), broadcast.Draft{Due: at(16).UnixMilli()}, at(16)},
		{"one that is set into the night waits for its end", at(10), broadcast.Draft{Due: at(21).UnixMilli()}, at(31)},
		{"the night is that of its zone", at(19), broadcast.Draft{Zone: say.WITA}, at(30)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newStation(t, 1)
			b.clock = test.now
			id := b.confirm(test.broadcast)
			tended := b.tend()
			rows, next := b.due(10)
			if !test.opens.After(test.now) {
				if len(rows) != 1 {
					t.Error("it is not due")
				}
				return
			}
			if scheduled := test.broadcast.Due > 0; tended.Quiet == scheduled {
				t.Errorf("the quiet hours hold it back: %t", tended.Quiet)
			}
			if len(rows) != 0 || next != test.opens.UnixMilli() || tended.Next != next {
				t.Errorf("%d due, next %s, looked after again %s; want %s", len(rows), time.UnixMilli(next), time.UnixMilli(tended.Next), test.opens)
			}
			p := b.progressOf(id)
			if scheduled := test.broadcast.Due > 0; scheduled != (p.State == broadcast.Scheduled) || scheduled == p.Night {
				t.Errorf("it is %s, held back by the night: %t", p.State, p.Night)
			}
			b.clock = test.opens
			if rows, _ := b.due(10); len(rows) != 1 {
				t.Error("it is not due when its time has come")
			}
		})
	}
}

func TestBroadcast_UpdatesTheProgressMessage(t *testing.T) {
	t.Parallel()
	b := newStation(t, 10)
	id := b.confirm(broadcast.Draft{})
	// The progress message is message 77: it was sent as this row.
	exec(t, b.Store, "INSERT INTO outbox (id, chat_id, class, message_id, reply, queued_at, due_at) VALUES (999, 1, 0, 0, '{}', 0, 0)")
	if err := b.KeepProgressMessage(t.Context(), id, 77, 999); err != nil {
		t.Fatal(err)
	}
	b.settleAs(Delivery{}, Outgoing{ID: 999, Chat: 1})
	rows := func() []Outgoing { rows, _ := b.due(1); return rows }
	after := func(wait time.Duration) (edits []Outgoing) {
		b.clock = b.clock.Add(wait)
		for _, m := range b.tend().Messages {
			if m.Message == 77 {
				edits = append(edits, m)
			}
		}
		return edits
	}
	first := after(0)
	if len(first) != 1 {
		t.Fatalf("%d edits at the beginning", len(first))
	}
	b.settleAs(Delivery{}, rows()...)
	if n := len(after(6 * time.Second)); n != 0 {
		t.Error("an edit is put behind one that waits")
	}
	b.settleAs(Delivery{}, first...)
	if n := len(after(0)); n != 1 {
		t.Errorf("%d edits once that is sent", n)
	}
	exec(t, b.Store, "DELETE FROM outbox WHERE message_id = 77")
	b.settleAs(Delivery{}, rows()...)
	if n := len(after(time.Second)); n != 0 {
		t.Error("it is edited after a second")
	}
	if n := len(after(5 * time.Second)); n != 1 {
		t.Errorf("%d edits after five seconds", n)
	}
	exec(t, b.Store, "DELETE FROM outbox WHERE message_id = 77")
	if n := len(after(6 * time.Second)); n != 0 {
		t.Error("it is edited without anything new")
	}
	// The officer opens something else in that message.
	talker{t, b.Store, 1}.does(turn.Event{Kind: turn.Tapped, Data: "br:list"})
	exec(t, b.Store, "UPDATE broadcast SET progress_message = NULL WHERE progress_message = 1") // whichever was tapped
	exec(t, b.Store, "DELETE FROM outbox WHERE chat_id = 1")
	for range 8 {
		b.settleAs(Delivery{}, rows()...)
	}
	if n := len(after(6 * time.Second)); n != 1 {
		t.Errorf("%d edits at the end", n)
	}
}

func TestBroadcast_EndsWithItsOfficer(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*station){
		"who is dismissed": func(b *station) {
			err := b.file.Write(t.Context(), func(tx *sql.Tx) error { return officedb.Dismiss((&batch.Turn{Tx: tx, Now: b.writer.Millis()}), 1) })
			if err != nil {
				b.t.Fatal(err)
			}
		},
		"who is erased": func(b *station) { b.effect(1, dialog.Erased{}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newStation(t, 3)
			b.confirm(broadcast.Draft{})
			b.tend()
			b.effect(1, broadcast.SegmentKept{Name: "Batik", Segment: broadcast.Segment{Crafts: []int{1}}})
			end(b)
			if rows, _ := b.due(10); len(rows) != 0 {
				t.Errorf("%d copies are due", len(rows))
			}
			if messages := b.tend().Messages; len(messages) != 0 {
				t.Errorf("said: %+v", messages)
			}
			if _, err := b.Report(t.Context(), 1, say.Report{Kind: say.ReportBroadcasts}); err == nil {
				t.Error("figures are told to somebody who is no officer")
			}
		})
	}
}

func TestDraft_ComesBackWithTheOfficer(t *testing.T) {
	t.Parallel()
	b := newStation(t, 1)
	draft := broadcast.Draft{Texts: map[say.Language]string{say.Indonesian: "Halo"}, Segment: broadcast.Segment{Regions: []int{1571}}}
	segment := broadcast.Segment{Crafts: []int{1, 2}, Recent: true}
	officer := func() (o *turn.Officer) {
		err := b.file.Write(t.Context(), func(tx *sql.Tx) error {
			p, err := (&batch.Turn{Tx: tx}).Find(1)
			o = p.Session.Officer
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	keep := func(d *broadcast.Draft) error {
		return b.file.Write(t.Context(), func(tx *sql.Tx) error {
			p := &batch.Person{Session: turn.Session{Officer: &turn.Officer{ID: 1}}}
			return writeEffect((&batch.Turn{Tx: tx}), p, turn.Session{Officer: &turn.Officer{ID: 1, Draft: d}}, broadcast.DraftChanged{})
		})
	}
	if err := errors.Join(keep(&broadcast.Draft{}), keep(&draft)); err != nil {
		t.Fatal(err)
	}
	b.effect(1, broadcast.SegmentKept{Name: "Batik"}, broadcast.SegmentKept{Name: "Batik", Segment: segment}, broadcast.SegmentKept{Name: "A"}, broadcast.SegmentDropped{Name: "A"})
	draft.ID = 1
	want := &turn.Officer{ID: 1, Regions: []int{}, Draft: &draft, Segments: []broadcast.KeptSegment{{Name: "Batik", Segment: segment}}}
	if diff := cmp.Diff(want, officer()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.effect(1, broadcast.DraftDropped{})
	if got := officer(); got.Draft != nil {
		t.Errorf("dropped, and there is still %+v", got.Draft)
	}
}

func TestCopy(t *testing.T) {
	t.Parallel()
	b := newStation(t, 2)
	owner := talker{t, b.Store, 40}.arrives().finishes(1)
	exec(t, b.Store, "UPDATE assessment SET name = 'Batik <Sari>', region = 1571")
	exec(t, b.Store, "UPDATE person SET stopped_at = 0 WHERE chat_id < 40 AND chat_id > 10")
	id := b.confirm(broadcast.Draft{Texts: map[say.Language]string{say.Indonesian: "{nama} {kuadran} {strategi}"}})
	read := func(chat int64, c say.BroadcastCopy) Copy {
		got, err := b.Copy(t.Context(), chat, say.Language("en"), c)
		if err != nil {
			t.Fatal(err)
		}
		got.Broadcast = broadcast.Draft{ID: got.Broadcast.ID}
		return got
	}
	var want Copy
	want.Broadcast.ID, want.Language, want.Name = id, say.Indonesian, "Batik <Sari>"
	want.Quadrant = one[string](t, b.Store, "SELECT quadrant FROM result")
	want.Strategy = one[string](t, b.Store, "SELECT strategy FROM advice WHERE kind = 'own' AND rank = 1")
	got := map[string]Copy{
		"recipient": read(owner.chat, say.BroadcastCopy{ID: id}),
		"preview":   read(1, say.BroadcastCopy{ID: id, For: say.CopyPreview}),
		"test":      read(1, say.BroadcastCopy{ID: id, For: say.CopyTest}),
	}
	ofOfficer := Copy{Broadcast: broadcast.Draft{ID: id}, Language: say.Language("en")}
	if diff := cmp.Diff(map[string]Copy{"recipient": want, "preview": want, "test": ofOfficer}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := b.Copy(t.Context(), owner.chat, say.Language("en"), say.BroadcastCopy{ID: id, For: say.CopyPreview}); err == nil {
		t.Error("somebody who is no officer gets a preview")
	}
}

// TestProgress_IsOfOneInstant reads a broadcast's progress again and again while its list grows.
func TestProgress_IsOfOneInstant(t *testing.T) {
	t.Parallel()
	b := newStation(t, 20*500)
	exec(t, b.Store, "INSERT INTO broadcast (officer_id, state, content, confirmed_at, list_end) SELECT 1, 'running', '{}', 1, max(id) FROM person")
	listed := make(chan error, 1)
	go func() {
		for {
			tended, err := b.TendBroadcasts(t.Context())
			if err != nil || !tended.More {
				listed <- err
				return
			}
		}
	}()
	for {
		if p := b.progressOf(1); p.Skipped != 0 || p.Left != p.Recipients {
			t.Fatalf("%d of %d wait, %d are skipped", p.Left, p.Recipients, p.Skipped)
		}
		select {
		case err := <-listed:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}

// BenchmarkList measures how long one chunk of a list occupies the writer.
func BenchmarkList(b *testing.B) {
	s := newStation(b, 20*500)
	for b.Loop() {
		exec(b, s.Store, "DELETE FROM outbox")
		exec(b, s.Store, "DELETE FROM broadcast_recipient")
		exec(b, s.Store, "DELETE FROM broadcast")
		exec(b, s.Store, "INSERT INTO broadcast (officer_id, state, content, confirmed_at, list_end) SELECT 1, 'running', '{}', 1, max(id) FROM person")
		var longest time.Duration
		began := time.Now()
		for {
			start := time.Now()
			tended, err := s.TendBroadcasts(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			longest = max(longest, time.Since(start))
			if !tended.More {
				break
			}
		}
		b.ReportMetric(float64(time.Since(began).Microseconds())/float64(20*500), "µs/recipient")
		b.ReportMetric(float64(longest.Milliseconds()), "ms/piece-longest")
	}
	if n := one[int](b, s.Store, "SELECT count(*) FROM outbox"); n != 20*500 {
		b.Fatal(fmt.Errorf("%d copies", n))
	}
}
