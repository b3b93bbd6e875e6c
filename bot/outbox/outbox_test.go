package outbox

import (
	"testing"

	"ikmbot/bot/delivery"
	"ikmbot/scoring/store"
)

// TestClass_IsTheSameOnBothSides names the pairs: the numbers of the classes on either side may
// change.
func TestClass_IsTheSameOnBothSides(t *testing.T) {
	t.Parallel()
	for of, want := range map[store.Class]delivery.Class{
		store.ClassReply: delivery.Reply, store.ClassReminder: delivery.Reminder, store.ClassBroadcast: delivery.Broadcast,
	} {
		if got := Class(of); got != want || storeClass(want) != of {
			t.Errorf("class %d of the store is %s, and back %d; want %s", of, got, storeClass(want), want)
		}
	}
}

func TestRow_IsWhatTheMessageWasMadeOf(t *testing.T) {
	t.Parallel()
	if row, err := Row(delivery.Message{Body: store.Outgoing{ID: 7}}); err != nil || row.ID != 7 {
		t.Errorf("a row: %+v, %v", row, err)
	}
	if _, err := Row(delivery.Message{ID: 7, Body: "a text"}); err == nil || err.Error() != "message 7 holds string instead of a row of the outbox" {
		t.Errorf("a text: %v", err)
	}
}
