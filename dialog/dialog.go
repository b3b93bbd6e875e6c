package dialog

import (
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Dialog leads conversations.
type Dialog struct {
	Languages say.Languages
	Regions   []say.Region // the answers to the question about the region
	// Operator is who runs the bot, and how to reach them, in one line; empty: they have not told.
	Operator  string
	Retention int // months of inactivity after which a person is forgotten, as the consent says; 0: never
}

// Next takes one turn. It returns where the person stands after the event, what has become true,
// and what the bot says.
func (d Dialog) Next(s turn.Session, e turn.Event) (turn.Session, []turn.Effect, []say.Reply) {
	t := turn.Turn{Languages: d.Languages, Regions: d.Regions, Operator: d.Operator, Retention: d.Retention, Now: e.At, Session: s}
	switch e.Kind {
	case turn.CommandGiven:
		t.Session.Aside = turn.Aside{}
		command(&t, e)
	case turn.Tapped:
		tapped(&t, e.Data)
	case turn.Typed, turn.ContentSent:
		message(&t, e)
	case turn.BotBlocked:
		t.Note(Blocked{})
	case turn.MessageEdited, turn.BotUnblocked:
		// Silence: answers are changed with the buttons, and a person who unblocks the bot writes anyway.
	}
	resolve(&t)
	interview.RenewConsent(&t, e.Kind)
	return t.Session, t.Effects, t.Replies
}

// GroupReply is what a group is told when somebody gives the bot a command there: a questionnaire
// is private.
func GroupReply(language say.Language) say.Reply {
	return say.Reply{
		Language: language,
		Parts:    []say.Text{say.Message("chat.group")},
		Keys:     []say.Keys{{Choices: []say.Choice{{Label: say.Message("button.open_chat"), Chat: true}}}},
	}
}

// TroubleReply is what a person is told when the bot could not handle an update.
func TroubleReply(language say.Language) say.Reply {
	return say.Reply{Language: language, Parts: []say.Text{say.Message("chat.trouble")}}
}
