package interview

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// TellMyData shows everything that is stored about the person, and what can be done about it.
func TellMyData(t *turn.Turn, mode say.Mode) {
	keys := []say.Keys{}
	if t.Session.Consented() {
		keys = say.Row(say.Choice{Label: say.Message("button.withdraw"),
			Data: button.Data(button.Consent, button.Withdrawn), Style: say.Danger})
	}
	r := say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedMyData}, Keys: append(keys, t.WayBack()...)}
	if len(t.Session.Answers) > 0 {
		r.Parts = []say.Text{{Key: "mydata.answers", Args: say.Args{"Answers": say.Words(answerLines(t, t.Session.Asked(), false)...)}}}
	}
	t.Add(r)
}

// MyData is what is stored about a person besides the answers of the latest interview.
type MyData struct {
	Since      int64 // unix milliseconds, as all times here
	Consents   []ConsentRecord
	Stopped    bool
	Interviews []InterviewRecord
	Steps      int // on the personal list, in any state
	Complaints int // in the log
	Inquiries  int // sent to the officers
	Reminders  int // sent by the bot by itself
}

// ConsentRecord is one decision about the consent.
type ConsentRecord struct {
	Version int
	Given   bool
	Contact bool
	At      int64
}

func (c ConsentRecord) line() say.Text {
	args := say.Args{"Day": say.Day(c.At), "Version": say.Count(c.Version)}
	switch {
	case !c.Given:
		return say.Text{Key: "mydata.consent_refused", Args: args}
	case !c.Contact:
		return say.Text{Key: "mydata.consent_quiet", Args: args}
	}
	return say.Text{Key: "mydata.consent_given", Args: args}
}

// InterviewRecord is one interview; while it is unfinished, Finished is 0 and Quadrant empty.
type InterviewRecord struct {
	Run      int
	Begun    int64
	Finished int64
	Quadrant scoring.Quadrant
}

// mostInterviews is how many interviews the message lists, the newest ones; the file lists all.
const mostInterviews = 10

// Tell puts the stored data before the answers that the reply already holds.
func (m *MyData) Tell(r say.Reply) say.Reply {
	lines := []say.Text{
		{Key: "mydata.since", Args: say.Args{"Day": say.Day(m.Since)}},
		say.Message("mydata.language"),
	}
	for _, c := range m.Consents {
		lines = append(lines, c.line())
	}
	if m.Stopped {
		lines = append(lines, say.Message("mydata.stopped"))
	}
	for _, i := range m.Interviews[max(0, len(m.Interviews)-mostInterviews):] {
		args := say.Args{"Run": say.Count(i.Run), "Day": say.Day(i.Begun)}
		key := "mydata.interview_open"
		if i.Finished != 0 {
			key = "mydata.interview"
			args["Day"] = say.Day(i.Finished)
			args["Quadrant"] = say.Word("quadrant." + string(i.Quadrant) + ".name")
		}
		lines = append(lines, say.Text{Key: key, Args: args})
	}
	if m.Steps > 0 {
		lines = append(lines, say.Text{Key: "mydata.steps", Args: say.Args{"Count": say.Count(m.Steps)}})
	}
	if m.Complaints > 0 {
		lines = append(lines, say.Text{Key: "mydata.complaints", Args: say.Args{"Count": say.Count(m.Complaints)}})
	}
	if m.Inquiries > 0 {
		lines = append(lines, say.Text{Key: "mydata.inquiries", Args: say.Args{"Count": say.Count(m.Inquiries)}})
	}
	if m.Reminders > 0 {
		lines = append(lines, say.Text{Key: "mydata.reminders", Args: say.Args{"Count": say.Count(m.Reminders)}})
	}
	r.Keys = append(m.contactKeys(), r.Keys...)
	r.Parts = append([]say.Text{say.Message("mydata.head"),
		{Key: "mydata.list", Args: say.Args{"Lines": say.Words(lines...)}}}, r.Parts...)
	return r
}

// contactKeys returns the button that changes whether officers may write; none without consent.
func (m *MyData) contactKeys() []say.Keys {
	if len(m.Consents) == 0 {
		return nil
	}
	switch last := m.Consents[len(m.Consents)-1]; {
	case !last.Given:
		return nil
	case last.Contact:
		return say.Row(say.Choice{Label: say.Message("button.contact_no"),
			Data: button.Data(button.Consent, button.Changed+button.Quiet)})
	}
	return say.Row(say.Choice{Label: say.Message("button.contact_yes"),
		Data: button.Data(button.Consent, button.Changed+button.Yes)})
}
