package store

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// The offset follows the last update of a batch, whether its id is greater or lower than before.
func TestApply_GoesOnAfterTheLastUpdate(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, x := range []struct {
		what string
		ids  []int64
		want int64
	}{
		{"a batch", []int64{900_000_000, 900_000_001}, 900_000_002},
		{"one with lower ids", []int64{7, 8}, 9},
		{"one in which ids begin anew", []int64{900_000_003, 5}, 6},
		{"one whose last update has no id that can be read", []int64{6, 0}, 7},
	} {
		var updates []Inbound
		for _, id := range x.ids {
			updates = append(updates, Inbound{Update: id})
		}
		if got := mustApply(t, s, updates...).Next; got != x.want {
			t.Errorf("%s: goes on at %d, want %d", x.what, got, x.want)
		}
		if got, err := s.NextUpdate(t.Context()); err != nil || got != x.want {
			t.Errorf("%s: goes on at %d after a restart, %v, want %d", x.what, got, err, x.want)
		}
	}
}

// Telegram repeats an update for a day, and may reuse its id after a quiet week.
func TestApply_KnowsAnUpdateByItsIDForTwoDays(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, x := range []struct {
		when  string
		after time.Duration
		fresh int
	}{{"at first", 0, 1}, {"a day later", 25 * time.Hour, 0}, {"after a quiet week", 7 * 24 * time.Hour, 1}, {"at once again", 0, 0}} {
		now = now.Add(x.after)
		for _, posted := range []bool{false, true} {
			applied := mustApply(t, s, Inbound{Update: 41, Posted: posted}, Inbound{Update: 41, Posted: posted})
			want := x.fresh
			if posted {
				want = 0 // it came by polling just before
			}
			if applied.Fresh != want {
				t.Errorf("%s, posted %t: %d are new, want %d", x.when, posted, applied.Fresh, want)
			}
		}
	}
}

// Two updates with one id, a quiet week apart, are both set aside if neither can be handled.
func TestApply_SetsAnIDAsideTwice(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_800_000_000_000)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 2 {
		mustApply(t, s, Inbound{Update: 41, Fault: errUnreadable, Raw: []byte("{}")})
		now = now.Add(8 * 24 * time.Hour)
	}
	if n := one[int](t, s, "SELECT count(*) FROM set_aside WHERE update_id = 41"); n != 2 {
		t.Errorf("%d are set aside, want 2", n)
	}
}

type unreadable string

func (u unreadable) Error() string { return string(u) }

const errUnreadable = unreadable("can't be read")

// mustServe tells the store which bot it works for.
func mustServe(t *testing.T, s *Store, bot, former int64) {
	t.Helper()
	if got, err := s.ServeBot(t.Context(), bot); err != nil || got != former {
		t.Fatalf("bot %d takes over from %d, %v, want %d", bot, got, err, former)
	}
}

func TestServeBot_ReportsAnotherBot(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, x := range []struct{ bot, former int64 }{{11, 0}, {11, 0}, {22, 11}, {22, 0}, {11, 22}} {
		mustServe(t, s, x.bot, x.former)
	}
}

// Another bot does not use the former bot's ids, and what people said stays.
func TestServeBot_PutsAwayTheIDsOfAnotherBot(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustServe(t, o.s, 11, 0)
	o.owner.does(command(say.CommandAsk), turn.Event{Kind: turn.ContentSent, Media: &say.Media{Kind: say.MediaPhoto, File: "of 11"}})
	o.delivers()
	exec(t, o.s, "INSERT INTO picture SELECT id, 'cartesian', 'id', 'of 11' FROM assessment WHERE finished_at IS NOT NULL")
	exec(t, o.s, `INSERT INTO broadcast (officer_id, state, content, confirmed_at, progress_message) VALUES (1, 'running', '{"text":{"id":"Halo"},"media":{"kind":"photo","file":"of 11"}}', 1, 77)`)
	exec(t, o.s, `INSERT INTO outbox (chat_id, class, message_id, reply, queued_at, due_at) VALUES
		(1, 0, 7, '{"parts":[{"key":"edit"}]}', 0, 0), (1, 0, 0, '{"parts":[{"key":"photo"}],"photo":"of 11"}', 0, 0), (901, 0, 1001, '{"inquiry":1}', 0, 0)`)
	exec(t, o.s, `INSERT INTO held_reply (chat_id, message_id, reply) VALUES (5, 7, '{}')`)
	said := one[string](t, o.s, answered)

	mustServe(t, o.s, 11, 0)
	if card := o.card(1); card.Asked.Photo != "of 11" || card.Unshown {
		t.Errorf("the same bot tells of %+v", card.Asked)
	}
	mustServe(t, o.s, 22, 11)
	if card := o.card(1); card.Asked.Photo != "" || !card.Unshown {
		t.Errorf("another bot tells of %+v", card)
	}
	for _, none := range []string{"seen_update", "receiver", "picture", "inquiry_message", "outbox WHERE message_id <> 0 OR reply LIKE '%of 11%' OR class = 0 AND reply ->> 'inquiry' > 0",
		"held_reply WHERE message_id <> 0", "broadcast WHERE progress_message IS NOT NULL OR state = 'running' OR content LIKE '%of 11%'"} {
		if n := one[int](t, o.s, "SELECT count(*) FROM "+none); n != 0 {
			t.Errorf("%d rows are left of %s", n, none)
		}
	}
	if n := one[int](t, o.s, "SELECT count(*) FROM outbox WHERE reply LIKE '%edit%' OR reply LIKE '%photo%'"); n != 2 {
		t.Errorf("%d replies wait, want 2", n)
	}
	if diff := cmp.Diff(said, one[string](t, o.s, answered)); diff != "" {
		t.Errorf("what people said (-before +after):\n%s", diff)
	}
	if next, err := o.s.NextUpdate(t.Context()); err != nil || next != 0 {
		t.Errorf("receiving goes on at %d, %v, want 0", next, err)
	}
	if fresh := mustApply(t, o.s, Inbound{Update: 1}).Fresh; fresh != 1 {
		t.Error("an update with an id of the former bot's is not taken")
	}
	mustServe(t, o.s, 11, 22)
	if card := o.card(1); card.Asked.Photo != "of 11" || card.Unshown {
		t.Errorf("the former bot again tells of %+v", card.Asked)
	}
}

// answered selects what people have said, as one text.
const answered = `SELECT (SELECT group_concat(id || text || photo) FROM inquiry) || (SELECT group_concat(id || coalesce(finished_at, '') || coalesce(name, '')) FROM assessment)
	|| (SELECT group_concat(chat_id || language || place) FROM person) || (SELECT group_concat(x || y) FROM result)`

// card returns an inquiry as an officer sees it.
func (o *officers) card(inquiry int64) inquiry.Card {
	o.t.Helper()
	card, found, err := o.s.FindInquiry(o.t.Context(), o.budi.chat, inquiry)
	if err != nil || !found {
		o.t.Fatalf("inquiry %d: %t, %v", inquiry, found, err)
	}
	return card
}
