package store

import (
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/dialog/say"
)

// TestForget moves the clock forward by two years and checks who is left.
func TestForget(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	begin := time.Date(2026, time.March, 31, 5, 0, 0, 0, time.UTC)
	options := Options{Clock: func() time.Time { return begin.Add(time.Duration(later.Load())) }, Retention: 24, Administrators: []int64{4}}
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	finished, withdrawn, back := talker{t, s, 1001}.arrives().finishes(1), talker{t, s, 1002}.arrives().finishes(1), talker{t, s, 1003}.arrives()
	talker{t, s, 4}.arrives() // an administrator
	finished.fills()
	exec(t, s, "UPDATE officer SET removed_at = 0 WHERE chat_id = 1001")
	withdrawn.does(tap("consent:withdrawn"))
	before := one[string](t, s, "SELECT quadrant || x || y FROM result WHERE assessment_id = (SELECT min(id) FROM assessment)")

	later.Store(int64(700 * 24 * time.Hour))
	back.does(command(say.CommandHelp))
	if early, next, err := s.Forget(t.Context(), 0); len(early.Erased) != 0 || next != 0 || err != nil {
		t.Fatalf("forgot %v, %v, %v before the time", early.Erased, next, err)
	}
	later.Store(int64(732 * 24 * time.Hour))
	forgotten, next, err := s.Forget(t.Context(), 0)
	chats := forgotten.Erased
	if slices.Sort(chats); !slices.Equal(chats, []int64{1001, 1002}) || next != 0 || err != nil {
		t.Fatalf("forgot %v, %v, %v; want 1001 and 1002", chats, next, err)
	}
	if n := one[int](t, s, "SELECT count(*) FROM person"); n != 2 {
		t.Errorf("%d people are left, want the one who came back and the officer", n)
	}
	for _, row := range everything(t, s) {
		if strings.Contains(row, "100"+"1") || strings.Contains(row, "100"+"2") || strings.Contains(row, "Rahasia") {
			t.Errorf("left: %s", row)
		}
	}
	if n := one[int](t, s, "SELECT count(*) FROM assessment WHERE person_id IS NULL AND finished_at IS NOT NULL"); n != 1 {
		t.Errorf("%d finished assessments of nobody are kept, want the one whose consent was not taken back", n)
	}
	if after := one[string](t, s, "SELECT quadrant || x || y FROM result"); after != before {
		t.Errorf("its result is %s, was %s", after, before)
	}
	if n := one[int](t, s, "SELECT count(*) FROM pragma_foreign_key_check"); n != 0 {
		t.Errorf("%d rows refer to nothing", n)
	}
}

// TestForget_ForgetsNobodyWithoutARetention opens a file without a retention.
func TestForget_ForgetsNobodyWithoutARetention(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	talker{t, s, 1}.arrives()
	exec(t, s, "UPDATE person SET last_seen_at = 0")
	if forgotten, _, err := s.Forget(t.Context(), 0); len(forgotten.Erased) != 0 || err != nil {
		t.Errorf("forgot %v, %v", forgotten.Erased, err)
	}
}

// TestForget_LooksAtEverybodyStepByStep has more people than are looked at, or forgotten, at a
// time.
func TestForget_LooksAtEverybodyStepByStep(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, time.March, 31, 5, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return begin }, Retention: 24})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	exec(t, s, `
		WITH RECURSIVE generate (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM generate WHERE value < 12000)
		INSERT INTO person (id, chat_id, language, created_at, last_seen_at)
		SELECT value, value, 'id', 0, iif(value BETWEEN 4900 AND 5150 OR value = 12000, 0, ?) FROM generate`, begin.UnixMilli())
	var steps []int
	for behind := int64(0); len(steps) == 0 || behind != 0; {
		var forgotten Applied
		if forgotten, behind, err = s.Forget(t.Context(), behind); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, len(forgotten.Erased))
	}
	if want := []int{100, 100, 51, 1}; !slices.Equal(steps, want) {
		t.Errorf("forgot %v step by step, want %v", steps, want)
	}
}

// TestSave_NotesWhoIsSeen moves the clock forward between two turns.
func TestSave_NotesWhoIsSeen(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	begin := time.Date(2026, time.March, 31, 5, 0, 0, 0, time.UTC)
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return begin.Add(time.Duration(later.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	o := talker{t, s, 1}.arrives()
	for _, after := range []time.Duration{59 * time.Second, time.Hour, -time.Hour} {
		exec(t, s, "UPDATE person SET last_seen_at = ?", begin.UnixMilli())
		later.Store(int64(after))
		o.does(command(say.CommandHelp))
		if got := one[int64](t, s, "SELECT last_seen_at FROM person") - begin.UnixMilli(); got != after.Milliseconds() {
			t.Errorf("after %v: seen after %d ms", after, got)
		}
	}
	later.Store(int64(time.Second))
	exec(t, s, "UPDATE person SET last_seen_at = ?, blocked_at = 1", begin.UnixMilli())
	o.does(command(say.CommandHelp))
	if n := one[int](t, s, "SELECT count(*) FROM person WHERE blocked_at IS NULL"); n != 1 {
		t.Error("who is back is taken for gone")
	}
}
