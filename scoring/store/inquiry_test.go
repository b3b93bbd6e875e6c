package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// officers is a store with officers, two of Kota Jambi, one of Kerinci and one of every region, and
// with an owner in Kota Jambi who has a result.
type officers struct {
	t                     testing.TB
	s                     *Store
	now                   time.Time
	budi, dewi, far, head talker
	owner                 talker
}

func newOffice(t testing.TB) *officers {
	t.Helper()
	o := &officers{t: t, now: time.Date(2026, time.November, 24, 12, 0, 0, 0, batch.WIB)}
	var err error
	o.s, err = Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return o.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.s.Close(); err != nil {
			t.Error(err)
		}
	})
	o.owner = talker{t, o.s, 1}.arrives().finishes(1)
	o.budi, o.dewi, o.far, o.head = o.officer(901, 1571), o.officer(902, 1571), o.officer(903, 1501), o.officer(904)
	exec(t, o.s, "DELETE FROM outbox")
	return o
}

// officer makes an officer of some regions, or of all.
func (o *officers) officer(chat int64, regions ...int) talker {
	o.t.Helper()
	p := talker{o.t, o.s, chat}
	p.does(command(say.CommandStart))
	exec(o.t, o.s, "INSERT INTO officer (chat_id, name, admin, since) VALUES (?, 'officer ' || ?, 0, 0)", chat, chat)
	for _, r := range regions {
		exec(o.t, o.s, "INSERT INTO officer_region SELECT id, ? FROM officer WHERE chat_id = ?", r, chat)
	}
	return p
}

// asks lets the owner ask something.
func (o *officers) asks(what string) Applied {
	o.t.Helper()
	return o.owner.does(command(say.CommandAsk), text(what))
}

// delivers sends the queued inquiries: each message is stored under a number made of the chat's and
// the inquiry's.
func (o *officers) delivers() {
	o.t.Helper()
	type row struct{ chat, inquiry int64 }
	rows, err := o.s.reader.Query("SELECT DISTINCT chat_id, reply ->> 'inquiry' FROM outbox WHERE reply ->> 'inquiry' > 0 AND class = 0 AND message_id = 0")
	if err != nil {
		o.t.Fatal(err)
	}
	told, err := sqlite.All(rows, func(r *row) []any { return []any{&r.chat, &r.inquiry} })
	if err != nil {
		o.t.Fatal(err)
	}
	for _, r := range told {
		card, found, err := o.s.FindInquiry(o.t.Context(), r.chat, r.inquiry)
		if err != nil || !found {
			o.t.Fatalf("inquiry %d in chat %d: %v, %v", r.inquiry, r.chat, found, err)
		}
		if _, err := o.s.KeepInquiryMessage(o.t.Context(), r.chat, messageOf(r.inquiry), card); err != nil {
			o.t.Fatal(err)
		}
	}
	exec(o.t, o.s, "DELETE FROM outbox WHERE class = 0")
}

func messageOf(inquiry int64) int { return int(1000 + inquiry) }

func take(inquiry int64) turn.Event { return tap(fmt.Sprintf("iq:take.%d", inquiry)) }

// reply makes an officer's answer.
func reply(inquiry int64, what string) turn.Event {
	return turn.Event{Kind: turn.Typed, Text: what, ReplyTo: messageOf(inquiry)}
}

// said returns what goes to a chat: message keys, and the inquiry that is shown or updated.
func said(applied Applied, chat int64) []string {
	var all []string
	for _, m := range applied.Messages {
		switch {
		case m.Chat != chat || m.Class != ClassReply:
		case m.Reply.Inquiry != 0:
			all = append(all, fmt.Sprintf("inquiry %d in message %d", m.Reply.Inquiry, m.Message))
		default:
			all = append(all, m.Reply.Parts[0].Key)
		}
	}
	return all
}

func (o *officers) wants(got []string, want ...string) {
	o.t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		o.t.Errorf("what is said (-want +got):\n%s", diff)
	}
}

func (o *officers) takenBy(inquiry int64) int64 {
	o.t.Helper()
	return one[int64](o.t, o.s, "SELECT coalesce((SELECT chat_id FROM officer WHERE id = taken_by), 0) FROM inquiry WHERE id = ?", inquiry)
}

