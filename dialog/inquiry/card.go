package inquiry

import (
	"slices"

	"ikmbot/dialog/button"
	"ikmbot/dialog/office"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// Taker is the officer who has taken an inquiry.
type Taker struct {
	Name  string
	Admin bool
	Self  bool // it is the officer who sees the card
}

func (k Taker) name() say.Value { return office.OfficerRecord{Name: k.Name, Admin: k.Admin}.Title() }

// Business is the business that an inquiry comes from, as officers see it.
type Business struct {
	Name     string // may be empty
	Region   say.Region
	Known    bool             // whether Region is known
	Quadrant scoring.Quadrant // empty: there is no result
}

func (b Business) name() say.Value {
	if b.Name == "" {
		return say.Word("inquiry.unnamed")
	}
	return say.Raw(b.Name)
}

// words describes the business in one line: its region and quadrant, where they are known.
func (b Business) words() say.Value {
	v := say.Value{Texts: []say.Text{say.Message("inquiry.region_unknown")}, Inline: true}
	if b.Known {
		v.Texts[0] = b.Region.Text()
	}
	if b.Quadrant != "" {
		return say.Value{Texts: append(v.Texts, say.Message("quadrant."+string(b.Quadrant)+".name")), Inline: true}
	}
	return say.Value{Texts: append(v.Texts, say.Message("inquiry.no_result")), Inline: true}
}

// Card is an inquiry as one officer sees it.
type Card struct {
	ID       int64
	Asked    Letter
	Earlier  string // the text of the inquiry that it follows; empty: it follows none, or a picture
	About    string // the beginning of the broadcast that it replies to; empty: it replies to none
	At       int64  // when it was asked, unix milliseconds
	Business Business
	Taker    *Taker // nil: nobody has taken it
	Answer   *Letter
	Changes  int  // rises whenever its taker or its answers change
	Unshown  bool // its picture was sent to an earlier bot, and this one can't show it
}

// WithdrawnCard replaces the card of an inquiry that the officer may no longer see.
func WithdrawnCard(r say.Reply) say.Reply {
	r.Inquiry, r.Keys, r.Parts = 0, nil, []say.Text{say.Message("inquiry.withdrawn")}
	return r
}

// UntakenYet stands above an inquiry that is sent again.
var UntakenYet = []say.Text{say.Message("inquiry.again")}

// Tell adds the inquiry's current state below what the reply already says.
func (c Card) Tell(r say.Reply) say.Reply {
	r.Inquiry = 0
	r.Parts = append(slices.Clone(r.Parts), say.Text{Key: "inquiry.card", Args: say.Args{"Business": c.Business.name(),
		"About": c.Business.words(), "Moment": say.Moment(c.At)}})
	if c.Earlier != "" {
		r.Parts = append(r.Parts,
			say.Text{Key: "inquiry.follows", Args: say.Args{"Question": Letter{Text: c.Earlier}.quote(maxQuote)}})
	}
	if c.About != "" {
		r.Parts = append(r.Parts, say.Text{Key: "inquiry.about_broadcast", Args: say.Args{"Text": say.Raw(c.About)}})
	}
	r = with(r, c.Asked)
	if c.Unshown {
		r.Parts = append(r.Parts, say.Message("inquiry.photo_unshown"))
	}
	r.Parts = append(r.Parts, c.state())
	r.Keys = c.keys()
	return r
}

func (c Card) state() say.Text {
	switch {
	case c.Taker == nil:
		return say.Message("inquiry.state_open")
	case c.Answer != nil:
		return say.Text{Key: "inquiry.state_answered", Args: say.Args{"Name": c.Taker.name(),
			"Answer": c.Answer.quote(maxQuote)}}
	case c.Taker.Self:
		return say.Message("inquiry.state_yours")
	}
	return say.Text{Key: "inquiry.state_taken", Args: say.Args{"Name": c.Taker.name()}}
}

// keys returns the buttons for what the officer can do; none if somebody else has taken it.
func (c Card) keys() []say.Keys {
	if c.Taker != nil && !c.Taker.Self {
		return nil
	}
	choices := []say.Choice{{Label: say.Message("button.inquiry_answer"), Data: action(actAnswer, c.ID), Style: say.Primary}}
	switch {
	case c.Taker == nil:
		choices = append(choices, say.Choice{Label: say.Message("button.inquiry_take"), Data: action(actTake, c.ID)})
	case c.Answer == nil:
		choices = append(choices, say.Choice{Label: say.Message("button.inquiry_return"), Data: action(actReturn, c.ID)})
	}
	if c.Business.Quadrant != "" {
		choices = append(choices, say.Choice{Label: say.Message("button.inquiry_business"), Data: action(actBusiness, c.ID)})
	}
	return say.Row(append(choices,
		say.Choice{Label: say.Message("button.inquiries"), Data: button.Data(button.Inquiry, actList)})...)
}

func action(action string, id int64) string {
	return button.Data(button.Inquiry, action, button.ID(id))
}
