package desk

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Limits of what is typed at the desk, in characters: a name, and a promise short enough for the
// short reply to fit on a copy button.
const (
	maxBuyerRunes   = 40
	maxPromiseRunes = 160
)

// Open opens the desk for a new complaint.
func Open(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
	askKind(t, mode, append(notes, say.Message("desk.open"))...)
}

func askKind(t *turn.Turn, mode say.Mode, parts ...say.Text) {
	choices := make([]say.Choice, len(complaint.Kinds))
	for i, k := range complaint.Kinds {
		choices[i] = say.Choice{Label: say.Message("complaint.kind." + string(k) + ".name"),
			Data: button.Data(button.Desk, complaint.ActKind, string(k))}
	}
	t.Reply(mode, append([]say.Keys{{Choices: choices, Column: true}}, ways(complaint.ActList)...), parts...)
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
	atDesk := t.Before.Kind == turn.AsideDesk
	c := t.Before.Complaint
	switch {
	case action == complaint.ActOpen:
		Open(t, say.Send)
	case action == complaint.ActKind && slices.Contains(complaint.Kinds, complaint.Kind(argument)):
		toStep(t, complaint.StepChannel, complaint.Complaint{Kind: complaint.Kind(argument)}, say.Edit)
	case action == complaint.ActChannel && atDesk && c.Kind != "" && slices.Contains(complaint.Channels, complaint.Channel(argument)):
		c.Channel = complaint.Channel(argument)
		toStep(t, complaint.StepBuyer, c, say.Edit)
	case action == complaint.ActSkip && atDesk && (c.Step == complaint.StepBuyer || c.Step == complaint.StepPromise):
		toStep(t, c.Step+1, c, say.Edit)
	case action == complaint.ActSave && atDesk && c.Step == complaint.StepTold:
		save(t, c)
	case action == complaint.ActAgree && atDesk && c.Step == complaint.StepTold:
		agreeAndSave(t, c)
	case action == complaint.ActList:
		t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
		list(t, say.Edit)
	case action == complaint.ActClose:
		t.Back(say.Edit)
	case action == complaint.ActAnswered || action == complaint.ActSettled:
		setState(t, argument, complaint.State(action))
	default:
		t.Toast("toast.old_button")
	}
}

// Typed takes text typed at the desk: a complaint, a name or a promise.
func Typed(t *turn.Turn, text string) {
	c := t.Session.Aside.Complaint
	line := say.OneLine(text)
	switch c.Step {
	case complaint.StepBuyer:
		if line == "" || utf8.RuneCountInString(line) > maxBuyerRunes {
			toStep(t, complaint.StepBuyer, c, say.Send,
				say.Text{Key: "desk.too_long", Args: say.Args{"Max": say.Count(maxBuyerRunes)}})
			return
		}
		c.Buyer = line
		toStep(t, complaint.StepPromise, c, say.Send)
	case complaint.StepPromise:
		if line == "" || utf8.RuneCountInString(line) > maxPromiseRunes {
			toStep(t, complaint.StepPromise, c, say.Send,
				say.Text{Key: "desk.too_long", Args: say.Args{"Max": say.Count(maxPromiseRunes)}})
			return
		}
		c.Promise = line
		toStep(t, complaint.StepTold, c, say.Send)
	default:
		guess(t, line)
	}
}

// guess says what a pasted complaint seems to be about. If it is unsure, it asks instead.
func guess(t *turn.Turn, text string) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk}
	if text == "" {
		askKind(t, say.Send, say.Message("desk.open"))
		return
	}
	kind, sure := complaint.Guess(text)
	if !sure {
		askKind(t, say.Send, say.Message("desk.unsure"))
		return
	}
	t.Reply(say.Send, append([]say.Keys{{Column: true, Choices: []say.Choice{
		{Label: say.Message("button.guess_right"),
			Data: button.Data(button.Desk, complaint.ActKind, string(kind)), Style: say.Primary},
		{Label: say.Message("desk.button_other_kind"), Data: button.Data(button.Desk, complaint.ActOpen)},
	}}}, ways()...), say.Text{Key: "desk.guess", Args: say.Args{"Kind": say.Words(kind.Name())}},
		say.Message("complaint.kind."+string(kind)+".about"))
}

