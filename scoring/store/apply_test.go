package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/sqlite"
)

// A talker is somebody in a private chat with the bot.
type talker struct {
	t    testing.TB
	s    *Store
	chat int64
}

// in returns an event as an update that has not come yet.
func (p talker) in(e turn.Event) Inbound {
	p.t.Helper()
	in := Inbound{Update: one[int64](p.t, p.s, "SELECT coalesce(max(update_id), 0) + 1 FROM seen_update"), Chat: p.chat, Language: say.Indonesian, Event: e, Raw: json.RawMessage(`{"text":"raw"}`)}
	if e.Kind == turn.Tapped {
		in.Message, in.Callback = 1, "tap"
	}
	return in
}

// does applies one update after the other.
func (p talker) does(events ...turn.Event) (last Applied) {
	p.t.Helper()
	for _, e := range events {
		last = mustApply(p.t, p.s, p.in(e))
		if len(last.Aside) > 0 {
			p.t.Fatalf("%+v: %v", e, last.Aside)
		}
	}
	return last
}

func mustApply(t testing.TB, s *Store, updates ...Inbound) Applied {
	t.Helper()
	applied, err := s.Apply(t.Context(), updates)
	if err != nil {
		t.Fatal(err)
	}
	return applied
}

func tap(data string) turn.Event { return turn.Event{Kind: turn.Tapped, Data: data} }
func text(s string) turn.Event   { return turn.Event{Kind: turn.Typed, Text: s} }
func photo(file string) turn.Event {
	return turn.Event{Kind: turn.ContentSent, Content: turn.Photo, Media: &say.Media{Kind: say.MediaPhoto, File: file}}
}
func command(c say.Command) turn.Event {
	return turn.Event{Kind: turn.CommandGiven, Command: c}
}

// arrives agrees and gets the first question.
func (p talker) arrives() talker {
	p.t.Helper()
	p.does(command(say.CommandStart), tap("go:consent"), tap("consent:yes"))
	return p
}

// answers answers questions of an interview with the first option.
func (p talker) answers(run int, questions []questionnaire.Question) {
	p.t.Helper()
	for _, q := range questions {
		switch button := fmt.Sprintf(":%d:%s:", run, q.Code); q.Kind {
		case questionnaire.FreeText:
			p.does(text("Batik Rahasia"))
		case questionnaire.RegionOf:
			p.does(tap("a" + button + "1571"))
		case questionnaire.SomeOf:
			p.does(tap("m"+button+"1+"), tap("d"+button))
		default:
			p.does(tap("a" + button + "1"))
		}
	}
}

// finishes answers a whole interview.
func (p talker) finishes(run int) talker {
	p.t.Helper()
	p.answers(run, questionnaire.Newest().Questions)
	p.does(tap(fmt.Sprintf("f:%d::", run)))
	return p
}

