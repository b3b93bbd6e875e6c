package inquiry

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Receipt is the outcome of an owner's question.
type Receipt struct {
	Open     bool // refused: too many unanswered
	Daily    bool // refused: too many within a day
	Added    bool // it was added to the picture before it
	Officers int  // how many officers got it
	Region   say.Region
	Known    bool // whether Region is known
}

// Tell tells the owner the outcome.
func (a *Receipt) Tell(r say.Reply) say.Reply {
	switch {
	case a.Open:
		r.Parts = []say.Text{{Key: "inquiry.too_many_open", Args: say.Args{"Max": say.Count(MaxOpen)}}}
	case a.Daily:
		r.Parts = []say.Text{{Key: "inquiry.too_many_today", Args: say.Args{"Max": say.Count(MaxDaily)}}}
	case a.Added:
		r.Parts = []say.Text{say.Message("inquiry.added")}
	case a.Officers == 0:
		r.Parts = []say.Text{say.Message("inquiry.kept")}
	case a.Known:
		r.Parts = []say.Text{{Key: "inquiry.sent", Args: say.Args{"Region": say.Words(a.Region.Text())}}}
	default:
		r.Parts = []say.Text{say.Message("inquiry.sent_anywhere")}
	}
	return r
}

// AnswerOutcome is the outcome of an officer's answer.
type AnswerOutcome string

// The outcomes. Only the first stores anything.
const (
	AnswerSent    AnswerOutcome = "sent"
	AnswerTaken   AnswerOutcome = "taken"   // somebody else has taken the inquiry
	AnswerStopped AnswerOutcome = "stopped" // the owner wants no more messages
	AnswerBlocked AnswerOutcome = "blocked" // the owner has blocked the bot
	AnswerGone    AnswerOutcome = "gone"    // the officer may no longer see the inquiry
)

// AnswerGiven is the outcome of an officer's answer.
type AnswerGiven struct {
	Outcome AnswerOutcome
	Taker   Taker // set where somebody else has taken it
}

// Tell tells the officer the outcome.
func (a *AnswerGiven) Tell(r say.Reply) say.Reply {
	r.Parts = []say.Text{{Key: "inquiry.outcome." + string(a.Outcome), Args: say.Args{"Name": a.Taker.name()}}}
	return r
}

// AnswerReply brings an officer's answer to the owner who asked.
func AnswerReply(l say.Language, inquiry int64, asked, answer Letter) say.Reply {
	r := say.Reply{Language: l, Answers: inquiry, Keys: say.Row(say.Choice{
		Label: say.Message("button.ask_on"), Data: button.Data(button.Inquiry, actAsk, button.ID(inquiry))})}
	r.Parts = []say.Text{{Key: "inquiry.answer", Args: say.Args{"Question": asked.quote(maxQuote)}}}
	return with(r, answer)
}

// UndeliveredReply tells an officer that an answer could not be delivered.
func UndeliveredReply(l say.Language, asked Letter) say.Reply {
	return say.Reply{Language: l,
		Parts: []say.Text{{Key: "inquiry.undelivered", Args: say.Args{"Question": asked.quote(maxQuote)}}}}
}
