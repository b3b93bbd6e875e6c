package dialog

import (
	"ikmbot/dialog/broadcast/editor"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// message takes what somebody typed or sent. It belongs to the aside if there is one, otherwise to
// the current question.
func message(t *turn.Turn, e turn.Event) {
	switch aside := t.Session.Aside; {
	case inquiry.Receive(t, e):
	case editor.Writing(t):
		editor.Write(t, e)
	case aside.Kind == turn.AsideDesk:
		desk.Message(t, e)
	case e.Kind == turn.ContentSent:
		t.Session.Aside = turn.Aside{}
		t.Back(say.Send, say.Message("chat.content."+string(e.Content)))
	case office.Naming(t):
		office.TypedName(t, e.Text)
	case recap.Asking(t):
		recap.Typed(t, e.Text)
	default:
		t.Session.Aside = turn.Aside{}
		typed(t, e.Text)
	}
}

// typed takes text that belongs to the current question.
func typed(t *turn.Turn, text string) {
	question, _, asking := t.Session.Current()
	switch {
	case t.Session.Place == turn.PlaceAsking && asking && question.Kind == questionnaire.FreeText:
		interview.AnswerTyped(t, question, text)
	case t.Session.Place == turn.PlaceAsking:
		t.Back(say.Send, say.Message("chat.tap_please"))
	default:
		t.Back(say.Send)
	}
}