// one reads one value.
func one[T any](t testing.TB, s *Store, query string, args ...any) T {
	t.Helper()
	var v T
	if err := s.reader.QueryRow(query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

func TestApply_TakesEachUpdateOnce(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	in := p.in(tap("s:1:name:"))
	first := mustApply(t, s, in, in)
	if len(first.Messages) != 1 || len(first.Notices) != 2 {
		t.Errorf("the same update twice in a batch: %d messages, %d notices, want 1 and 2", len(first.Messages), len(first.Notices))
	}
	before := one[string](t, s, "SELECT group_concat(skipped) FROM assessment")
	again := mustApply(t, s, in)
	if len(again.Messages) != 0 || len(again.Notices) != 1 || again.Notices[0].Toast != nil {
		t.Errorf("an update that comes again: %+v", again)
	}
	if after := one[string](t, s, "SELECT group_concat(skipped) FROM assessment"); after != before || before != "name" {
		t.Errorf("skipped %q, then %q", before, after)
	}
}

func TestApply_SetsAside(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	failing, other := talker{t, s, 1}, talker{t, s, 2}
	failing.does(command(say.CommandStart), tap("go:consent"))
	exec(t, s, `CREATE TRIGGER broken BEFORE UPDATE ON person WHEN NEW.chat_id = 1
		BEGIN SELECT RAISE(ABORT, 'no'); END`)
	bad, good := failing.in(tap("consent:yes")), other.in(command(say.CommandStart))
	good.Update = bad.Update + 1
	undecoded := Inbound{Update: good.Update + 1, Raw: json.RawMessage("{}"), Fault: errors.New("decode: no")}
	applied := mustApply(t, s, bad, good, undecoded)
	if len(applied.Aside) != 2 || len(applied.Notices) != 1 {
		t.Errorf("set aside %v, notices %v", applied.Aside, applied.Notices)
	}
	var chats []int64
	for _, m := range applied.Messages {
		chats = append(chats, m.Chat)
	}
	if diff := cmp.Diff([]int64{1, 2}, chats); diff != "" {
		t.Errorf("who is told something (-want +got):\n%s", diff)
	}
	if n := one[int](t, s, "SELECT count(*) FROM consent"); n != 0 {
		t.Errorf("%d consents of an update that was undone", n)
	}
	if n := one[int](t, s, "SELECT count(*) FROM set_aside WHERE chat_id IN (0, 1) AND raw <> '' AND reason <> ''"); n != 2 {
		t.Errorf("%d updates are kept", n)
	}
	exec(t, s, "CREATE TRIGGER half BEFORE INSERT ON outbox WHEN json_extract(NEW.reply, '$.document') IS NOT NULL BEGIN SELECT RAISE(ABORT, 'no'); END")
	half := other.in(command(say.CommandMyData)) // two messages, of which the second fails
	half.Update = undecoded.Update + 1
	if applied := mustApply(t, s, half); len(applied.Aside) != 1 || len(applied.Messages) != 1 || len(applied.Messages[0].Reply.Keys) != 0 {
		t.Errorf("of what was half said, more is left than that something went wrong: %+v", applied)
	}
	exec(t, s, "DROP TRIGGER broken")
	if again := mustApply(t, s, bad); len(again.Messages) != 0 {
		t.Error("an update that was set aside is applied when it comes again")
	}
	failing.does(tap("consent:yes"))
	if n := one[int](t, s, "SELECT count(*) FROM consent"); n != 1 {
		t.Errorf("%d consents of somebody who goes on", n)
	}
}

// TestApply_SetsAPanicAside stores a row that no check would allow, on which the dialog panics.
func TestApply_SetsAPanicAside(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	p.answers(1, questionnaire.Newest().Questions[:3])
	exec(t, s, "PRAGMA ignore_check_constraints = 1")
	exec(t, s, "UPDATE assessment SET age = 77")
	exec(t, s, "UPDATE person SET language = 'en'") // chosen, whatever the app speaks
	in := p.in(command(say.CommandMyData))
	in.Language = say.Indonesian
	applied := mustApply(t, s, in)
	if len(applied.Messages) == 1 && applied.Messages[0].Reply.Language != say.Language("en") {
		t.Errorf("the trouble is told in %q, not in the person's language", applied.Messages[0].Reply.Language)
	}
	if len(applied.Aside) != 1 || len(applied.Messages) != 1 || !strings.Contains(applied.Aside[0].Error(), "panic") {
		t.Errorf("got %+v", applied)
	}
	exec(t, s, "UPDATE assessment SET age = 1")
	if applied := p.does(command(say.CommandMyData)); len(applied.Messages) == 0 {
		t.Error("no answer after the row is mended")
	}
}

func TestApply_GivesUpTheBatchWithTheTransaction(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	exec(t, s, "CREATE TRIGGER broken BEFORE INSERT ON person WHEN NEW.chat_id = 2 BEGIN SELECT RAISE(ROLLBACK, 'no'); END")
	start := command(say.CommandStart)
	batch := []Inbound{{Update: 1, Chat: 1, Language: "id", Event: start}, {Update: 2, Chat: 2, Language: "id", Event: start}, {Update: 3, Chat: 3, Language: "id", Event: start}}
	if applied, err := s.Apply(t.Context(), batch); err == nil || len(applied.Messages) != 0 {
		t.Fatalf("got %+v, %v", applied, err)
	}
	if n := one[int](t, s, "SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM seen_update)"); n != 0 {
		t.Errorf("%d rows of a batch that was not applied", n)
	}
	exec(t, s, "DROP TRIGGER broken")
	if applied := mustApply(t, s, batch...); len(applied.Messages) != 3 {
		t.Errorf("%d messages when the batch comes again", len(applied.Messages))
	}
}

// TestErase_CoversTheSchema finds each table with data of a person by its columns and foreign keys.
func TestErase_CoversTheSchema(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	rows, err := s.reader.Query(`
		SELECT m.name, coalesce(k."table", '') FROM sqlite_schema m LEFT JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'
		UNION SELECT m.name, 'person' FROM sqlite_schema m JOIN pragma_table_info(m.name) c
			ON c.name IN ('person_id', 'chat_id', 'user_id') WHERE m.type = 'table'`)
	if err != nil {
		t.Fatal(err)
	}
	type reference struct{ from, to string }
	references, err := sqlite.All(rows, func(r *reference) []any { return []any{&r.from, &r.to} })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"person": true, "officer": true}
	for grown := true; grown; {
		grown = false
		for _, r := range references {
			if want[r.to] && !want[r.from] {
				want[r.from], grown = true, true
			}
		}
	}
	got := map[string]bool{}
	for _, p := range personal {
		got[p.table] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tables with something of a person (-in the schema +erased):\n%s", diff)
	}
}

func TestErase_LeavesNothing(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	const chat = 712345678901
	p, other := talker{t, s, chat}.arrives().finishes(1), talker{t, s, 2}.arrives().finishes(1)
	p.fills()
	other.fills()
	before := everything(t, s)
	for _, table := range personal {
		if !slices.ContainsFunc(before, func(row string) bool { return strings.HasPrefix(row, table.table+":") }) {
			t.Errorf("nothing in %s to be erased: let fills put something there", table.table)
		}
	}
	kept, err := s.MyData(t.Context(), other.chat)
	if err != nil {
		t.Fatal(err)
	}

	// In one batch, because what was said in it is stored too.
	p.does(command(say.CommandDelete))
	says, yes := p.in(command(say.CommandMyData)), p.in(tap("erase:yes"))
	asks := p.in(command(say.CommandDelete))
	asks.Update, yes.Update = says.Update+1, says.Update+2
	applied := mustApply(t, s, says, asks, yes)
	if len(applied.Messages) != 1 || applied.Messages[0].Reply.Mode != say.Edit || !slices.Equal(applied.Erased, []int64{chat}) {
		t.Errorf("want the farewell alone, got %+v", applied)
	}
	for _, row := range everything(t, s) {
		if strings.Contains(row, "712345678901") && !strings.HasPrefix(row, "outbox:") || strings.Contains(row, "Rahasia "+fmt.Sprint(chat)) {
			t.Errorf("left: %s", row)
		}
	}
	if diff := cmp.Diff([2]int{1, 1}, [2]int{one[int](t, s, "SELECT count(*) FROM erasure"), one[int](t, s, "SELECT count(*) FROM outbox WHERE chat_id = ?", chat)}); diff != "" {
		t.Errorf("erasures noted and messages waiting (-want +got):\n%s", diff)
	}
	after, err := s.MyData(t.Context(), other.chat)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), string(after)); diff != "" {
		t.Errorf("another person's data (-before +after):\n%s", diff)
	}
	if n := one[int](t, s, "SELECT count(*) FROM pragma_foreign_key_check"); n != 0 {
		t.Errorf("%d rows refer to nothing", n)
	}
}

