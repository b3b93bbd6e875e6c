package reminder

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Stop stops what the bot writes by itself.
func Stop(t *turn.Turn) {
	t.Session.Stopped = true
	t.Note(Stopped{})
	t.Reply(say.Send, t.WayBack(), say.Message("chat.stopped"))
}

// TapStop takes a tap on the stop button below a message. The message stays as it is, because it
// may be worth keeping.
func TapStop(t *turn.Turn) {
	if t.Session.Stopped {
		t.Toast("toast.recorded") // a second tap
		return
	}
	Stop(t)
}

// AskStop asks whether a text that reads as if the bot were to stop means that. Whatever waits for a
// text goes on waiting for it.
func AskStop(t *turn.Turn) {
	t.Reply(say.Send, say.Row(say.Choice{Label: say.Message("button.stop_yes"), Data: button.Data(button.Stop, "")}),
		say.Message("chat.ask_stop"))
}