// toStep goes to a step of the desk and asks for what that step needs.
func toStep(t *turn.Turn, step complaint.Step, c complaint.Complaint, mode say.Mode, notes ...say.Text) {
	c.Step = step
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
	switch step {
	case complaint.StepChannel:
		choices := make([]say.Choice, len(complaint.Channels))
		for i, channel := range complaint.Channels {
			choices[i] = say.Choice{Label: say.Message("complaint.channel." + string(channel) + ".name"),
				Data: button.Data(button.Desk, complaint.ActChannel, string(channel))}
		}
		t.Reply(mode, append([]say.Keys{{Choices: choices, Column: true}}, ways()...),
			append(notes, say.Message("desk.which_channel"))...)
	case complaint.StepBuyer:
		t.Ask(mode, ways(complaint.ActSkip), append(notes, say.Message("desk.ask_buyer"))...)
	case complaint.StepPromise:
		t.Ask(mode, ways(complaint.ActSkip), append(notes, say.Message("desk.ask_promise"))...)
	case complaint.StepTold:
		guide(t, c, mode)
	}
}

// guide says what to do, then gives the reply, ready to copy, in each language.
func guide(t *turn.Turn, c complaint.Complaint, mode say.Mode) {
	guide := "complaint.guide." + string(c.Kind) + "."
	section := func(head, key string) say.Text {
		return say.Text{Key: "desk.section", Args: say.Args{"Head": say.Word("desk.head_" + head), "Text": say.Word(key)}}
	}
	t.Reply(mode, nil,
		say.Text{Key: "desk.guide", Args: say.Args{"Kind": say.Words(c.Kind.Name()),
			"How": say.Word("complaint.channel." + string(c.Channel) + ".how")}},
		section("now", guide+"now"), section("today", guide+"today"), section("week", guide+"week"),
		section("avoid", guide+"avoid"), section("private", guide+"private"), section("law", guide+"law"))
	readyReplies(t, c)
}

// readyReplies gives the reply to the buyer in each language, with a button that copies it.
func readyReplies(t *turn.Turn, c complaint.Complaint) {
	var parts []say.Text
	var copies []say.Choice
	for _, l := range t.Languages.Tags() {
		head := say.Message("desk.head_reply_" + string(l))
		if l == say.Indonesian {
			head = say.Message("desk.head_reply")
		}
		short := c.Reply(l, "short")
		parts = append(parts, head, say.Text{Key: "desk.ready", Args: say.Args{"Reply": say.Words(c.Reply(l, "text"))}})
		copies = append(copies, say.Choice{Label: say.Message("desk.button_copy_" + string(l)), Copy: &short})
	}
	t.Reply(say.Send,
		append([]say.Keys{{Column: true, Choices: copies}}, ways(complaint.ActSave, complaint.ActList)...), parts...)
}

// save keeps the complaint in the log, which needs consent.
func save(t *turn.Turn, c complaint.Complaint) {
	if t.Session.Consented() {
		keep(t, say.Send, c)
		return
	}
	t.Session.Aside = turn.Aside{Kind: turn.AsideDesk, Complaint: c}
	t.Reply(say.Send, []say.Keys{{Column: true, Choices: []say.Choice{
		{Label: say.Message("button.agree_and_save"), Data: button.Data(button.Desk, complaint.ActAgree), Style: say.Success},
		{Label: say.Message("desk.button_close"), Data: button.Data(button.Desk, complaint.ActClose)},
	}}}, say.Message("desk.needs_consent"), interview.ConsentText(t))
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