// fills puts a row of the person's into every table that can hold one.
func (p talker) fills() {
	p.t.Helper()
	name := fmt.Sprintf("Rahasia %d", p.chat)
	p.does(tap("tk:1:WT1:WT1_1"), command(say.CommandComplaint), photo("Foto "+name), tap("desk:kind.late"), tap("desk:channel.face"),
		text("Bu "+name), text("Janji "+name), tap("desk:save"))
	p.does(tap("go:again"), tap("c:2:name:"))
	exec(p.t, p.s, "UPDATE assessment SET name = ? WHERE person_id = (SELECT id FROM person WHERE chat_id = ?)", name, p.chat)
	exec(p.t, p.s, "INSERT INTO kept_text SELECT id, ?, json_object('text', ?) FROM person WHERE chat_id = ?", p.s.writer.Millis(), name, p.chat)
	exec(p.t, p.s, "INSERT INTO set_aside (update_id, chat_id, at, reason, raw) VALUES (?, ?, 0, 'no', ?)", -p.chat, p.chat, name)
	exec(p.t, p.s, "INSERT INTO undelivered (chat_id, class, code, at) VALUES (?, 0, 400, 0)", p.chat)
	exec(p.t, p.s, "INSERT INTO held_reply (chat_id, message_id, reply) VALUES (?, 0, ?)", p.chat, `{"parts":[{"key":"`+name+`"}]}`)
	exec(p.t, p.s, "INSERT INTO officer (chat_id, name, admin, since) VALUES (?, ?, 0, 0)", p.chat, name)
	exec(p.t, p.s, "INSERT INTO officer_region SELECT id, 1571 FROM officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO invitation (hash, name, regions, made_by, expires_at) SELECT 'hash ' || id, 'Somebody', '[]', id, 0 FROM officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO audit (at, officer_id, deed) SELECT 0, id, '{}' FROM officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO broadcast (officer_id, state, content) SELECT id, 'draft', '{}' FROM officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO broadcast (officer_id, state, content, confirmed_at) SELECT id, 'running', '{}', 0 FROM officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO inquiry (person_id, text, photo, asked_at) SELECT id, ?, '', 0 FROM person WHERE chat_id = ?", name, p.chat)
	exec(p.t, p.s, "INSERT INTO inquiry_answer (inquiry_id, officer_id, text, photo, at) SELECT max(inquiry.id), officer.id, ?, '', 0 FROM inquiry, officer WHERE chat_id = ?", name, p.chat)
	exec(p.t, p.s, "INSERT INTO inquiry_message SELECT officer.id, 1, max(inquiry.id) FROM inquiry, officer WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO segment SELECT id, ?, '{}' FROM officer WHERE chat_id = ?", name, p.chat)
	exec(p.t, p.s, "INSERT INTO broadcast_recipient SELECT max(broadcast.id), person.id, 'sent', '', 0, NULL FROM broadcast, person WHERE chat_id = ?", p.chat)
	exec(p.t, p.s, "INSERT INTO reminder (person_id, assessment_id, kind, step) SELECT person_id, id, 'steps', 1 FROM assessment WHERE number = 1 AND person_id = (SELECT id FROM person WHERE chat_id = ?)", p.chat)
	exec(p.t, p.s, `INSERT INTO superseded_result (assessment_id, reason, at, answers, s, w, o, t, x, y, ife, efe, quadrant, cell, model)
		SELECT assessment_id, 'correction', 0, json_object('name', ?), s, w, o, t, x, y, ife, efe, quadrant, cell, model
		FROM result JOIN assessment ON id = assessment_id WHERE person_id = (SELECT id FROM person WHERE chat_id = ?)`, name, p.chat)
	exec(p.t, p.s, "INSERT INTO step_try SELECT id, 1, 'WT1_1', 1, NULL, 0 FROM assessment WHERE person_id = (SELECT id FROM person WHERE chat_id = ?)", p.chat)
	exec(p.t, p.s, "INSERT INTO picture SELECT id, 'cartesian', 'id', ? FROM assessment WHERE person_id = (SELECT id FROM person WHERE chat_id = ?)", name, p.chat)
}

