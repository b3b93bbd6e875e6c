package store

import (
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikmbot/dialog"
)

// TestForget moves the clock on by two years and looks at who is left.
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
	back.does(command(dialog.CommandHelp))
	if early, more, err := s.Forget(t.Context()); len(early.Erased) != 0 || more || err != nil {
		t.Fatalf("forgot %v, %v, %v before the time", early.Erased, more, err)
	}
	later.Store(int64(732 * 24 * time.Hour))
	forgotten, more, err := s.Forget(t.Context())
	chats := forgotten.Erased
	if slices.Sort(chats); !slices.Equal(chats, []int64{1001, 1002}) || more || err != nil {
		t.Fatalf("forgot %v, %v, %v; want 1001 and 1002", chats, more, err)
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

// TestForget_NobodyWhereNothingIsSet opens a file without a retention.
func TestForget_NobodyWhereNothingIsSet(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	talker{t, s, 1}.arrives()
	exec(t, s, "UPDATE person SET last_seen_at = 0")
	if forgotten, _, err := s.Forget(t.Context()); len(forgotten.Erased) != 0 || err != nil {
		t.Errorf("forgot %v, %v", forgotten.Erased, err)
	}
}
