package inquiry

import (
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// handle takes an officer's action on an inquiry; false where the button is old. The outcome is
// read when the reply is sent, because another officer may be quicker.
func handle(t *turn.Turn, action string, id int64) bool {
	mode := say.Edit
	switch action {
	case actShow:
		mode = say.Send
	case actTake:
		t.Note(Taken{id})
	case actReturn:
		t.Note(Returned{id})
	case actAnswer:
		t.Session.Aside = turn.Aside{Kind: turn.AsideAnswer, ID: id}
		t.Ask(say.Send, closeKeys(), say.Message("inquiry.ask_answer"))
		return true
	case actBusiness:
		t.Add(say.Reply{Need: &say.Need{Kind: say.NeedBusiness, Inquiry: id}})
		return true
	default:
		return false
	}
	t.Add(say.Reply{Mode: mode, Inquiry: id})
	return true
}

// OpenList lists the inquiries that the officer may see.
func OpenList(t *turn.Turn) {
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedInquiries}})
}

// answers takes an officer's answer: a reply to the inquiry's card, or what was typed after tapping
// its button. If it can't be sent, the officer can write it again; keys then lead out.
func answers(t *turn.Turn, inquiry int64, e turn.Event, keys []say.Keys) {
	letter := LetterOf(e)
	if fault := letter.fault(); fault != nil {
		t.Reply(say.Send, keys, *fault)
		return
	}
	if t.Session.Aside.Kind == turn.AsideAnswer {
		t.Session.Aside = turn.Aside{}
	}
	t.Note(Answered{inquiry, letter})
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedAnswered}})
}
