package editor

import (
	"maps"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Open shows the draft, or explains what a broadcast is and asks for its text.
func Open(t *turn.Turn, mode say.Mode) {
	switch draft := t.Session.Officer.Draft; {
	case draft == nil:
		askField(t, mode, broadcast.FieldText, say.Message("broadcast.open"))
	case draft.Texts[say.Indonesian] == "":
		askField(t, mode, broadcast.FieldText, say.Message("broadcast.media_kept"))
	default:
		card(t, mode)
	}
}

// Tap takes a tap on one of the editor's buttons. From anybody but an officer it counts as an old
// button.
func Tap(t *turn.Turn, b button.Button) {
	action, argument := b.Action()
	if t.Session.Officer == nil || !tappedSent(t, action, argument) && !tappedDraft(t, action, argument) {
		t.Toast("toast.old_button")
	}
}

// tappedDraft takes a tap that changes the draft; false where the button is old.
func tappedDraft(t *turn.Turn, action, argument string) bool {
	draft := t.Session.Officer.Draft
	switch {
	case action == broadcast.ActCard:
		Open(t, say.Edit)
	case action == broadcast.ActConfirm || action == broadcast.ActDropped:
		endDraft(t, action, argument)
	case draft == nil:
		return false
	case action == broadcast.ActAsk:
		return tappedAsk(t, broadcast.Field(argument))
	case action == broadcast.ActClear:
		clearField(t, broadcast.Field(argument))
	case action == broadcast.ActDue:
		tappedDue(t, argument)
	case action == broadcast.ActNight:
		redraft(t, func(b *broadcast.Draft) { b.Night = argument == "+" })
		askField(t, say.Edit, broadcast.FieldDue)
	case action == broadcast.ActPreview:
		t.Add(preview(t))
	case action == broadcast.ActTest:
		test(t)
	case action == broadcast.ActSend:
		askSend(t)
	case action == broadcast.ActDrop:
		askDrop(t)
	default:
		return tappedRecipients(t, action, argument)
	}
	return true
}

// tappedAsk asks for a field; false if there is no such field.
func tappedAsk(t *turn.Turn, field broadcast.Field) bool {
	_, _, known := fieldOf(t.Languages, field)
	if known {
		askField(t, say.Edit, field)
	}
	return known
}

// endDraft sends the draft or throws it away, once that is confirmed. The id makes a second tap
// harmless, and one on an older draft's button.
func endDraft(t *turn.Turn, action, id string) {
	draft := t.Session.Officer.Draft
	switch {
	case draft == nil || button.ID(draft.ID) != id:
		t.Toast("toast.broadcast_gone")
	case action == broadcast.ActConfirm && draft.Texts[say.Indonesian] != "":
		confirm(t)
	case action == broadcast.ActDropped && t.Before.Kind == turn.AsideDrop:
		t.Note(broadcast.DraftDropped{})
		setDraft(t, nil)
		t.Reply(say.Edit, say.Row(broadcast.Choice("button.broadcasts", broadcast.ActList)), say.Message("broadcast.dropped"))
	default:
		t.Toast("toast.old_button")
	}
}

// askDrop asks the officer to confirm that the draft is thrown away.
func askDrop(t *turn.Turn) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideDrop}
	draft := t.Session.Officer.Draft
	yes := broadcast.Choice("button.drop_yes", broadcast.ActDropped, button.ID(draft.ID))
	yes.Style = say.Danger
	t.Reply(say.Edit, say.Row(yes, broadcast.Choice("button.drop_no", broadcast.ActCard)),
		say.Text{Key: "broadcast.ask_drop", Args: say.Args{"Text": say.Raw(draft.Title())}})
}

// redraft changes the draft, or begins one, without touching the session that the caller holds.
func redraft(t *turn.Turn, change func(*broadcast.Draft)) {
	draft := copyDraft(t)
	change(&draft)
	keepDraft(t, draft)
}

// copyDraft returns the draft with texts and answers of its own; an empty one where there is none.
func copyDraft(t *turn.Turn) broadcast.Draft {
	var draft broadcast.Draft
	if t.Session.Officer.Draft != nil {
		draft = *t.Session.Officer.Draft
	}
	draft.Texts, draft.Answers = maps.Clone(draft.Texts), maps.Clone(draft.Answers)
	if draft.Texts == nil {
		draft.Texts = map[say.Language]string{}
	}
	if draft.Answers == nil {
		draft.Answers = map[say.Language][]string{}
	}
	return draft
}

func keepDraft(t *turn.Turn, draft broadcast.Draft) {
	setDraft(t, &draft)
	t.Note(broadcast.DraftChanged{})
}

func setDraft(t *turn.Turn, draft *broadcast.Draft) {
	officer := *t.Session.Officer
	officer.Draft = draft
	t.Session.Officer = &officer
}
