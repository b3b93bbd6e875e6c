package complaint

import "ikmbot/dialog/say"

// Complaint is what the desk knows of a buyer's complaint.
type Complaint struct {
	Kind    Kind    `json:"kind,omitempty"`
	Channel Channel `json:"channel,omitempty"`
	Buyer   string  `json:"buyer,omitempty"`   // the buyer's name; may be empty
	Promise string  `json:"promise,omitempty"` // what the buyer is promised; empty: the usual promise
	Step    Step    `json:"step,omitempty"`
}

// Step is what the desk waits for.
type Step int

const (
	StepKind Step = iota
	StepChannel
	StepBuyer
	StepPromise
	StepTold // the guidance was given
)

// Reply returns the ready reply to the buyer, in the language l, which need not be the owner's.
func (c Complaint) Reply(l say.Language, form string) say.Text {
	buyer := say.Text{Key: "complaint.buyer.unknown", Language: l}
	if c.Buyer != "" {
		buyer = say.Text{Key: "complaint.buyer.known", Language: l, Args: say.Args{"Name": say.Raw(c.Buyer)}}
	}
	promise := say.Words(say.Text{Key: "complaint.default." + string(c.Kind) + ".promise", Language: l})
	if c.Promise != "" {
		promise = say.Raw(c.Promise)
	}
	return say.Text{Key: "complaint.reply." + string(c.Kind) + "." + form, Language: l, Args: say.Args{
		"Buyer": say.Words(buyer), "Promise": promise}}
}
