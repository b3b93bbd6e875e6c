package interview

import (
	"maps"

	"ikmbot/dialog/button"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// LeadCorrection takes a tap that opens the answers behind the latest result, or leaves them.
func LeadCorrection(t *turn.Turn, value string) {
	switch {
	case t.Session.Correcting() && value == button.GoLeave:
		LeaveCorrection(t)
		t.Back(say.Edit, say.Message("chat.correction_left"))
	case t.Session.Correcting():
		t.Session.Place = turn.PlaceAsking
		t.Back(say.Send) // a second tap, or the button of a pause
	case t.Session.Place != turn.PlaceFinished || value == button.GoLeave:
		t.Toast("toast.old_button")
		t.Back(say.Send)
	case !t.Session.Correctable(t.Now):
		t.Back(say.Send, say.Message("chat.correction_late"))
	default:
		t.Session.Place = turn.PlaceAsking
		t.Session.Told = t.Session.Answers
		t.Note(CorrectionBegun{Run: t.Session.Run})
		t.Back(say.Send, say.Message("chat.correction"))
	}
}

// LeaveCorrection goes back to the result and the answers that it was told from, if they are being
// corrected.
func LeaveCorrection(t *turn.Turn) {
	if !t.Session.Correcting() {
		return
	}
	t.Session.Place = turn.PlaceFinished
	t.Session.Answers, t.Session.Told = t.Session.Told, nil
	goTo(t, "")
	t.Note(CorrectionLeft{Run: t.Session.Run})
}

// correct ends a correction. What is the same as before, or comes too late, changes nothing.
func correct(t *turn.Turn) {
	switch {
	case !t.Session.Correctable(t.Now):
		LeaveCorrection(t)
		t.Back(say.Edit, say.Message("chat.correction_late"))
	case maps.Equal(t.Session.Answers, t.Session.Told):
		LeaveCorrection(t)
		t.Back(say.Edit, say.Message("chat.correction_same"))
	default:
		t.Session.Place = turn.PlaceFinished
		t.Session.Told = nil
		t.Note(Corrected{Run: t.Session.Run})
		t.Reply(say.Edit, nil, say.Message("result.corrected"))
		result.Tell(t)
	}
}

// leave is the button that leaves a correction.
func leave() say.Choice {
	return say.Choice{Label: say.Message("button.correction_leave"), Data: button.Data(button.Go, button.GoLeave)}
}
