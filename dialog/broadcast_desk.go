package dialog

import (
	"maps"
)

// The values of verbBroadcast. Those with a parameter have it behind a dot.
const (
	castCard      = "card"  // the draft, or the way to begin one
	castAsk       = "ask"   // .field: asks for it
	castClear     = "clear" // .field: takes it out
	castWhom      = "whom"  // the recipients; .condition: the choices of it; .rating.factor
	castSet       = "set"   // .condition.choice, then + or -
	castAll       = "all"   // no condition any more
	castKept      = "kept"  // the kept choices of recipients
	castUse       = "use"   // .mark of a kept one
	castForget    = "forget"
	castDue       = "due"   // .unix milliseconds; 0: as soon as it is confirmed
	castNight     = "night" // .+ or .-
	castPreview   = "preview"
	castTest      = "test"
	castSend      = "send"
	castConfirm   = "yes" // .id of the draft
	castDrop      = "drop"
	castDropped   = "dropped" // .id of the draft
	castList      = "list"    // of those that were confirmed
	castView      = "view"    // .id, as all below
	castPause     = "pause"
	castGoOn      = "go"
	castCancel    = "cancel"
	castCancelled = "cancelled"
)

// openBroadcast shows the draft, or says what a broadcast is and asks for its text.
func (t *turn) openBroadcast(mode Mode) {
	switch draft := t.s.Officer.Draft; {
	case draft == nil:
		t.askField(mode, FieldText, say("broadcast.open"))
	case draft.Texts[Indonesian] == "":
		t.askField(mode, FieldText, say("broadcast.media_kept"))
	default:
		t.card(mode)
	}
}

// tappedBroadcast takes a tap on a button that only officers have; to others it is an old one.
func (t *turn) tappedBroadcast(p tap) {
	action, argument := p.action()
	if t.s.Officer == nil || !t.tappedSent(action, argument) && !t.tappedDraft(action, argument) {
		t.toast("toast.old_button")
	}
}

// tappedDraft takes a tap that is about the draft; false where the button is old.
func (t *turn) tappedDraft(action, argument string) bool {
	draft := t.s.Officer.Draft
	switch {
	case action == castCard:
		t.openBroadcast(Edit)
	case action == castConfirm || action == castDropped:
		t.endDraft(action, argument)
	case draft == nil:
		return false
	case action == castAsk:
		return t.tappedAsk(Field(argument))
	case action == castClear:
		t.clearField(Field(argument))
	case action == castDue:
		t.tappedDue(argument)
	case action == castNight:
		t.redraft(func(b *Broadcast) { b.Night = argument == "+" })
		t.askField(Edit, FieldDue)
	case action == castPreview:
		t.add(t.preview())
	case action == castTest:
		t.test()
	case action == castSend:
		t.askSend()
	case action == castDrop:
		t.askDrop()
	default:
		return t.tappedWhom(action, argument)
	}
	return true
}

// tappedAsk asks for a field; false where there is none such.
func (t *turn) tappedAsk(field Field) bool {
	_, _, known := t.languages.fieldOf(field)
	if known {
		t.askField(Edit, field)
	}
	return known
}

// endDraft takes the confirmation that the draft is to be sent or thrown away. Its id makes
// a second tap, and one on an older draft's button, harmless.
func (t *turn) endDraft(action, id string) {
	draft := t.s.Officer.Draft
	switch {
	case draft == nil || dataID(draft.ID) != id:
		t.toast("toast.broadcast_gone")
	case action == castConfirm && draft.Texts[Indonesian] != "":
		t.confirm()
	case action == castDropped && t.before.Kind == AsideDrop:
		t.note(DraftDropped{})
		t.setDraft(nil)
		t.reply(Edit, row(cast("button.broadcasts", castList)), say("broadcast.dropped"))
	default:
		t.toast("toast.old_button")
	}
}

// askDrop asks whether the draft is really to be thrown away.
func (t *turn) askDrop() {
	t.s.Aside = Aside{Kind: AsideDrop}
	draft := t.s.Officer.Draft
	yes := cast("button.drop_yes", castDropped, dataID(draft.ID))
	yes.Style = Danger
	t.reply(Edit, row(yes, cast("button.drop_no", castCard)), Text{Key: "broadcast.ask_drop", Args: Args{"Text": Raw(draft.Title())}})
}

// redraft changes the draft, or begins one, and leaves the session's caller its own.
func (t *turn) redraft(change func(*Broadcast)) {
	draft := t.copyDraft()
	change(&draft)
	t.keepDraft(draft)
}

// copyDraft is the draft with texts and answers of its own; an empty one where there is none.
func (t *turn) copyDraft() Broadcast {
	var draft Broadcast
	if t.s.Officer.Draft != nil {
		draft = *t.s.Officer.Draft
	}
	draft.Texts, draft.Answers = maps.Clone(draft.Texts), maps.Clone(draft.Answers)
	if draft.Texts == nil {
		draft.Texts = map[Language]string{}
	}
	if draft.Answers == nil {
		draft.Answers = map[Language][]string{}
	}
	return draft
}

func (t *turn) keepDraft(draft Broadcast) {
	t.setDraft(&draft)
	t.note(DraftChanged{})
}

func (t *turn) setDraft(draft *Broadcast) {
	officer := *t.s.Officer
	officer.Draft = draft
	t.s.Officer = &officer
}

// cast is a button of the desk.
func cast(label string, value ...string) Choice {
	return Choice{Label: say(label), Data: data(verbBroadcast, value...)}
}
