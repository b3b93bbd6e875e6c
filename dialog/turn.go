package dialog

import (
	"ikmbot/dialog/broadcast/editor"
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Dialog leads conversations.
type Dialog struct {
	Languages say.Languages
	Regions   []say.Region // the answers to the question for the region
	Retention int          // months after which somebody who does nothing is forgotten, as the consent tells; 0: never
}

// Next is one turn: where the person stands after the event, what has become true
// by it, and what is said.
func (d Dialog) Next(s turn.Session, e turn.Event) (turn.Session, []turn.Effect, []say.Reply) {
	t := turn.Turn{Languages: d.Languages, Regions: d.Regions, Retention: d.Retention, Now: e.At, Session: s}
	switch e.Kind {
	case turn.CommandGiven:
		t.Session.Aside = turn.Aside{}
		command(&t, e)
	case turn.Tapped:
		tapped(&t, e.Data)
	case turn.Typed:
		typed(&t, e)
	case turn.ContentSent:
		content(&t, e)
	case turn.BotBlocked:
		t.Note(Blocked{})
	case turn.MessageEdited, turn.BotUnblocked:
		// Silence: an answer is changed with the buttons, and whoever comes back says so.
	}
	resolve(&t)
	return t.Session, t.Effects, t.Replies
}

// GroupReply is what a group is told in which somebody gave the bot a command: a
// questionnaire is nobody else's business.
func GroupReply(language say.Language) say.Reply {
	return say.Reply{
		Language: language,
		Parts:    []say.Text{say.Message("chat.group")},
		Keys:     []say.Keys{{Choices: []say.Choice{{Label: say.Message("button.open_chat"), Chat: true}}}},
	}
}

// TroubleReply is what a person is told when the bot itself could not handle what
// was sent.
func TroubleReply(language say.Language) say.Reply {
	return say.Reply{Language: language, Parts: []say.Text{say.Message("chat.trouble")}}
}

// resolve says what belongs to the place for each reply that leads back there.
func resolve(t *turn.Turn) {
	said := t.Replies
	t.Replies = nil
	for _, r := range said {
		if r.Back {
			show(t, r.Mode, r.Parts...)
		} else {
			t.Replies = append(t.Replies, r)
		}
	}
}

// show says what belongs to the place where the person stands, after the notes.
func show(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	switch t.Session.Place {
	case turn.PlaceAsking:
		if question, number, asking := t.Session.Current(); asking {
			interview.Ask(t, mode, question, number, notes...)
		} else {
			interview.Review(t, mode, questionnaire.ChapterBusiness, notes...)
		}
	case turn.PlacePaused:
		interview.Offer(t, mode, notes...)
	case turn.PlaceReady:
		t.Reply(mode, say.Row(say.Choice{Label: say.Message("button.begin"), Data: button.Data(button.Go, button.GoBegin), Style: say.Primary}), append(notes, say.Message("chat.ready"))...)
	case turn.PlaceFinished:
		t.Reply(mode, say.Row(
			say.Choice{Label: say.Message("button.result"), Data: button.Data(button.Go, button.GoResult), Style: say.Primary},
			say.Choice{Label: say.Message("button.again"), Data: button.Data(button.Go, button.GoAgain)},
		), append(notes, say.Message("chat.finished"))...)
	default:
		interview.Welcome(t, mode, notes...)
	}
}

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
