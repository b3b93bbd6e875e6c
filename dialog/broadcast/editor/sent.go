package editor

import (
	"strconv"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// tappedSent takes a tap on a confirmed broadcast's button; false if it is no such button.
func tappedSent(t *turn.Turn, action, argument string) bool {
	id, _ := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == broadcast.ActList:
		t.Add(say.Reply{Mode: say.Edit, Report: &say.Report{Kind: say.ReportBroadcasts},
			Parts: []say.Text{say.Message("broadcast.list_empty")}})
	case id <= 0:
		return false
	case action == broadcast.ActView:
		tellProgress(t, say.Edit, id)
	case action == broadcast.ActPause:
		setState(t, id, broadcast.Paused, "toast.broadcast_paused")
	case action == broadcast.ActResume:
		setState(t, id, broadcast.Running, "toast.broadcast_running")
	case action == broadcast.ActCancel:
		askCancel(t, id)
	case action == broadcast.ActCancelled && t.Before.Kind == turn.AsideCancel && t.Before.ID == id:
		setState(t, id, broadcast.Cancelled, "toast.broadcast_cancelled")
	default:
		return false
	}
	return true
}

// setState pauses, resumes or cancels a broadcast.
func setState(t *turn.Turn, id int64, to broadcast.State, notice string) {
	t.Note(broadcast.StateChanged{ID: id, State: to})
	t.Toast(notice)
	tellProgress(t, say.Edit, id)
}

// askCancel asks the officer to confirm that a broadcast is cancelled.
func askCancel(t *turn.Turn, id int64) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideCancel, ID: id}
	yes := broadcast.Choice("button.cancel_yes", broadcast.ActCancelled, button.ID(id))
	yes.Style = say.Danger
	t.Reply(say.Edit, say.Row(yes, broadcast.Choice("button.cancel_no", broadcast.ActView, button.ID(id))),
		say.Message("broadcast.ask_cancel"))
}

// tellProgress shows a broadcast's progress. A forged id gets no figures.
func tellProgress(t *turn.Turn, mode say.Mode, id int64) {
	t.Add(broadcast.ProgressReply(t.Session.Language, mode, id))
}
