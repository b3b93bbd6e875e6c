package dialog

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// Complaint is what is known of a buyer's complaint.
type Complaint struct {
	Kind    ComplaintKind    `json:"kind,omitempty"`
	Channel ComplaintChannel `json:"channel,omitempty"`
	Buyer   string           `json:"buyer,omitempty"`   // the buyer's name; may stay empty
	Promise string           `json:"promise,omitempty"` // what the buyer is promised; empty: the usual promise
	Step    deskStep         `json:"step,omitempty"`
}

// deskStep is what the desk waits for.
type deskStep int

const (
	stepKind deskStep = iota
	stepChannel
	stepBuyer
	stepPromise
	stepTold // the guidance has been given
)

// The values of verbDesk. Those with a parameter have it behind a dot.
const (
	deskOpen     = "open"
	deskKind     = "kind"    // .kind
	deskChannel  = "channel" // .channel
	deskSkip     = "skip"
	deskSave     = "save"
	deskAgree    = "agree" // to the consent that keeping a complaint needs
	deskList     = "list"
	deskClose    = "close"
	deskAnswered = "answered" // .id in the log
	deskSettled  = "settled"  // .id in the log
)

// Limits of what is typed at the desk, in characters: a name, and a promise that
// still leaves the short reply fit for a copy button.
const (
	maxBuyerRunes   = 40
	maxPromiseRunes = 160
)

// openDesk opens the desk for another complaint.
func (t *turn) openDesk(mode Mode, notes ...Text) {
	t.s.Aside = Aside{Kind: AsideDesk}
	t.askKind(mode, append(notes, say("desk.open"))...)
}

func (t *turn) askKind(mode Mode, parts ...Text) {
	choices := make([]Choice, len(ComplaintKinds))
	for i, k := range ComplaintKinds {
		choices[i] = Choice{Label: say("complaint.kind." + string(k) + ".name"), Data: data(verbDesk, deskKind, string(k))}
	}
	t.reply(mode, append([]Keys{{Choices: choices, Column: true}}, t.deskWays(deskList)...), parts...)
}

// deskWays are the buttons below those of a step: more of the desk's, and out of it.
func (t *turn) deskWays(values ...string) []Keys {
	var choices []Choice
	for _, v := range append(values, deskClose) {
		choices = append(choices, Choice{Label: say("desk.button_" + v), Data: data(verbDesk, v)})
	}
	return []Keys{{Choices: choices}}
}

// tappedDesk takes a tap on one of the desk's buttons.
func (t *turn) tappedDesk(p tap) {
	action, argument := p.action()
	atDesk := t.before.Kind == AsideDesk
	c := t.before.Complaint
	switch {
	case action == deskOpen:
		t.openDesk(Send)
	case action == deskKind && slices.Contains(ComplaintKinds, ComplaintKind(argument)):
		t.toStep(stepChannel, Complaint{Kind: ComplaintKind(argument)}, Edit)
	case action == deskChannel && atDesk && c.Kind != "" && slices.Contains(ComplaintChannels, ComplaintChannel(argument)):
		c.Channel = ComplaintChannel(argument)
		t.toStep(stepBuyer, c, Edit)
	case action == deskSkip && atDesk && (c.Step == stepBuyer || c.Step == stepPromise):
		t.toStep(c.Step+1, c, Edit)
	case action == deskSave && atDesk && c.Step == stepTold:
		t.saveComplaint(c)
	case action == deskAgree && atDesk && c.Step == stepTold:
		t.agreeAndSave(c)
	case action == deskList:
		t.s.Aside = Aside{Kind: AsideDesk}
		t.listComplaints(Edit)
	case action == deskClose:
		t.back(Edit)
	case action == deskAnswered || action == deskSettled:
		t.moveComplaint(argument, ComplaintState(action))
	default:
		t.toast("toast.old_button")
	}
}

// typedAtDesk takes text while the desk is open: a complaint, a name or a promise.
func (t *turn) typedAtDesk(text string) {
	c := t.s.Aside.Complaint
	line := oneLine(text)
	switch c.Step {
	case stepBuyer:
		if line == "" || utf8.RuneCountInString(line) > maxBuyerRunes {
			t.toStep(stepBuyer, c, Send, Text{Key: "desk.too_long", Args: Args{"Max": Count(maxBuyerRunes)}})
			return
		}
		c.Buyer = line
		t.toStep(stepPromise, c, Send)
	case stepPromise:
		if line == "" || utf8.RuneCountInString(line) > maxPromiseRunes {
			t.toStep(stepPromise, c, Send, Text{Key: "desk.too_long", Args: Args{"Max": Count(maxPromiseRunes)}})
			return
		}
		c.Promise = line
		t.toStep(stepTold, c, Send)
	default:
		t.guess(line)
	}
}

// guess says what a pasted complaint seems to be about, as a guess; one that is
// unsure asks instead.
func (t *turn) guess(text string) {
	t.s.Aside = Aside{Kind: AsideDesk}
	if text == "" {
		t.askKind(Send, say("desk.open"))
		return
	}
	kind, sure := GuessComplaint(text)
	if !sure {
		t.askKind(Send, say("desk.unsure"))
		return
	}
	t.reply(Send, append([]Keys{{Column: true, Choices: []Choice{
		{Label: say("button.guess_right"), Data: data(verbDesk, deskKind, string(kind)), Style: Primary},
		{Label: say("desk.button_other_kind"), Data: data(verbDesk, deskOpen)},
	}}}, t.deskWays()...), Text{Key: "desk.guess", Args: Args{"Kind": Words(kind.name())}}, say("complaint.kind."+string(kind)+".about"))
}

