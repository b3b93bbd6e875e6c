package interview

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Offer is for somebody who comes back to an interview: go on, or begin again.
func Offer(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	other := say.Choice{Label: say.Message("button.restart"), Data: button.Data(button.Go, button.GoRestart)}
	if t.Session.Correcting() {
		t.Reply(mode, []say.Keys{{Choices: []say.Choice{goOn(), leave()}}}, append(notes, say.Message("chat.offer_correction"))...)
		return
	}
	total := len(t.Session.Asked())
	t.Reply(mode, say.Row(goOn(), other), append(notes, say.Text{Key: "chat.offer", Args: say.Args{
		"Count": say.Count(total - t.Session.Left()), "Total": say.Count(total)}})...)
}

func goOn() say.Choice {
	return say.Choice{Label: say.Message("button.continue"), Data: button.Data(button.Go, button.GoContinue), Style: say.Primary}
}

// AskRestart asks whether the interview is to begin again.
func AskRestart(t *turn.Turn) {
	t.Reply(say.Edit, say.Row(
		say.Choice{Label: say.Message("button.restart_no"), Data: button.Data(button.Go, button.GoContinue), Style: say.Primary},
		say.Choice{Label: say.Message("button.restart_yes"), Data: button.Data(button.Go, button.GoOver), Style: say.Danger},
	), say.Text{Key: "chat.ask_restart", Args: say.Args{"Count": say.Count(len(t.Session.Asked()) - t.Session.Left())}})
}
