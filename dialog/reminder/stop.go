package reminder

import (
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Stop ends what the bot sends by itself.
func Stop(t *turn.Turn) {
	t.Session.Stopped = true
	t.Note(Stopped{})
	t.Reply(say.Send, t.WayBack(), say.Message("chat.stopped"))
}

// TapStop takes a tap on the button below what the bot has sent. The message stays as
// it is, for it may say something worth keeping.
func TapStop(t *turn.Turn) {
	if t.Session.Stopped {
		t.Toast("toast.recorded") // a second tap
		return
	}
	Stop(t)
}