// everything reads every row of every table as text.
func everything(t testing.TB, s *Store) []string {
	t.Helper()
	var all []string
	for table := range objects(t, s) {
		name, ok := strings.CutPrefix(table, "table ")
		if !ok {
			continue
		}
		rows, err := s.reader.Query(`SELECT * FROM "` + name + `"`)
		if err != nil {
			t.Fatal(err)
		}
		read, err := readRows(rows, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range read {
			all = append(all, fmt.Sprintf("%s: %v", name, row))
		}
	}
	return all
}

func TestNextUpdate(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, step := range []struct {
		what  string
		after time.Duration
		does  func()
		want  int64
	}{
		{"of a new file", 0, func() {}, 0},
		{"after a batch", 0, func() { mustApply(t, s, Inbound{Update: 41}, Inbound{Update: 42}) }, 43},
		{"after a batch of no updates", 0, func() { mustApply(t, s) }, 43},
		{"after five days", 5 * 24 * time.Hour, func() {}, 43},
		{"after a quiet week", 2 * 24 * time.Hour, func() {}, 0},
		{"after ids have begun anew", 0, func() { mustApply(t, s, Inbound{Update: 7}) }, 8},
	} {
		now = now.Add(step.after)
		step.does()
		if got, err := s.NextUpdate(t.Context()); err != nil || got != step.want {
			t.Errorf("%s: %d, %v, want %d", step.what, got, err, step.want)
		}
	}
	if n := one[int](t, s, "SELECT count(*) FROM seen_update"); n != 1 {
		t.Errorf("%d ids of updates are kept, want the one of the last two days", n)
	}
}

// TestSettle_NotesWhenEachCopyArrived settles copies of two broadcasts and a reply at once.
func TestSettle_NotesWhenEachCopyArrived(t *testing.T) {
	t.Parallel()
	b := newStation(t, 3)
	first, second := b.confirm(broadcast.Draft{}), b.confirm(broadcast.Draft{Segment: broadcast.Segment{Recent: true}})
	b.tend()
	rows, _ := b.due(100)
	if len(rows) != 6 {
		t.Fatalf("%d copies are due, want 6", len(rows))
	}
	deliveries := []Delivery{{ID: talker{t, b.Store, 1}.does(command(say.CommandHelp)).Messages[0].ID, Chat: 1, At: 1}}
	for i, r := range rows[:5] { // chats 11, 12 and 13 of the first, 11 and 12 of the second
		deliveries = append(deliveries, Delivery{ID: r.ID, Chat: r.Chat, At: int64(100 + i)})
	}
	if last, err := b.Settle(t.Context(), deliveries); err != nil || !last {
		t.Errorf("the first broadcast has nothing left: %t, %v", last, err)
	}
	got := one[string](t, b.Store, `
		SELECT group_concat(broadcast_id || ' ' || chat_id || ' ' || state || ' ' || iif(state = 'sent', at, '-'), ', ' ORDER BY broadcast_id, chat_id)
		FROM broadcast_recipient JOIN person ON person.id = person_id`)
	want := fmt.Sprintf("%[1]d 11 sent 100, %[1]d 12 sent 101, %[1]d 13 sent 102, %[2]d 11 sent 103, %[2]d 12 sent 104, %[2]d 13 waiting -", first, second)
	if got != want {
		t.Errorf("copies: %s\nwant %s", got, want)
	}
	if n := one[int64](t, b.Store, "SELECT broadcast_at FROM person WHERE chat_id = 13"); n != 102 {
		t.Errorf("chat 13 was last written to at %d, want 102", n)
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	var ids []int64
	for chat := int64(1); chat <= 4; chat++ {
		ids = append(ids, talker{t, s, chat}.does(command(say.CommandStart)).Messages[0].ID)
	}
	exec(t, s, "UPDATE person SET blocked_at = 5 WHERE chat_id = 4")
	_, err := s.Settle(t.Context(), []Delivery{
		{ID: ids[0], Chat: 1, At: 10},
		{ID: ids[1], Chat: 2, At: 11, Lost: true, Code: 400},
		{ID: ids[2], Chat: 3, At: 12, Lost: true, Gone: true, Code: 403},
		{ID: ids[3], Chat: 4, At: 13, Lost: true, Gone: true, Code: 403},
		{ID: 999, Chat: 1, At: 14, Lost: true, Code: 400}, // erased in the meantime
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.reader.Query(`
		SELECT p.chat_id, coalesce(p.blocked_at, 0), coalesce(u.class, -1), coalesce(u.code, -1), coalesce(u.at, -1)
		FROM person p LEFT JOIN undelivered u ON u.chat_id = p.chat_id ORDER BY p.chat_id`)
	if err != nil {
		t.Fatal(err)
	}
	type row struct{ Chat, Blocked, Class, Code, At int64 }
	got, err := sqlite.All(rows, func(r *row) []any { return []any{&r.Chat, &r.Blocked, &r.Class, &r.Code, &r.At} })
	if err != nil {
		t.Fatal(err)
	}
	want := []row{{1, 0, -1, -1, -1}, {2, 0, 0, 400, 11}, {3, 12, 0, 403, 12}, {4, 5, 0, 403, 13}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := one[int](t, s, "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM undelivered) - 3"); n != 0 {
		t.Errorf("%d rows too many or too few in outbox and undelivered", n)
	}
}

// TestApply_TellsOfRemindersThatCanBeSentAgain has somebody with a reminder block the bot and
// return.
func TestApply_TellsOfRemindersThatCanBeSentAgain(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	p.does(turn.Event{Kind: turn.BotBlocked})
	if applied := p.does(turn.Event{Kind: turn.BotUnblocked}); !applied.Rescheduled {
		t.Error("what was held back while somebody was gone stays unknown to the queue")
	}
	if applied := p.does(text("Batik Sari")); applied.Rescheduled {
		t.Error("every turn makes the queue read all reminders again")
	}
}

func TestAgain_KeepsTheBusinessAlone(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	questions := questionnaire.Newest().Questions
	p.answers(1, questions[:2])
	p.does(tap("s:1:age:"))
	p.answers(1, questions[3:])
	p.does(tap("f:1::"), tap("go:again"))
	for _, q := range questions {
		same := one[bool](t, s, fmt.Sprintf("SELECT f.%[1]s IS a.%[1]s FROM assessment f, assessment a WHERE f.number = 1 AND a.number = 2", q.Code))
		empty := one[bool](t, s, fmt.Sprintf("SELECT %s IS NULL FROM assessment WHERE number = 2", q.Code))
		if business := q.Chapter == questionnaire.ChapterBusiness; business != same || business == empty && q.Code != "age" {
			t.Errorf("%s: taken over %t, empty %t", q.Code, same, empty)
		}
	}
	if got := one[string](t, s, "SELECT skipped FROM assessment WHERE number = 2"); got != "age" {
		t.Errorf("skipped %q, want age", got)
	}
	p.finishesFactors(2)
	if n := one[int](t, s, "SELECT count(*) FROM result"); n != 2 {
		t.Errorf("%d results", n)
	}
}

func (p talker) finishesFactors(run int) {
	p.t.Helper()
	p.answers(run, slices.DeleteFunc(slices.Clone(questionnaire.Newest().Questions), func(q questionnaire.Question) bool { return q.Chapter == questionnaire.ChapterBusiness }))
	p.does(tap(fmt.Sprintf("f:%d::", run)))
}

// TestQuestionnaire_IsPinned releases a third version while an interview is under way. It does not
// run in parallel, because the releases are global.
func TestQuestionnaire_IsPinned(t *testing.T) {
	s := openStore(t)
	early, late := talker{t, s, 1}.arrives(), talker{t, s, 2}
	questions := questionnaire.Newest().Questions
	early.answers(1, questions[:2])

	released := questionnaire.Releases
	defer func() { questionnaire.Releases = released }()
	turned := slices.Clone(questions)
	slices.Reverse(turned[2:])
	questionnaire.Releases = append(slices.Clone(released), questionnaire.Release{Version: 3, Questions: turned})

	late.arrives()
	late.answers(1, turned)
	early.answers(1, questions[2:])
	early.does(tap("f:1::"))
	late.does(tap("f:1::"))
	early.does(tap("go:again"))
	rows, err := s.reader.Query("SELECT chat_id, number, questionnaire, finished_at IS NOT NULL FROM assessment JOIN person ON person.id = person_id ORDER BY 1, 2")
	if err != nil {
		t.Fatal(err)
	}
	type interview struct {
		Chat, Number, Version int
		Finished              bool
	}
	got, err := sqlite.All(rows, func(i *interview) []any { return []any{&i.Chat, &i.Number, &i.Version, &i.Finished} })
	if err != nil {
		t.Fatal(err)
	}
	want := []interview{{1, 1, 2, true}, {1, 2, 3, false}, {2, 1, 3, true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("interviews (-want +got):\n%s", diff)
	}
}

func TestQuestions_AgreeWithTheTables(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	asked := map[string]int{}
	var want []string
	for _, q := range questionnaire.Newest().Questions {
		asked[q.Code]++
		if q.Chapter != questionnaire.ChapterBusiness {
			continue
		}
		for i, option := range q.Options {
			value := i + 1
			if q.Kind == questionnaire.SomeOf {
				value = 1 << i
			}
			want = append(want, fmt.Sprintf("%s %d %s", q.Code, value, option))
		}
	}
	got := list(t, s, "SELECT question || ' ' || value || ' ' || code FROM option")
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("options (-dialog +table):\n%s", diff)
	}
	for _, factor := range list(t, s, "SELECT code FROM factor") {
		if asked[factor] != 1 {
			t.Errorf("factor %s has %d questions", factor, asked[factor])
		}
	}
	if diff := cmp.Diff(list(t, s, "SELECT code FROM region ORDER BY position"), regionCodes(s.writer.Dialog.Regions)); diff != "" {
		t.Errorf("regions (-table +dialog):\n%s", diff)
	}
}

func regionCodes(regions []say.Region) []string {
	var codes []string
	for _, r := range regions {
		codes = append(codes, fmt.Sprint(r.Code))
	}
	return codes
}

func list(t testing.TB, s *Store, query string) []string {
	t.Helper()
	rows, err := s.reader.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	all, err := sqlite.All(rows, func(v *string) []any { return []any{v} })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestColumns_TakeWhatIsOffered tries every answer, and the values next to them.
func TestColumns_TakeWhatIsOffered(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	id := addAssessment(t, s, ratings{})
	for _, q := range questionnaire.Newest().Questions {
		least, most := 1, len(q.Options)
		switch {
		case q.Kind == questionnaire.RegionOf || q.Kind == questionnaire.FreeText:
			continue
		case q.Kind == questionnaire.SomeOf && slices.Contains(q.Options, questionnaire.NoneOption):
			most = 1 << (len(q.Options) - 1) // none, which excludes the others
			if q.Code == "obstacles" {
				least = 0 // nothing picked, in version 1
			}
		case q.Kind == questionnaire.SomeOf:
			least, most = 0, 1<<len(q.Options)-1
		}
		for value := least - 1; value <= most+1; value++ {
			err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec("UPDATE assessment SET "+q.Code+" = ? WHERE id = ?", value, id)
				return err
			})
			if offered := value >= least && value <= most; offered != (err == nil) {
				t.Errorf("%s = %d: %v", q.Code, value, err)
			}
		}
	}
}
