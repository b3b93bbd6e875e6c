package dialog

import (
	"time"
)

// ComplaintState is how far a complaint in the log is.
type ComplaintState string

// The states of a complaint.
const (
	ComplaintOpen     ComplaintState = "open"
	ComplaintAnswered ComplaintState = "answered" // the buyer has a first answer
	ComplaintSettled  ComplaintState = "settled"
)

// LoggedComplaint is a complaint in the log.
type LoggedComplaint struct {
	ID    int64
	Kind  ComplaintKind
	Buyer string
	State ComplaintState
	Age   time.Duration
}

// Complaints are those in the log that are not settled, the oldest first, at most ten.
type Complaints struct {
	Open []LoggedComplaint
}

// ComplaintLog sums the log up.
type ComplaintLog struct {
	Count    int           // complaints in all
	Open     int           // not settled
	Answered int           // with a first answer
	Median   time.Duration // to the first answer
}

// words says what the log shows.
func (l ComplaintLog) words() Text {
	switch {
	case l.Count == 0:
		return say("desk.figures_none")
	case l.Answered == 0:
		return Text{Key: "desk.figures_unanswered", Args: Args{"Count": Count(l.Count)}}
	}
	return Text{Key: "desk.figures", Args: Args{"Count": Count(l.Count), "Time": Words(span(l.Median)), "Open": Count(l.Open)}}
}

// Tell lists the complaints, each with its state one tap away.
func (c *Complaints) Tell(r Reply) Reply {
	if len(c.Open) == 0 {
		r.Parts = []Text{say("desk.list_empty")}
		return r
	}
	lines := make([]Text, len(c.Open))
	var keys []Keys
	for i, x := range c.Open {
		lines[i] = Text{Key: "desk.numbered", Args: Args{"Number": Count(i + 1), "Line": Words(x.line())}}
		keys = append(keys, Keys{Choices: x.choices(i + 1)})
	}
	r.Parts = []Text{say("desk.list_title"), {Key: "desk.list", Args: Args{"Lines": Words(lines...)}}}
	r.Keys = append(keys, r.Keys...)
	return r
}

func (x LoggedComplaint) line() Text {
	return Text{Key: "desk.list_line", Args: Args{
		"Kind": Words(x.Kind.name()), "Buyer": buyerName(x.Buyer),
		"State": Words(say("desk.state_" + string(x.State))), "Age": Words(span(x.Age))}}
}

func buyerName(name string) Value {
	if name == "" {
		return Words(say("desk.buyer_unknown"))
	}
	return Raw(name)
}

// choices are the buttons that move a complaint on.
func (x LoggedComplaint) choices(number int) []Choice {
	var choices []Choice
	if x.State == ComplaintOpen {
		choices = append(choices, x.choice("button.complaint_answered", deskAnswered, number))
	}
	return append(choices, x.choice("button.complaint_settled", deskSettled, number))
}

func (x LoggedComplaint) choice(label, action string, number int) Choice {
	return Choice{Label: Text{Key: label, Args: Args{"Number": Count(number)}}, Data: data(verbDesk, action, dataID(x.ID))}
}

// ComplaintReminder is what reminds of complaints that nobody has answered, in one message
// however many they are.
func ComplaintReminder(l Language, open []LoggedComplaint) Reply {
	if len(open) > 1 {
		r := (&Complaints{Open: open}).Tell(Reply{Language: l, Keys: stopKeys()})
		r.Parts[0] = Text{Key: "desk.reminder_several", Args: Args{"Count": Count(len(open))}}
		return r
	}
	x := open[0]
	return Reply{
		Language: l,
		Parts:    []Text{{Key: "desk.reminder", Args: Args{"Kind": Words(x.Kind.name()), "Buyer": buyerName(x.Buyer), "Age": Words(span(x.Age))}}},
		Keys: append(row(
			Choice{Label: say("desk.button_answered"), Data: data(verbDesk, deskAnswered, dataID(x.ID)), Style: Primary},
			Choice{Label: say("desk.button_settled"), Data: data(verbDesk, deskSettled, dataID(x.ID))},
		), stopKeys()...),
	}
}

// span says a length of time in its greatest whole unit.
func span(d time.Duration) Text {
	switch {
	case d < time.Hour:
		return Text{Key: "desk.span_minutes", Args: Args{"Count": Count(max(1, int(d.Minutes())))}}
	case d < 48*time.Hour:
		return Text{Key: "desk.span_hours", Args: Args{"Count": Count(int(d.Hours()))}}
	}
	return Text{Key: "desk.span_days", Args: Args{"Count": Count(int(d.Hours() / 24))}}
}
