package dialog

import (
	"slices"

	"ikmbot/dialog/broadcast/editor"
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/fallback"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// message takes what somebody typed or sent. A reply belongs to the message that it replies to, a
// command's word is that command, and all else belongs to the aside if there is one, otherwise to
// the current question.
func message(t *turn.Turn, e turn.Event) {
	switch {
	case e.Inquiry != 0: // an officer replies to a card
		inquiry.Receive(t, e)
	case replied(t, e), bareCommand(t, e):
	case elsewhere(t, e):
		unexpected(t, e)
	case inquiry.Receive(t, e):
	case editor.Writing(t):
		editor.Write(t, e)
	case t.Session.Aside.Kind == turn.AsideDesk:
		desk.Message(t, e)
	case e.Kind == turn.ContentSent:
		unexpected(t, e)
	case office.Naming(t):
		office.TypedName(t, e.Text)
	case recap.Asking(t):
		recap.Typed(t, e.Text)
	default:
		typed(t, e)
	}
}

// typed takes text that answers the current question, or else belongs to nothing.
func typed(t *turn.Turn, e turn.Event) {
	question, asking := asked(t)
	if !asking || e.Forwarded || !interview.AnswerTyped(t, question, e.Text) {
		unexpected(t, e)
		return
	}
	t.Session.Aside = turn.Aside{}
}

// unexpected takes what nothing waits for. It ends a question that an old button must not answer;
// what waits for a text goes on waiting.
func unexpected(t *turn.Turn, e turn.Event) {
	switch kind := t.Session.Aside.Kind; {
	case kind == turn.AsideDesk, kind == turn.AsideSent, kind == turn.AsideConsent, waiting(t):
	default:
		t.Session.Aside = turn.Aside{}
	}
	fallback.Take(t, e)
}

// asked returns the question that is being asked; false if none is.
func asked(t *turn.Turn) (questionnaire.Question, bool) {
	question, _, asking := t.Session.Current()
	return question, t.Session.Place == turn.PlaceAsking && asking
}

// replied takes an owner's reply to a broadcast or to an officer's answer; false if it is none.
func replied(t *turn.Turn, e turn.Event) bool {
	if !t.Session.Consented() {
		return false
	}
	i, ok := inquiry.ReplyOf(e)
	switch {
	case !ok:
		return false
	case t.Session.Stopped:
		unexpected(t, e)
	default:
		inquiry.Send(t, say.Send, i)
	}
	return true
}

// elsewhere reports whether an event replies to another message than the one that waits for it.
func elsewhere(t *turn.Turn, e turn.Event) bool {
	if e.ReplyTo == 0 {
		return false
	}
	aside := t.Session.Aside
	verb := map[turn.AsideKind]string{
		turn.AsideDesk: button.Desk, turn.AsideInquiry: button.Inquiry, turn.AsideAnswer: button.Inquiry,
		turn.AsideBroadcast: button.Broadcast, turn.AsideSpan: button.Recap, turn.AsidePopulation: button.Recap,
	}[aside.Kind]
	switch {
	case aside.Kind == turn.AsideInvite, aside.Kind == turn.AsideSent: // there are no buttons below what these ask
		return len(e.Replied.Buttons) > 0
	case verb == "":
		_, asking := asked(t)
		return !asking || !showsQuestion(t, e.Replied)
	}
	return !slices.ContainsFunc(e.Replied.Buttons, func(data string) bool {
		b, _ := button.Parse(data)
		return b.Verb == verb
	})
}

// showsQuestion reports whether a message shows the current question of the current interview.
func showsQuestion(t *turn.Turn, m turn.Replied) bool {
	question, _, _ := t.Session.Current()
	return slices.ContainsFunc(m.Buttons, func(data string) bool {
		b, _ := button.Parse(data)
		return b.Run == t.Session.Run && b.Question == question.Code
	})
}

// bareCommand takes a command that was typed without its slash; false if the text is none that the
// person can give. Where a text is waited for, it may be one: only the word that stops the bot counts
// there, and is asked about.
func bareCommand(t *turn.Turn, e turn.Event) bool {
	if e.Kind != turn.Typed || e.Forwarded {
		return false
	}
	c := t.Languages.Command(e.Text)
	if !slices.Contains(turn.MenuReply(t.Session).Menu.Commands(), c) {
		return false
	}
	if !waiting(t) {
		t.Session.Aside = turn.Aside{}
		command(t, turn.Event{Kind: turn.CommandGiven, Command: c})
		return true
	}
	if c != say.CommandStop || t.Session.Stopped || t.Session.Officer != nil {
		return false
	}
	reminder.AskStop(t)
	return true
}

// waiting reports whether what is typed now is the answer to something, whatever it says.
func waiting(t *turn.Turn) bool {
	aside := t.Session.Aside
	switch aside.Kind {
	case turn.AsideDesk:
		return aside.Complaint.Step == complaint.StepBuyer || aside.Complaint.Step == complaint.StepPromise
	case turn.AsideInquiry, turn.AsideInvite:
		return aside.Typing
	case turn.AsideAnswer, turn.AsideBroadcast, turn.AsideSpan, turn.AsidePopulation:
		return t.Session.Officer != nil
	}
	question, asking := asked(t)
	return asking && question.Kind == questionnaire.FreeText
}
