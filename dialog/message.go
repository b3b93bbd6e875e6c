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

// typed takes text that somebody wrote.
func typed(t *turn.Turn, e turn.Event) {
	text := e.Text
	if inquiry.Receive(t, e) {
		return
	}
	if editor.Writing(t) {
		editor.Write(t, e)
		return
	}
	if t.Session.Aside.Kind == turn.AsideDesk {
		desk.Typed(t, text)
		return
	}
	if t.Session.Aside.Kind == turn.AsideInvite && t.Session.Aside.Typing && t.Session.Officer != nil {
		office.TypedName(t, text)
		return
	}
	if (t.Session.Aside.Kind == turn.AsideSpan || t.Session.Aside.Kind == turn.AsidePopulation) && t.Session.Officer != nil {
		recap.Typed(t, text)
		return
	}
	t.Session.Aside = turn.Aside{}
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

// content takes what somebody sent instead of text. A picture at the complaint
// desk counts by what stands under it.
func content(t *turn.Turn, e turn.Event) {
	if inquiry.Receive(t, e) {
		return
	}
	if editor.Writing(t) {
		editor.Write(t, e)
		return
	}
	if t.Session.Aside.Kind == turn.AsideDesk {
		desk.Typed(t, e.Text)
		return
	}
	t.Session.Aside = turn.Aside{}
	t.Back(say.Send, say.Message("chat.content."+string(e.Content)))
}
