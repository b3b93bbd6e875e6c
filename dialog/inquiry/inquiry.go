package inquiry

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Inquiry is what an owner asks the officers.
type Inquiry struct {
	Letter
	Follows int64 // the inquiry that it goes on from, or 0. It may be forged: it counts among the person's own only
}

// How much an owner can ask, so that the officers are not flooded.
const (
	MaxOpen  = 3 // without an answer yet, of the last two weeks
	MaxDaily = 5 // within 24 hours
)

// Limits of a letter, in UTF-16 units, as Telegram counts. What stands under a picture has less
// room: with all that is told of it, it must fit into a caption of 1024.
const (
	maxLetter       = 1500
	maxUnderPicture = 380
)

// How much of a letter is quoted, and of a letter or a name listed, in UTF-16 units.
const (
	maxQuote  = 100
	maxListed = 40
)

// The values of [button.Inquiry]. Those with a parameter have it behind a dot.
const (
	actAsk      = "ask"   // .id of the one that it follows, or 0
	actAgree    = "agree" // to the consent that asking needs
	actClose    = "close"
	actList     = "list"
	actShow     = "show"   // .id
	actTake     = "take"   // .id
	actReturn   = "return" // .id
	actAnswer   = "answer" // .id
	actBusiness = "of"     // .id: the result of whoever asks
)

// Open asks what the owner wants to know; follows is the inquiry that it goes on from, or 0.
func Open(t *turn.Turn, mode say.Mode, follows int64) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideInquiry, ID: follows, Typing: true}
	switch {
	case t.Session.Stopped:
		t.Session.Aside = turn.Aside{}
		t.Reply(mode, t.WayBack(), say.Message("inquiry.stopped"))
	case !t.Session.Consented():
		t.Session.Aside.Typing = false
		t.Reply(mode, []say.Keys{{Column: true, Choices: []say.Choice{
			{Label: say.Message("button.agree_and_ask"), Data: button.Data(button.Inquiry, actAgree), Style: say.Success},
			{Label: say.Message("button.inquiry_close"), Data: button.Data(button.Inquiry, actClose)},
		}}}, say.Message("inquiry.needs_consent"), interview.ConsentText(t))
	case follows != 0:
		t.Ask(mode, closeKeys(), say.Message("inquiry.ask_on"))
	default:
		t.Ask(mode, closeKeys(), say.Message("inquiry.ask"))
	}
}

func closeKeys() []say.Keys {
	return say.Row(say.Choice{Label: say.Message("button.inquiry_close"), Data: button.Data(button.Inquiry, actClose)})
}

// Receive takes what an officer answers or an owner asks; false where it is neither.
func Receive(t *turn.Turn, e turn.Event) bool {
	switch {
	case e.Inquiry != 0:
		answers(t, e.Inquiry, e, nil)
	case t.Session.Aside.Kind == turn.AsideAnswer && t.Session.Officer != nil:
		answers(t, t.Session.Aside.ID, e, closeKeys())
	case t.Session.Aside.Kind == turn.AsideInquiry && t.Session.Aside.Typing:
		asks(t, e)
	default:
		return false
	}
	return true
}

// asks takes what the owner wants to know. What can't be sent leaves the place open for another try.
func asks(t *turn.Turn, e turn.Event) {
	letter, fault := letterOf(e)
	if fault != nil {
		t.Reply(say.Send, closeKeys(), *fault)
		return
	}
	t.Note(Asked{Inquiry{letter, t.Session.Aside.ID}})
	t.Session.Aside = turn.Aside{}
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedAsked}, Keys: t.WayBack()})
}

// Tap takes a tap on a button of an inquiry. Only officers have most of them; to
// others they are old ones.
func Tap(t *turn.Turn, b button.Button) {
	action, argument := b.Action()
	id, err := strconv.ParseInt(argument, 10, 64)
	switch {
	case action == actAsk && err == nil && id >= 0:
		Open(t, say.Send, id)
	case action == actAgree && t.Before.Kind == turn.AsideInquiry:
		interview.Agree(t)
		Open(t, say.Edit, t.Before.ID)
	case action == actClose:
		t.Back(say.Edit)
	case action == actList && t.Session.Officer != nil:
		OpenList(t)
	case t.Session.Officer != nil && id > 0 && handle(t, action, id):
	default:
		t.Toast("toast.old_button")
	}
}
