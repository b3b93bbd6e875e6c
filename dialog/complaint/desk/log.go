package desk

import (
	"strconv"
	"strings"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// save keeps the complaint in the log, which needs consent.
func save(t *turn.Turn, c complaint.Complaint) {
	if t.Session.Consented() {
		keep(t, say.Send, c)
		return
	}
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
	t.Reply(say.Send, interview.AgreeKeys(
		say.Choice{Label: say.Message("button.agree_and_save"), Data: button.Data(button.Desk, complaint.ActAgree), Style: say.Success},
		say.Choice{Label: say.Message("desk.button_close"), Data: button.Data(button.Desk, complaint.ActClose)},
	), append([]say.Text{say.Message("desk.needs_consent")}, interview.ConsentText(t)...)...)
}

// agreeAndSave takes the consent and then keeps the complaint.
func agreeAndSave(t *turn.Turn, c complaint.Complaint) {
	interview.Agree(t)
	keep(t, say.Edit, c)
}

func keep(t *turn.Turn, mode say.Mode, c complaint.Complaint) {
	t.Note(complaint.Logged{Complaint: c})
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
	saved := say.Message("desk.saved")
	if t.Session.Stopped {
		saved = say.Message("desk.saved_quietly")
	}
	t.Reply(mode, append(ways(complaint.ActList), t.WayBack()...), saved)
}

// setState takes a tap that changes the state of a complaint in the log.
func setState(t *turn.Turn, id string, state complaint.State) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		t.Toast("toast.old_button")
		return
	}
	t.Note(complaint.StateChanged{ID: n, State: state})
	t.Toast("toast.recorded")
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
	list(t, say.Edit)
}

func list(t *turn.Turn, mode say.Mode) {
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedComplaints},
		Keys: append(ways(complaint.ActOpen), t.WayBack()...)})
}

// show shows a picture or voice note that is kept with a complaint in the log: id.place.
func show(t *turn.Turn, argument string) {
	id, place, _ := strings.Cut(argument, ".")
	n, err := strconv.ParseInt(id, 10, 64)
	i, bad := strconv.Atoi(place)
	if err != nil || bad != nil || n <= 0 || i < 0 || i >= complaint.MostHeld {
		t.Toast("toast.old_button")
		return
	}
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedHeld, Complaint: n, Place: i}, Keys: ways(complaint.ActList)})
}