func (k ComplaintKind) name() Text { return say("complaint.kind." + string(k) + ".name") }

// toStep goes to a step of the desk and asks for what it waits for.
func (t *turn) toStep(step deskStep, c Complaint, mode Mode, notes ...Text) {
	c.Step = step
	t.s.Aside = Aside{Kind: AsideDesk, Complaint: c}
	switch step {
	case stepChannel:
		choices := make([]Choice, len(ComplaintChannels))
		for i, channel := range ComplaintChannels {
			choices[i] = Choice{Label: say("complaint.channel." + string(channel) + ".name"), Data: data(verbDesk, deskChannel, string(channel))}
		}
		t.reply(mode, append([]Keys{{Choices: choices, Column: true}}, t.deskWays()...), append(notes, say("desk.which_channel"))...)
	case stepBuyer:
		t.reply(mode, t.deskWays(deskSkip), append(notes, say("desk.ask_buyer"))...)
	case stepPromise:
		t.reply(mode, t.deskWays(deskSkip), append(notes, say("desk.ask_promise"))...)
	case stepTold:
		t.guide(c, mode)
	}
}

// guide tells what to do, and then the reply, ready to copy, in each language.
func (t *turn) guide(c Complaint, mode Mode) {
	guide := "complaint.guide." + string(c.Kind) + "."
	section := func(head, key string) Text {
		return Text{Key: "desk.section", Args: Args{"Head": Words(say("desk.head_" + head)), "Text": Words(say(key))}}
	}
	t.reply(mode, nil,
		Text{Key: "desk.guide", Args: Args{"Kind": Words(c.Kind.name()), "How": Words(say("complaint.channel." + string(c.Channel) + ".how"))}},
		section("now", guide+"now"), section("today", guide+"today"), section("week", guide+"week"),
		section("avoid", guide+"avoid"), section("private", guide+"private"), section("law", guide+"law"))
	t.readyReplies(c)
}

// readyReplies gives the reply to the buyer in each language, with a button that copies it.
func (t *turn) readyReplies(c Complaint) {
	var parts []Text
	var copies []Choice
	for _, l := range t.languages.tags() {
		head := say("desk.head_reply_" + string(l))
		if l == Indonesian {
			head = say("desk.head_reply")
		}
		short := c.answer(l, "short")
		parts = append(parts, head, Text{Key: "desk.ready", Args: Args{"Reply": Words(c.answer(l, "text"))}})
		copies = append(copies, Choice{Label: say("desk.button_copy_" + string(l)), Copy: &short})
	}
	t.reply(Send, append([]Keys{{Column: true, Choices: copies}}, t.deskWays(deskSave, deskList)...), parts...)
}

// answer is the ready reply to the buyer, in the buyer's language whatever the owner's is.
func (c Complaint) answer(l Language, form string) Text {
	buyer := Text{Key: "complaint.buyer.unknown", Language: l}
	if c.Buyer != "" {
		buyer = Text{Key: "complaint.buyer.known", Language: l, Args: Args{"Name": Raw(c.Buyer)}}
	}
	promise := Words(Text{Key: "complaint.default." + string(c.Kind) + ".promise", Language: l})
	if c.Promise != "" {
		promise = Raw(c.Promise)
	}
	return Text{Key: "complaint.reply." + string(c.Kind) + "." + form, Language: l, Args: Args{"Buyer": Words(buyer), "Promise": promise}}
}

// saveComplaint keeps the complaint in the log, which takes consent.
func (t *turn) saveComplaint(c Complaint) {
	if t.s.consented() {
		t.keepComplaint(Send, c)
		return
	}
	t.s.Aside = Aside{Kind: AsideDesk, Complaint: c}
	t.reply(Send, []Keys{{Column: true, Choices: []Choice{
		{Label: say("button.agree_and_save"), Data: data(verbDesk, deskAgree), Style: Success},
		{Label: say("desk.button_close"), Data: data(verbDesk, deskClose)},
	}}}, say("desk.needs_consent"), t.consentText())
}

// agreeAndSave takes the consent and then keeps the complaint.
func (t *turn) agreeAndSave(c Complaint) {
	t.agree()
	t.keepComplaint(Edit, c)
}

func (t *turn) keepComplaint(mode Mode, c Complaint) {
	t.note(ComplaintLogged{Complaint: c})
	t.s.Aside = Aside{Kind: AsideDesk}
	saved := say("desk.saved")
	if t.s.Stopped {
		saved = say("desk.saved_quietly")
	}
	t.reply(mode, append(t.deskWays(deskList), t.wayBack()...), saved)
}

// moveComplaint takes a tap that says how far a complaint in the log is.
func (t *turn) moveComplaint(id string, state ComplaintState) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		t.toast("toast.old_button")
		return
	}
	t.note(ComplaintMoved{ID: n, State: state})
	t.toast("toast.recorded")
	t.s.Aside = Aside{Kind: AsideDesk}
	t.listComplaints(Edit)
}

func (t *turn) listComplaints(mode Mode) {
	t.add(Reply{Mode: mode, Need: &Need{Kind: NeedComplaints}, Keys: append(t.deskWays(deskOpen), t.wayBack()...)})
}
