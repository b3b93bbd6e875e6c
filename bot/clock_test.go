package bot_test

import (
	"testing"
	"time"

	"ikmbot/scoring/store"
)

// TestClock_OfTheStoreStampsWhatWasSent has the store's clock go ahead of the machine's, as in the
// demo after "a week later": the seven days' rest between broadcasts goes by the store's clock, and
// what was delivered must be stamped by it.
func TestClock_OfTheStoreStampsWhatWasSent(t *testing.T) {
	t.Parallel()
	const ahead = 9 * 24 * time.Hour
	clock := func() time.Time { return time.Now().Add(ahead) }
	w := openWorldWith(t, store.Options{Clock: clock, Administrators: []int64{1}})
	n := openNewsroom(t, w, 3)
	w.run()
	n.greet()
	before := clock().UnixMilli()
	content := `{"texts":{"id":"Pelatihan besok."},"segment":{},"night":true}`
	n.confirm(content)
	n.over()
	if got := n.count("broadcast_recipient WHERE at >= ?", before); got != 3 {
		t.Errorf("%d copies are stamped by the store's clock, want 3", got)
	}
	if got := n.count("person WHERE broadcast_at >= ?", before); got != 3 {
		t.Errorf("%d people have the time of their last broadcast by the store's clock, want 3", got)
	}
	n.change("UPDATE broadcast SET state = 'cancelled' WHERE state = 'done'")
	n.confirm(content)
	n.over()
	for _, o := range n.owners {
		if got := len(copies(o)); got != 1 {
			t.Errorf("%s got %d broadcasts within a week, want 1", o.User().FirstName, got)
		}
	}
}
