package editor

import (
	"strconv"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/turn"
)

// TapRecipient takes a tap on a button below a broadcast. The message stays as it is, because the
// recipient can answer again: the newest answer counts.
func TapRecipient(t *turn.Turn, b button.Button) {
	sent, what := b.Action()
	id, err := strconv.ParseInt(sent, 10, 64)
	answer, notNumber := strconv.Atoi(what)
	switch {
	case err == nil && id == 0:
		t.Toast("toast.trial")
	case err != nil || id < 0:
		t.Toast("toast.old_button")
	case what == broadcast.ActStop:
		reminder.TapStop(t)
	case notNumber != nil || answer < 0 || answer >= broadcast.MaxAnswers:
		t.Toast("toast.old_button")
	default:
		t.Note(broadcast.Answered{ID: id, Answer: answer})
		t.Toast("toast.broadcast_answered")
	}
}
