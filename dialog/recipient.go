package dialog

import (
	"strconv"
)

// tappedRecipient takes a tap under a broadcast. The message stays as it is, for the answer
// can be given anew: the newest counts.
func (t *turn) tappedRecipient(p tap) {
	sent, what := p.action()
	id, err := strconv.ParseInt(sent, 10, 64)
	answer, notNumber := strconv.Atoi(what)
	switch {
	case err == nil && id == 0:
		t.toast("toast.trial")
	case err != nil || id < 0:
		t.toast("toast.old_button")
	case what == recipientStops:
		t.tappedStop()
	case notNumber != nil || answer < 0 || answer >= MaxAnswers:
		t.toast("toast.old_button")
	default:
		t.note(BroadcastAnswered{ID: id, Answer: answer})
		t.toast("toast.broadcast_answered")
	}
}
