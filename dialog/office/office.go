package office

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/turn"
)

// Tap takes a tap on a button that only officers have; to others it is an old one.
func Tap(t *turn.Turn, p button.Button) {
	if t.Session.Officer == nil || !t.Session.Officer.Admin || !tappedAdmin(t, p) {
		t.Toast("toast.old_button")
	}
}
