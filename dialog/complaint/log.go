package complaint

import (
	"strconv"
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
	Also  Kind // empty: it is of one kind
	Buyer string
	State State
	Age   time.Duration
	Held  int // pictures and voice notes kept with it
}

// List holds the complaints that are not settled, the oldest first, at most ten.
type List struct {
	Open []Entry
}

// Log sums up the log.
type Log struct {
	Count    int // all complaints
	Open     int // not settled
	Answered int // with a first answer
	// Median is the time to the first answer, as [scoring.MedianWait] has it; false: half or more
	// are not answered yet.
	Median  time.Duration
	Reached bool
	Oldest  time.Duration // how long the oldest of those has waited that are not answered
}

// Words describes the log.
func (l Log) Words() say.Text {
	count := say.Count(l.Count)
	switch {
	case l.Count == 0:
		return say.Message("desk.figures_none")
	case l.Answered == 0:
		return say.Text{Key: "desk.figures_unanswered", Args: say.Args{"Count": count}}
	case !l.Reached:
		return say.Text{Key: "desk.figures_half", Args: say.Args{"Count": count, "Time": say.Words(say.Span(l.Oldest))}}
	}
	return say.Text{Key: "desk.figures", Args: say.Args{"Count": count, "Time": say.Words(say.Span(l.Median)),
		"Unanswered": say.Count(l.Count - l.Answered), "Open": say.Count(l.Open)}}
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

// name names what the complaint is about.
func (x Entry) name() say.Text { return Complaint{Kind: x.Kind, Also: x.Also}.Name() }

func (x Entry) line() say.Text {
	line := say.Text{Key: "desk.list_line", Args: say.Args{
		"Kind": say.Words(x.name()), "Buyer": buyerName(x.Buyer),
		"State": say.Word("desk.state_" + string(x.State)), "Age": say.Words(say.Ago(x.Age))}}
	if x.Held == 0 {
		return line
	}
	return say.Text{Key: "desk.list_held", Args: say.Args{"Line": say.Words(line), "Count": say.Count(x.Held)}}
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
	choices = append(choices, x.choice("button.complaint_settled", ActSettled, number))
	if x.Held > 0 {
		choices = append(choices, say.Choice{Label: say.Text{Key: "desk.label_held", Args: say.Args{"Number": say.Count(number)}},
			Data: button.Data(button.Desk, ActHeld, button.ID(x.ID), "0")})
	}
	return choices
}

func (x Entry) choice(label, action string, number int) say.Choice {
	return say.Choice{Label: say.Text{Key: label, Args: say.Args{"Number": say.Count(number)}},
		Data: button.Data(button.Desk, action, button.ID(x.ID))}
}

// Held is a picture or voice note that is kept with a complaint.
type Held struct {
	Entry Entry
	Place int // from 0
	File  File
}

// Tell shows it, with the others of the complaint a tap away.
func (h *Held) Tell(r say.Reply) say.Reply {
	if h.File.ID == "" {
		r.Parts = []say.Text{say.Message("desk.list_empty")}
		return r
	}
	r.Parts = []say.Text{{Key: "desk.list_shown", Args: say.Args{
		"Number": say.Count(h.Place + 1), "All": say.Count(h.Entry.Held), "Kind": say.Words(h.Entry.name())}}}
	if h.File.Kind == VoiceFile {
		r.Voice = h.File.ID
	} else {
		r.Photo = h.File.ID
	}
	var others []say.Choice
	for i := range h.Entry.Held {
		if i != h.Place {
			others = append(others, say.Choice{Label: say.Text{Key: "desk.label_held", Args: say.Args{"Number": say.Count(i + 1)}},
				Data: button.Data(button.Desk, ActHeld, button.ID(h.Entry.ID), strconv.Itoa(i))})
		}
	}
	if others != nil {
		r.Keys = append(say.Row(others...), r.Keys...)
	}
	return r
}

// Reminder is what reminds of complaints that nobody has answered, in one message
// however many they are.
func Reminder(l say.Language, open []Entry) say.Reply {
	if len(open) > 1 {
		r := (&List{Open: open}).Tell(say.Reply{Language: l, Keys: say.StopKeys()})
		r.Parts[0] = say.Text{Key: "desk.reminder_several", Args: say.Args{"Count": say.Count(len(open))}}
		return r
	}
	x := open[0]
	return say.Reply{
		Language: l,
		Parts: []say.Text{{Key: "desk.reminder", Args: say.Args{"Kind": say.Words(x.name()),
			"Buyer": buyerName(x.Buyer), "Age": say.Words(say.Ago(x.Age))}}},
		Keys: append(say.Row(
			say.Choice{Label: say.Message("desk.button_answered"),
				Data: button.Data(button.Desk, ActAnswered, button.ID(x.ID)), Style: say.Primary},
			say.Choice{Label: say.Message("desk.button_settled"), Data: button.Data(button.Desk, ActSettled, button.ID(x.ID))},
		), say.StopKeys()...),
	}
}