func TestInquiry_GoesToTheOfficersOfTheRegion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	applied := o.asks("Bagaimana ongkir?")
	o.wants(said(applied, o.owner.chat), "inquiry.sent")
	for _, p := range []talker{o.budi, o.dewi, o.head} {
		o.wants(said(applied, p.chat), "inquiry 1 in message 0")
	}
	o.wants(said(applied, o.far.chat))
	if _, found, err := o.s.FindInquiry(t.Context(), o.far.chat, 1); found || err != nil {
		t.Errorf("an officer of another region finds it: %v", err)
	}
	o.far.does(take(1))
	if by := o.takenBy(1); by != 0 {
		t.Errorf("taken by %d, an officer of another region", by)
	}
	card, _, err := o.s.FindInquiry(t.Context(), o.budi.chat, 1)
	want := inquiry.Business{Name: "Batik Rahasia", Region: say.Region{Code: 1571, Name: "Kota Jambi"}, Known: true, Quadrant: card.Business.Quadrant}
	if err != nil || !cmp.Equal(want, card.Business) || card.Business.Quadrant == "" || card.Asked.Text != "Bagaimana ongkir?" {
		t.Errorf("%+v, %v", card, err)
	}
}

func TestInquiry_IsTakenOnce(t *testing.T) {
	t.Parallel()

	t.Run("by the first of two in one batch, the other being told who", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.asks("Bagaimana?")
		o.delivers()
		first, second := o.budi.in(take(1)), o.dewi.in(reply(1, "Begini."))
		second.Update = first.Update + 1
		applied := mustApply(t, o.s, first, second)
		if by := o.takenBy(1); by != o.budi.chat {
			t.Errorf("taken by %d", by)
		}
		o.wants(said(applied, o.dewi.chat), "inquiry 1 in message 1001", "inquiry.outcome.taken")
		o.wants(said(applied, o.head.chat), "inquiry 1 in message 1001")
		o.wants(said(applied, o.owner.chat))
		if n := one[int](t, o.s, "SELECT count(*) FROM inquiry_answer"); n != 0 {
			t.Errorf("%d answers are kept", n)
		}
	})

	t.Run("by the first of two who tap in one batch", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.asks("Bagaimana?")
		o.delivers()
		first, second := o.dewi.in(take(1)), o.budi.in(take(1))
		second.Update = first.Update + 1
		mustApply(t, o.s, first, second)
		if by := o.takenBy(1); by != o.dewi.chat {
			t.Errorf("taken by %d", by)
		}
		if n := one[int](t, o.s, "SELECT count(*) FROM audit WHERE deed ->> 'key' = 'audit.inquiry_taken'"); n != 1 {
			t.Errorf("noted %d times", n)
		}
	})

	t.Run("by a reply, which answers it at once, and more than once", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.asks("Bagaimana?")
		o.delivers()
		for range 2 {
			applied := o.dewi.does(reply(1, "Begini."))
			o.wants(said(applied, o.owner.chat), "inquiry.answer")
			o.wants(said(applied, o.dewi.chat), "inquiry 1 in message 1001", "inquiry.outcome.sent")
		}
		if by, n := o.takenBy(1), one[int](t, o.s, "SELECT count(*) FROM inquiry_answer"); by != o.dewi.chat || n != 2 {
			t.Errorf("taken by %d, %d answers", by, n)
		}
	})

	t.Run("and may be given back", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.asks("Bagaimana?")
		o.delivers()
		o.budi.does(take(1))
		o.dewi.does(tap("iq:return.1"))
		if by := o.takenBy(1); by != o.budi.chat {
			t.Errorf("somebody else has given it back: now %d", by)
		}
		applied := o.budi.does(tap("iq:return.1"))
		o.wants(said(applied, o.dewi.chat), "inquiry 1 in message 1001", "inquiry 1 in message 0")
		if by := o.takenBy(1); by != 0 {
			t.Errorf("still taken by %d", by)
		}
	})
}

func TestInquiry_GoesToTheOfficerOfTheOneItFollows(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks("Bagaimana?")
	o.delivers()
	o.budi.does(reply(1, "Begini."))
	applied := o.owner.does(tap("iq:ask.1"), text("Lalu?"))
	o.wants(said(applied, o.budi.chat), "inquiry 2 in message 0")
	o.wants(said(applied, o.dewi.chat))
	if by := o.takenBy(2); by != o.budi.chat {
		t.Errorf("taken by %d", by)
	}
	other := talker{t, o.s, 2}.arrives().finishes(1)
	other.does(tap("iq:ask.1"), text("Punya siapa?"))
	if n := one[int](t, o.s, "SELECT count(*) FROM inquiry WHERE id = 3 AND follows IS NULL AND taken_by IS NULL"); n != 1 {
		t.Error("it follows what somebody else has asked")
	}
}

