package desk

import (
	"slices"
	"strings"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Open opens the desk for a new complaint.
func Open(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: complaint.Complaint{Held: sent(t)}}
	askKind(t, mode, append(notes, say.Message("desk.open"))...)
}

// sent are the pictures and voice notes that were sent ahead of what the complaint is about.
func sent(t *turn.Turn) []complaint.File {
	if t.Before.Kind == turn.AsideDesk && t.Before.Complaint.Step == complaint.StepKind {
		return t.Before.Complaint.Held
	}
	return nil
}

func askKind(t *turn.Turn, mode say.Mode, parts ...say.Text) {
	choices := make([]say.Choice, len(complaint.Kinds), len(complaint.Kinds)+1)
	for i, k := range complaint.Kinds {
		choices[i] = kindChoice(k.Name(), k)
	}
	choices = append(choices, say.Choice{Label: say.Message("desk.button_none"), Data: button.Data(button.Desk, complaint.ActNone)})
	t.Reply(mode, append([]say.Keys{{Choices: choices, Column: true}}, ways(complaint.ActList)...), parts...)
}

// kindChoice is the button that says what a complaint is about: one kind, or two.
func kindChoice(label say.Text, kinds ...complaint.Kind) say.Choice {
	values := []string{complaint.ActKind}
	for _, k := range kinds {
		values = append(values, string(k))
	}
	return say.Choice{Label: label, Data: button.Data(button.Desk, values...)}
}

// ways returns the buttons below those of a step: other steps of the desk, and the way out.
func ways(values ...string) []say.Keys {
	var choices []say.Choice
	for _, v := range append(values, complaint.ActClose) {
		choices = append(choices, say.Choice{Label: say.Message("desk.button_" + v), Data: button.Data(button.Desk, v)})
	}
	return []say.Keys{{Choices: choices}}
}

// Tap takes a tap on one of the desk's buttons.
func Tap(t *turn.Turn, b button.Button) {
	action, argument := b.Action()
	switch action {
	case complaint.ActOpen:
		Open(t, say.Send)
	case complaint.ActKind:
		pickKind(t, argument)
	case complaint.ActNone:
		t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
		t.Reply(say.Edit, append(ways(complaint.ActOpen), t.WayBack()...), say.Message("desk.no_complaint"))
	case complaint.ActList:
		t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
		list(t, say.Edit)
	case complaint.ActHeld:
		show(t, argument)
	case complaint.ActClose:
		t.Back(say.Edit)
	case complaint.ActAnswered, complaint.ActSettled:
		setState(t, argument, complaint.State(action))
	default:
		if t.Before.Kind != turn.AsideDesk || !tapStep(t, action, argument) {
			t.Toast("toast.old_button")
		}
	}
}

// tapStep takes a tap that goes on with the complaint at the desk; false where it does not
// belong to the step.
func tapStep(t *turn.Turn, action, argument string) bool {
	c := t.Before.Complaint
	switch {
	case action == complaint.ActChannel && c.Kind != "" && slices.Contains(complaint.Channels, complaint.Channel(argument)):
		c.Channel = complaint.Channel(argument)
		toStep(t, complaint.StepBuyer, c, say.Edit)
	case action == complaint.ActSkip && (c.Step == complaint.StepBuyer || c.Step == complaint.StepPromise):
		toStep(t, c.Step+1, c, say.Edit)
	case action == complaint.ActFold && c.Step == complaint.StepTold:
		return unfold(t, c, argument)
	case action == complaint.ActSave && c.Step == complaint.StepTold:
		save(t, c)
	case action == complaint.ActAgree && c.Step == complaint.StepTold:
		agreeAndSave(t, c)
	default:
		return false
	}
	return true
}

// pickKind takes what a complaint is about: kind, or kind.also.
func pickKind(t *turn.Turn, argument string) {
	first, second, two := strings.Cut(argument, ".")
	c := complaint.Complaint{Kind: complaint.Kind(first), Also: complaint.Kind(second), Held: sent(t)}
	if !slices.Contains(complaint.Kinds, c.Kind) || two && (!slices.Contains(complaint.Kinds, c.Also) || c.Also == c.Kind) {
		t.Toast("toast.old_button")
		return
	}
	toStep(t, complaint.StepChannel, c, say.Edit)
}

// toStep goes to a step of the desk and asks for what that step needs.
func toStep(t *turn.Turn, step complaint.Step, c complaint.Complaint, mode say.Mode, notes ...say.Text) {
	c.Step = step
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
	switch step {
	case complaint.StepKind:
		askKind(t, mode, append(notes, say.Message("desk.open"))...)
	case complaint.StepChannel:
		choices := make([]say.Choice, len(complaint.Channels))
		for i, channel := range complaint.Channels {
			choices[i] = say.Choice{Label: say.Message("complaint.channel." + string(channel) + ".name"),
				Data: button.Data(button.Desk, complaint.ActChannel, string(channel))}
		}
		t.Reply(mode, append([]say.Keys{{Choices: choices, Column: true}}, ways()...), append(notes, say.Message("desk.which_channel"))...)
	case complaint.StepBuyer:
		t.Reply(mode, ways(complaint.ActSkip), append(notes, say.Message("desk.ask_buyer"))...)
	case complaint.StepPromise:
		t.Reply(mode, ways(complaint.ActSkip), append(notes, say.Message("desk.ask_promise"))...)
	case complaint.StepTold:
		tell(t, c, t.Session.Language, mode, notes...)
	}
}
