package dialog

import (
	"slices"

	"ikmbot/scoring"
)

// handleInquiry takes what an officer does with an inquiry; false where the button is old. What
// the inquiry has come to is told when the reply is sent, for somebody else may be quicker.
func (t *turn) handleInquiry(action string, id int64) bool {
	mode := Edit
	switch action {
	case inquiryShow:
		mode = Send
	case inquiryTake:
		t.note(InquiryTaken{id})
	case inquiryReturn:
		t.note(InquiryReturned{id})
	case inquiryAnswer:
		t.s.Aside = Aside{Kind: AsideAnswer, ID: id}
		t.reply(Send, closeInquiry(), say("inquiry.ask_answer"))
		return true
	case inquiryBusiness:
		t.add(Reply{Need: &Need{Kind: NeedBusiness, Inquiry: id}})
		return true
	default:
		return false
	}
	t.add(Reply{Mode: mode, Inquiry: id})
	return true
}

func (t *turn) listInquiries() {
	t.add(Reply{Need: &Need{Kind: NeedInquiries}})
}

// answers takes an officer's reply to the message that tells of an inquiry, or what was asked
// for as its answer. What can't be sent can be written anew; keys are then the way out.
func (t *turn) answers(inquiry int64, e Event, keys []Keys) {
	letter, fault := letterOf(e)
	if fault != nil {
		t.reply(Send, keys, *fault)
		return
	}
	if t.s.Aside.Kind == AsideAnswer {
		t.s.Aside = Aside{}
	}
	t.note(InquiryAnswered{inquiry, letter})
	t.add(Reply{Need: &Need{Kind: NeedAnswered}})
}

// Taker is the officer who takes care of an inquiry.
type Taker struct {
	Name  string
	Admin bool
	Self  bool // it is whoever reads this
}

func (k Taker) name() Value { return OfficerRecord{Name: k.Name, Admin: k.Admin}.name() }

// InquiryBusiness is the business that an inquiry comes from, as officers see it.
type InquiryBusiness struct {
	Name     string // may be empty
	Region   Region
	Known    bool             // Region is known
	Quadrant scoring.Quadrant // empty: there is no result
}

func (b InquiryBusiness) name() Value {
	if b.Name == "" {
		return Words(say("inquiry.unnamed"))
	}
	return Raw(b.Name)
}

// words are the business in one line: what is known of its region and its quadrant.
func (b InquiryBusiness) words() Value {
	v := Value{Texts: []Text{say("inquiry.region_unknown")}, Inline: true}
	if b.Known {
		v.Texts[0] = b.Region.text()
	}
	if b.Quadrant != "" {
		return Value{Texts: append(v.Texts, say("quadrant."+string(b.Quadrant)+".name")), Inline: true}
	}
	return Value{Texts: append(v.Texts, say("inquiry.no_result")), Inline: true}
}

// InquiryCard is an inquiry as one officer sees it.
type InquiryCard struct {
	ID       int64
	Asked    Letter
	Earlier  string // the text of the inquiry that it follows; empty: it follows none, or a picture
	At       int64  // when it was asked, unix milliseconds
	Business InquiryBusiness
	Taker    *Taker // nil: nobody has taken it
	Answer   *Letter
	Changes  int  // rises with each change of who has it and of its answers
	Unshown  bool // its picture was sent to a former bot, and this one can't show it
}

// WithdrawnCard stands in place of an inquiry that is no longer there for the officer.
func WithdrawnCard(r Reply) Reply {
	r.Inquiry, r.Keys, r.Parts = 0, nil, []Text{say("inquiry.withdrawn")}
	return r
}

// UntakenYet stands above an inquiry that comes again.
var UntakenYet = []Text{say("inquiry.again")}

// Tell fills a reply with the inquiry as it is, below what it says already.
func (c InquiryCard) Tell(r Reply) Reply {
	r.Inquiry = 0
	r.Parts = append(slices.Clone(r.Parts), Text{Key: "inquiry.card", Args: Args{"Business": c.Business.name(), "About": c.Business.words(), "Moment": Moment(c.At)}})
	if c.Earlier != "" {
		r.Parts = append(r.Parts, Text{Key: "inquiry.follows", Args: Args{"Question": Letter{Text: c.Earlier}.quote(maxQuote)}})
	}
	r = r.with(c.Asked)
	if c.Unshown {
		r.Parts = append(r.Parts, say("inquiry.photo_unshown"))
	}
	r.Parts = append(r.Parts, c.state())
	r.Keys = c.keys()
	return r
}

func (c InquiryCard) state() Text {
	switch {
	case c.Taker == nil:
		return say("inquiry.state_open")
	case c.Answer != nil:
		return Text{Key: "inquiry.state_answered", Args: Args{"Name": c.Taker.name(), "Answer": c.Answer.quote(maxQuote)}}
	case c.Taker.Self:
		return say("inquiry.state_yours")
	}
	return Text{Key: "inquiry.state_taken", Args: Args{"Name": c.Taker.name()}}
}

// keys are what can be done about it; nothing where somebody else does.
func (c InquiryCard) keys() []Keys {
	if c.Taker != nil && !c.Taker.Self {
		return nil
	}
	choices := []Choice{{Label: say("button.inquiry_answer"), Data: inquiryData(inquiryAnswer, c.ID), Style: Primary}}
	switch {
	case c.Taker == nil:
		choices = append(choices, Choice{Label: say("button.inquiry_take"), Data: inquiryData(inquiryTake, c.ID)})
	case c.Answer == nil:
		choices = append(choices, Choice{Label: say("button.inquiry_return"), Data: inquiryData(inquiryReturn, c.ID)})
	}
	if c.Business.Quadrant != "" {
		choices = append(choices, Choice{Label: say("button.inquiry_business"), Data: inquiryData(inquiryBusiness, c.ID)})
	}
	return row(append(choices, Choice{Label: say("button.inquiries"), Data: data(verbInquiry, inquiryList)})...)
}

func inquiryData(action string, id int64) string {
	return data(verbInquiry, action, dataID(id))
}

// AnswerOutcome is what became of an officer's answer.
type AnswerOutcome string

// The outcomes. Only the first leaves anything stored.
const (
	AnswerSent    AnswerOutcome = "sent"
	AnswerTaken   AnswerOutcome = "taken"   // somebody else takes care of it
	AnswerStopped AnswerOutcome = "stopped" // the owner wants nothing to be sent
	AnswerBlocked AnswerOutcome = "blocked" // the owner has blocked the bot
	AnswerGone    AnswerOutcome = "gone"    // the question is no longer there for the officer
)

// AnswerGiven is what became of an answer.
type AnswerGiven struct {
	Outcome AnswerOutcome
	Taker   Taker // where it is somebody else
}

// Tell tells the officer.
func (a *AnswerGiven) Tell(r Reply) Reply {
	r.Parts = []Text{{Key: "inquiry.outcome." + string(a.Outcome), Args: Args{"Name": a.Taker.name()}}}
	return r
}

// UndeliveredReply tells an officer that an answer could not be delivered.
func UndeliveredReply(l Language, asked Letter) Reply {
	return Reply{Language: l, Parts: []Text{{Key: "inquiry.undelivered", Args: Args{"Question": asked.quote(maxQuote)}}}}
}