func TestInquiry_IsGuardedAgainstFlooding(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range inquiry.MaxOpen {
		o.wants(said(o.asks("Bagaimana?"), o.owner.chat), "inquiry.sent")
	}
	o.wants(said(o.asks("Bagaimana?"), o.owner.chat), "inquiry.too_many_open")
	o.delivers()
	for id := range inquiry.MaxDaily {
		o.budi.does(reply(int64(id+1), "Begini."))
		o.asks("Lagi?")
		o.delivers()
	}
	o.wants(said(o.asks("Lagi?"), o.owner.chat), "inquiry.too_many_today")
	if n := one[int](t, o.s, "SELECT count(*) FROM inquiry"); n != inquiry.MaxDaily {
		t.Errorf("%d are kept", n)
	}
	o.now = o.now.Add(24*time.Hour + time.Second)
	o.wants(said(o.asks("Lagi?"), o.owner.chat), "inquiry.sent")
}

func TestInquiry_ReachesNobodyWhoMustNotBeWrittenTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		event turn.Event
		want  string
	}{
		"an owner who stopped":     {command(say.CommandStop), "inquiry.outcome.stopped"},
		"an owner who has blocked": {turn.Event{Kind: turn.BotBlocked}, "inquiry.outcome.blocked"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.asks("Bagaimana?")
			o.delivers()
			o.owner.does(c.event)
			applied := o.budi.does(reply(1, "Begini."))
			o.wants(said(applied, o.owner.chat))
			o.wants(said(applied, o.budi.chat), c.want)
			if by := o.takenBy(1); by != 0 {
				t.Errorf("taken by %d", by)
			}
		})
	}

	t.Run("an officer who stopped", func(t *testing.T) {
		t.Parallel()
		o := newOffice(t)
		o.budi.does(command(say.CommandStop))
		o.wants(said(o.asks("Bagaimana?"), o.budi.chat))
	})
}

func TestInquiry_IsReopenedWhenItsOfficerIsRemoved(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(o *officers) Applied{
		"is removed": func(o *officers) Applied {
			exec(o.t, o.s, "UPDATE officer SET admin = 1 WHERE chat_id = ?", o.head.chat)
			id := one[int64](o.t, o.s, "SELECT id FROM officer WHERE chat_id = ?", o.budi.chat)
			return o.head.does(command(say.CommandOfficers), tap(fmt.Sprintf("of:remove.%d", id)), tap(fmt.Sprintf("of:removed.%d", id)))
		},
		"is erased": func(o *officers) Applied { return o.budi.does(command(say.CommandDelete), tap("erase:yes")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.asks("Bagaimana?")
			o.asks("Dan ini?")
			o.delivers()
			o.budi.does(take(1), reply(2, "Begini."))
			o.delivers()
			applied := leave(o)
			told := said(applied, o.dewi.chat)
			o.wants(told, "inquiry 1 in message 1001", "inquiry 1 in message 0")
			if by := o.takenBy(1); by != 0 {
				t.Errorf("still taken by %d", by)
			}
			before := one[int](t, o.s, "SELECT count(*) FROM inquiry_answer")
			late := o.budi.does(reply(2, "Masih saya."))
			if n := one[int](t, o.s, "SELECT count(*) FROM inquiry_answer"); n != before {
				t.Error("the answer is kept")
			}
			o.wants(said(late, o.owner.chat))
			if _, found, err := o.s.FindInquiry(t.Context(), o.budi.chat, 1); found || err != nil {
				t.Errorf("it can still be read: %v", err)
			}
		})
	}
}

func TestInquiry_IsWithdrawnWhenTheOwnerIsErased(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks("Ini rahasia saya")
	o.delivers()
	o.asks("Ini juga rahasia")
	applied := o.owner.does(command(say.CommandDelete), tap("erase:yes"))
	o.wants(said(applied, o.budi.chat), "inquiry 1 in message 1001")
	for _, row := range everything(t, o.s) {
		if strings.Contains(strings.ToLower(row), "rahasia") {
			t.Errorf("left: %s", row)
		}
	}
	if n := one[int](t, o.s, "SELECT count(*) FROM outbox WHERE inquiry_id IS NOT NULL OR class <> 0"); n != 0 {
		t.Errorf("%d messages are still to tell of it", n)
	}
	if _, found, err := o.s.FindInquiry(t.Context(), o.budi.chat, 1); found || err != nil {
		t.Errorf("it is still there: %v", err)
	}
}

