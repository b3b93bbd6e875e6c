package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// throttled applies updates as from somebody who floods the bot.
func (p talker) throttled(events ...turn.Event) (last Applied) {
	p.t.Helper()
	for _, e := range events {
		in := p.in(e)
		in.Throttled = true
		last = mustApply(p.t, p.s, in)
	}
	return last
}

// tellsHeld returns the key of the first paragraph of each held reply.
func tellsHeld(t *testing.T, s *Store) (keys []string) {
	t.Helper()
	told, err := s.ReleaseThrottled(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range told {
		keys = append(keys, m.Reply.Parts[len(m.Reply.Parts)-1].Key)
	}
	return keys
}

func TestThrottled(t *testing.T) {
	t.Parallel()
	t.Run("stores every answer, answers every tap and tells the newest state alone", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		p := talker{t, s, 1}.arrives()
		waiting := one[int](t, s, "SELECT count(*) FROM outbox")
		for _, data := range []string{"s:1:name:", "a:1:region:1571", "a:1:age:2", "a:1:education:3"} {
			applied := p.throttled(tap(data))
			if len(applied.Messages) != 0 || len(applied.Notices) != 1 || !applied.Held {
				t.Errorf("%s: %+v", data, applied)
			}
		}
		if n := one[int](t, s, "SELECT count(*) FROM assessment WHERE skipped = 'name' AND region = 1571 AND age = 2 AND education = 3"); n != 1 {
			t.Error("an answer is not stored")
		}
		if n := one[int](t, s, "SELECT count(*) FROM outbox"); n != waiting {
			t.Errorf("%d replies wait, want %d", n, waiting)
		}
		told, err := s.ReleaseThrottled(t.Context())
		if err != nil || len(told) != 1 || told[0].Message != 1 || told[0].Reply.Keys[0].Choices[0].Data != "a:1:funding:1" {
			t.Errorf("%+v, %v", told, err)
		}
		if again := tellsHeld(t, s); again != nil {
			t.Errorf("told once more: %v", again)
		}
	})
	t.Run("keeps what an update without words leaves standing", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		p := talker{t, s, 1}.arrives()
		p.throttled(command(say.CommandHelp), turn.Event{Kind: turn.MessageEdited})
		if diff := cmp.Diff([]string{"chat.help"}, tellsHeld(t, s)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("forgets what is held once something newer is told", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		p := talker{t, s, 1}.arrives()
		p.throttled(command(say.CommandHelp))
		p.does(command(say.CommandLanguage))
		if held := tellsHeld(t, s); held != nil {
			t.Errorf("told after all: %v", held)
		}
	})
	t.Run("goes back to what was held when an update is set aside", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		p := talker{t, s, 1}.arrives()
		exec(t, s, `CREATE TRIGGER broken BEFORE UPDATE ON person WHEN NEW.aside LIKE '%erase%' BEGIN SELECT RAISE(ABORT, 'no'); END`)
		p.throttled(command(say.CommandHelp), command(say.CommandDelete))
		if diff := cmp.Diff([]string{"chat.trouble"}, tellsHeld(t, s)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("tells an officer and whoever is erased at once", func(t *testing.T) {
		t.Parallel()
		s := openStoreWith(t, Options{Administrators: []int64{9}})
		officer, p := talker{t, s, 9}.arrives(), talker{t, s, 1}.arrives()
		if got := officer.throttled(command(say.CommandOfficers)); len(got.Messages) != 1 || got.Held {
			t.Errorf("an officer: %+v", got)
		}
		if got := p.throttled(command(say.CommandDelete), tap("erase:yes")); len(got.Messages) != 1 || got.Held {
			t.Errorf("erased: %+v", got)
		}
		if n := one[int](t, s, "SELECT count(*) FROM held_reply"); n != 0 {
			t.Errorf("%d replies are held of somebody erased", n)
		}
	})
}
