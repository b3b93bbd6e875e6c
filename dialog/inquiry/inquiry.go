package inquiry

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Inquiry is a question that an owner asks the officers.
type Inquiry struct {
	Letter
	Follows   int64  // the inquiry that it follows, or 0. It may be forged: only the person's own count
	Broadcast int64  // the broadcast that it replies to, or 0. Only one that the person got counts
	About     string // the beginning of the broadcast that it replies to
}

// How many inquiries an owner can make, so that the officers are not flooded.
const (
	MaxOpen  = 3 // unanswered, of the last two weeks
	MaxDaily = 5 // within 24 hours
)

// Limits of a letter, in UTF-16 units. A picture's caption has less room: with everything that the
// card adds, it must fit into Telegram's 1024.
const (
	maxLetter       = 1500
	MaxUnderPicture = 380
)

// How much of a letter is quoted, and how much of a letter or a name is listed, in UTF-16 units.
const (
	maxQuote  = 100
	maxListed = 40
)

// joinSpan is how long a text joins the picture that was sent before it, in milliseconds.
const joinSpan = 10 * 60 * 1000

// The actions in the value of [button.Inquiry]. A parameter follows after a dot.
const (
	actAsk      = "ask"   // .id of the inquiry that it follows, or 0
	actAgree    = "agree" // to the consent that asking needs
	actClose    = "close"
	actList     = "list"
	actShow     = "show"   // .id
	actTake     = "take"   // .id
	actReturn   = "return" // .id
	actAnswer   = "answer" // .id
	actBusiness = "of"     // .id: the result of the owner who asked
)

// Open asks the owner for the question; follows is the inquiry that it follows, or 0.
func Open(t *turn.Turn, mode say.Mode, follows int64) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideInquiry, ID: follows, Typing: true}
	switch {
	case t.Session.Stopped:
		t.Session.Aside = turn.Aside{}
		t.Reply(mode, t.WayBack(), say.Message("inquiry.stopped"))
	case !t.Session.Consented():
		t.Session.Aside.Typing = false
		t.Reply(mode, interview.AgreeKeys(
			say.Choice{Label: say.Message("button.agree_and_ask"), Data: button.Data(button.Inquiry, actAgree), Style: say.Success},
			say.Choice{Label: say.Message("button.inquiry_close"), Data: button.Data(button.Inquiry, actClose)},
		), append([]say.Text{say.Message("inquiry.needs_consent")}, interview.ConsentText(t)...)...)
	case follows != 0:
		t.Ask(mode, closeKeys(), say.Message("inquiry.ask_on"))
	default:
		t.Ask(mode, closeKeys(), say.Message("inquiry.ask"))
	}
}

func closeKeys() []say.Keys {
	return say.Row(say.Choice{Label: say.Message("button.inquiry_close"), Data: button.Data(button.Inquiry, actClose)})
}

// Receive takes an officer's answer or an owner's question; false if the event is neither.
func Receive(t *turn.Turn, e turn.Event) bool {
	switch {
	case e.Inquiry != 0:
		answers(t, e.Inquiry, e, nil)
	case t.Session.Aside.Kind == turn.AsideAnswer && t.Session.Officer != nil:
		answers(t, t.Session.Aside.ID, e, closeKeys())
	case t.Session.Aside.Kind == turn.AsideInquiry && t.Session.Aside.Typing:
		asks(t, e)
	case t.Session.Aside.Kind == turn.AsideSent && e.Kind == turn.Typed && t.Now-t.Session.Aside.At < joinSpan && say.Lines(e.Text) != "":
		joins(t, e)
	default:
		return false
	}
	return true
}

// asks takes an owner's question. If it can't be sent, the owner can try again.
func asks(t *turn.Turn, e turn.Event) {
	letter := LetterOf(e)
	if fault := letter.fault(); fault != nil {
		t.Reply(say.Send, closeKeys(), *fault)
		return
	}
	t.Note(Asked{Inquiry{Letter: letter, Follows: t.Session.Aside.ID}})
	asked(t, say.Send, letter)
}

// asked tells what became of a question. To a picture the owner can still type something.
func asked(t *turn.Turn, mode say.Mode, letter Letter) {
	t.Session.Aside = turn.Aside{}
	if letter.Photo != "" {
		t.Session.Aside = turn.Aside{Kind: turn.AsideSent, At: t.Now}
	}
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedAsked}, Keys: t.WayBack()})
}

// joins adds a text to the picture that was sent before it.
func joins(t *turn.Turn, e turn.Event) {
	letter := LetterOf(e)
	if fault := letter.fault(); fault != nil {
		t.Reply(say.Send, t.WayBack(), *fault)
		return
	}
	t.Note(Added{letter})
	t.Add(say.Reply{Need: &say.Need{Kind: say.NeedAsked}, Keys: t.WayBack()})
}

// Send sends a question that was written already; false if it can't be sent now.
func Send(t *turn.Turn, mode say.Mode, i Inquiry) bool {
	fault := i.fault()
	if t.Session.Stopped {
		fault = &say.Text{Key: "inquiry.stopped"}
	}
	if fault != nil {
		t.Reply(mode, t.WayBack(), *fault)
		return false
	}
	t.Note(Asked{i})
	asked(t, mode, i.Letter)
	return true
}

// ReplyOf returns the question that an event is if it replies to a broadcast or to an officer's
// answer; false if it does not. The button below that message tells which.
func ReplyOf(e turn.Event) (Inquiry, bool) {
	i := Inquiry{Letter: LetterOf(e)}
	for _, data := range e.Replied.Buttons {
		b, _ := button.Parse(data)
		action, argument := b.Action()
		id := argument
		if b.Verb == button.Recipient {
			id = action
		}
		n, err := strconv.ParseInt(id, 10, 64)
		switch {
		case err != nil || n <= 0:
		case b.Verb == button.Recipient:
			i.Broadcast, i.About = n, say.Cut(say.OneLine(e.Replied.Text), maxQuote)
			return i, true
		case b.Verb == button.Inquiry && action == actAsk:
			i.Follows = n
			return i, true
		}
	}
	return Inquiry{}, false
}

// Tap takes a tap on an inquiry's button. Most of them count as old buttons from anybody but an
// officer.
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
