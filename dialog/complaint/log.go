package complaint

import (
	"time"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// State is the state of a complaint in the log.
type State string

// The states of a complaint.
const (
	Open     State = "open"
	Answered State = "answered" // the buyer has a first answer
	Settled  State = "settled"
)

// Entry is a complaint in the log.
type Entry struct {
	ID    int64
	Kind  Kind
	Buyer string
	State State
	Age   time.Duration
}

// List holds the complaints that are not settled, the oldest first, at most ten.
type List struct {
	Open []Entry
}

// Log sums up the log.
type Log struct {
	Count    int           // all complaints
	Open     int           // not settled
	Answered int           // with a first answer
	Median   time.Duration // time to the first answer
}

// Words describes the log.
func (l Log) Words() say.Text {
	switch {
	case l.Count == 0:
		return say.Message("desk.figures_none")
	case l.Answered == 0:
		return say.Text{Key: "desk.figures_unanswered", Args: say.Args{"Count": say.Count(l.Count)}}
	}
	return say.Text{Key: "desk.figures", Args: say.Args{"Count": say.Count(l.Count), "Time": say.Words(say.Span(l.Median)),
		"Open": say.Count(l.Open)}}
}

// Tell lists the complaints, each with buttons for its next state.
func (c *List) Tell(r say.Reply) say.Reply {
	if len(c.Open) == 0 {
		r.Parts = []say.Text{say.Message("desk.list_empty")}
		return r
	}
	lines := make([]say.Text, len(c.Open))
	var keys []say.Keys
	for i, x := range c.Open {
		lines[i] = say.Text{Key: "desk.numbered", Args: say.Args{"Number": say.Count(i + 1), "Line": say.Words(x.line())}}
		keys = append(keys, say.Keys{Choices: x.choices(i + 1)})
	}
	r.Parts = []say.Text{say.Message("desk.list_title"), {Key: "desk.list", Args: say.Args{"Lines": say.Words(lines...)}}}
	r.Keys = append(keys, r.Keys...)
	return r
}

func (x Entry) line() say.Text {
	return say.Text{Key: "desk.list_line", Args: say.Args{
		"Kind": say.Words(x.Kind.Name()), "Buyer": buyerName(x.Buyer),
		"State": say.Word("desk.state_" + string(x.State)), "Age": say.Words(say.Span(x.Age))}}
}

func buyerName(name string) say.Value {
	if name == "" {
		return say.Word("desk.buyer_unknown")
	}
	return say.Raw(name)
}

// choices returns the buttons that change the complaint's state.
func (x Entry) choices(number int) []say.Choice {
	var choices []say.Choice
	if x.State == Open {
		choices = append(choices, x.choice("button.complaint_answered", ActAnswered, number))
	}
	return append(choices, x.choice("button.complaint_settled", ActSettled, number))
}

func (x Entry) choice(label, action string, number int) say.Choice {
	return say.Choice{Label: say.Text{Key: label, Args: say.Args{"Number": say.Count(number)}},
		Data: button.Data(button.Desk, action, button.ID(x.ID))}
}

// Reminder reminds the owner of all unanswered complaints, in one message.
func Reminder(l say.Language, open []Entry) say.Reply {
	if len(open) > 1 {
		r := (&List{Open: open}).Tell(say.Reply{Language: l, Keys: say.StopKeys()})
		r.Parts[0] = say.Text{Key: "desk.reminder_several", Args: say.Args{"Count": say.Count(len(open))}}
		return r
	}
	x := open[0]
	return say.Reply{
		Language: l,
		Parts: []say.Text{{Key: "desk.reminder", Args: say.Args{"Kind": say.Words(x.Kind.Name()),
			"Buyer": buyerName(x.Buyer), "Age": say.Words(say.Span(x.Age))}}},
		Keys: append(say.Row(
			say.Choice{Label: say.Message("desk.button_answered"),
				Data: button.Data(button.Desk, ActAnswered, button.ID(x.ID)), Style: say.Primary},
			say.Choice{Label: say.Message("desk.button_settled"), Data: button.Data(button.Desk, ActSettled, button.ID(x.ID))},
		), say.StopKeys()...),
	}
}