func TestInquiry_IsSentAgainAfterADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks("Bagaimana?")
	waiting := func() int {
		due, _, err := o.s.Due(t.Context(), ClassReminder, o.now.UnixMilli(), 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(due)
	}
	o.now = o.now.Add(23 * time.Hour)
	if n := waiting(); n != 0 {
		t.Errorf("%d within a day", n)
	}
	o.now = o.now.Add(time.Hour)
	if n := waiting(); n != 3 {
		t.Errorf("%d after a day, want one for each of three officers", n)
	}
	o.delivers()
	o.budi.does(take(1))
	if n := waiting(); n != 0 {
		t.Errorf("%d of what somebody has taken", n)
	}
}

func TestInquiry_IsKeptForTheFirstOfficer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	exec(t, o.s, "UPDATE officer SET removed_at = 0")
	o.wants(said(o.asks("Bagaimana?"), o.owner.chat), "inquiry.kept")
	hash := sha256.Sum256([]byte("officer-secret"))
	exec(t, o.s, "INSERT INTO invitation (hash, name, regions, made_by, expires_at) VALUES (?, 'Sri', '[1571]', 1, ?)", hex.EncodeToString(hash[:]), o.now.Add(time.Hour).UnixMilli())
	sri := talker{t, o.s, 905}
	sri.does(turn.Event{Kind: turn.CommandGiven, Command: say.CommandStart, Payload: "officer-secret"})
	due, _, err := o.s.Due(t.Context(), ClassReminder, o.now.UnixMilli(), 10)
	if err != nil || len(due) != 1 || due[0].Chat != sri.chat || due[0].Reply.Inquiry != 1 {
		t.Errorf("to be told: %+v, %v", due, err)
	}
}

func TestKeepInquiryMessage_UpdatesACardThatWasSentLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks("Bagaimana?")
	card, _, err := o.s.FindInquiry(t.Context(), o.dewi.chat, 1)
	if err != nil {
		t.Fatal(err)
	}
	o.budi.does(take(1))
	late, err := o.s.KeepInquiryMessage(t.Context(), o.dewi.chat, 77, card)
	if err != nil || len(late) != 1 || late[0].Message != 77 || late[0].Reply.Inquiry != 1 || late[0].Reply.Mode != say.Edit {
		t.Errorf("to be put right: %+v, %v", late, err)
	}
	o.owner.does(command(say.CommandDelete), tap("erase:yes"))
	late, err = o.s.KeepInquiryMessage(t.Context(), o.head.chat, 78, card)
	if err != nil || len(late) != 1 {
		t.Errorf("of what was withdrawn meanwhile: %+v, %v", late, err)
	}
}

func TestUndelivered_TellsWhoAnswered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks("Bagaimana?")
	o.delivers()
	o.budi.does(reply(1, "Begini."))
	messages, err := o.s.Undelivered(t.Context(), 1)
	if err != nil || len(messages) != 1 || messages[0].Chat != o.budi.chat {
		t.Errorf("%+v, %v", messages, err)
	}
}

func TestInquiries_AreListedByWhoHasThem(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 3 {
		o.asks(fmt.Sprintf("Pertanyaan %d", i+1))
	}
	other := talker{t, o.s, 2}.arrives().finishes(1)
	other.does(command(say.CommandAsk), text("Pertanyaan 4"))
	o.delivers()
	o.budi.does(take(1), reply(2, "Begini."))
	o.dewi.does(take(3))
	list := func(p talker) [4]int {
		a := batch.Turn{Now: o.now.UnixMilli()}
		var l *inquiry.List
		tx, err := o.s.reader.Begin()
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback()
		a.Tx = tx
		id := one[int64](t, o.s, "SELECT id FROM officer WHERE chat_id = ?", p.chat)
		if l, err = inquirydb.List(&a, batch.Person{Session: turn.Session{Officer: &turn.Officer{ID: id}}}); err != nil {
			t.Fatal(err)
		}
		return [4]int{len(l.Open), len(l.Own), len(l.Others), len(l.Answered)}
	}
	for name, c := range map[string]struct {
		p    talker
		want [4]int
	}{"budi": {o.budi, [4]int{1, 1, 1, 1}}, "dewi": {o.dewi, [4]int{1, 1, 1, 1}}, "head": {o.head, [4]int{1, 0, 2, 1}}, "far": {o.far, [4]int{}}} {
		if got := list(c.p); got != c.want {
			t.Errorf("%s: open, own, others, answered: %v, want %v", name, got, c.want)
		}
	}
	o.now = o.now.Add(31 * 24 * time.Hour)
	if got := list(o.budi); got != [4]int{1, 1, 1, 0} {
		t.Errorf("after a month: %v", got)
	}
}
