package dialog

import "ikmbot/scoring"

// welcome introduces the bot: what it does, how many questions, how long, and the
// other language one tap away.
func (t *turn) welcome(mode Mode, notes ...Text) {
	keys := []Keys{{Choices: []Choice{{Label: say("button.to_consent"), Data: data(verbGo, goConsent), Style: Primary}}}}
	for _, l := range t.languages.tags() {
		if l != t.s.Language {
			keys = append(keys, Keys{Choices: []Choice{{Label: say("language.name_" + string(l)), Data: data(verbLanguage, string(l))}}})
		}
	}
	intro := Text{Key: "chat.welcome", Args: Args{"Total": Count(len(Newest().Questions))}}
	t.reply(mode, keys, append(notes, intro)...)
}

// askConsent says what is stored, what for and for how long, and asks.
func (t *turn) askConsent(mode Mode) {
	t.reply(mode, []Keys{{Column: true, Choices: []Choice{
		{Label: say("button.consent_yes"), Data: data(verbConsent, yes), Style: Success},
		{Label: say("button.consent_quiet"), Data: data(verbConsent, quiet)},
		{Label: say("button.consent_no"), Data: data(verbConsent, no)},
	}}}, t.consentText())
}

func (t *turn) consentText() Text {
	return Text{Key: "chat.consent", Args: Args{"Period": Words(t.period())}}
}

// period says for how long the answers are kept.
func (t *turn) period() Text {
	if t.retention == 0 {
		return say("chat.kept_always")
	}
	return Text{Key: "chat.kept_months", Args: Args{"Count": Count(t.retention)}}
}

// decideConsent takes the answer: yes, yes without being contacted, no, or an earlier yes
// changed or taken back.
func (t *turn) decideConsent(decision string) {
	agreed := ConsentDecided{Version: ConsentVersion, Given: true, Contact: decision == yes}
	switch {
	case (decision == yes || decision == quiet) && !t.s.consented():
		t.note(agreed)
		t.settle()
		t.back(Edit)
	case (decision == changed+yes || decision == changed+quiet) && t.s.consented():
		agreed.Contact = decision == changed+yes
		t.note(agreed)
		t.toast("toast.recorded")
		t.tellMyData(Edit)
	case decision == no && !t.s.consented():
		if t.s.Place != PlaceRefused {
			t.s.Place = PlaceRefused
			t.note(ConsentDecided{Version: ConsentVersion})
		}
		t.reply(Edit, nil, say("chat.consent_refused"))
	case decision == withdrawn && t.s.consented():
		t.s.Place = PlaceArrived
		t.note(ConsentDecided{Version: ConsentVersion})
		t.reply(Edit, nil, say("chat.consent_withdrawn"))
	default:
		t.toast("toast.recorded")
	}
}

// agree takes the consent that something beside the interview needs.
func (t *turn) agree() {
	if t.s.consented() {
		return
	}
	t.note(ConsentDecided{Version: ConsentVersion, Given: true})
	t.s.Place = PlaceReady
	if t.s.Run > 0 {
		t.settle()
	}
}

// settle finds the place of somebody who has just agreed: a fresh interview, or
// where an earlier agreement was taken back.
func (t *turn) settle() {
	switch {
	case t.s.Run == 0:
		t.begin(false)
	case t.s.Run == t.s.LatestRun:
		t.s.Place = PlaceFinished
	default:
		t.s.Place = PlaceAsking
	}
}

// tellMyData tells everything that is stored about the person, and offers what can be done
// about it.
func (t *turn) tellMyData(mode Mode) {
	keys := []Keys{}
	if t.s.consented() {
		keys = row(Choice{Label: say("button.withdraw"), Data: data(verbConsent, withdrawn), Style: Danger})
	}
	r := Reply{Mode: mode, Need: &Need{Kind: NeedMyData}, Keys: append(keys, t.wayBack()...)}
	if len(t.s.Answers) > 0 {
		r.Parts = []Text{{Key: "mydata.answers", Args: Args{"Answers": Words(t.answerLines(t.s.questionnaire().Questions, false)...)}}}
	}
	t.add(r)
}

// MyData is what is stored about a person beside the answers of the latest interview.
type MyData struct {
	Since      int64 // unix milliseconds, as all times here
	Consents   []ConsentRecord
	Stopped    bool
	Interviews []InterviewRecord
	Steps      int // on the personal list, in whatever state
	Complaints int // in the log
	Inquiries  int // that the officers were asked
	Reminders  int // that the bot has sent by itself
}

// ConsentRecord is one decision about the consent.
type ConsentRecord struct {
	Version int
	Given   bool
	Contact bool
	At      int64
}

func (c ConsentRecord) line() Text {
	args := Args{"Day": Day(c.At), "Version": Count(c.Version)}
	switch {
	case !c.Given:
		return Text{Key: "mydata.consent_refused", Args: args}
	case !c.Contact:
		return Text{Key: "mydata.consent_quiet", Args: args}
	}
	return Text{Key: "mydata.consent_given", Args: args}
}

// InterviewRecord is one interview; Finished is 0 and Quadrant empty while it is not.
type InterviewRecord struct {
	Run      int
	Begun    int64
	Finished int64
	Quadrant scoring.Quadrant
}

// mostInterviews is how many interviews the message lists, the newest of all; the file lists all.
const mostInterviews = 10

// Tell puts the record in front of the answers that the reply holds already.
func (m *MyData) Tell(r Reply) Reply {
	lines := []Text{
		{Key: "mydata.since", Args: Args{"Day": Day(m.Since)}},
		say("mydata.language"),
	}
	for _, c := range m.Consents {
		lines = append(lines, c.line())
	}
	if m.Stopped {
		lines = append(lines, say("mydata.stopped"))
	}
	for _, i := range m.Interviews[max(0, len(m.Interviews)-mostInterviews):] {
		args := Args{"Run": Count(i.Run), "Day": Day(i.Begun)}
		key := "mydata.interview_open"
		if i.Finished != 0 {
			key = "mydata.interview"
			args["Day"] = Day(i.Finished)
			args["Quadrant"] = Words(say("quadrant." + string(i.Quadrant) + ".name"))
		}
		lines = append(lines, Text{Key: key, Args: args})
	}
	if m.Steps > 0 {
		lines = append(lines, Text{Key: "mydata.steps", Args: Args{"Count": Count(m.Steps)}})
	}
	if m.Complaints > 0 {
		lines = append(lines, Text{Key: "mydata.complaints", Args: Args{"Count": Count(m.Complaints)}})
	}
	if m.Inquiries > 0 {
		lines = append(lines, Text{Key: "mydata.inquiries", Args: Args{"Count": Count(m.Inquiries)}})
	}
	if m.Reminders > 0 {
		lines = append(lines, Text{Key: "mydata.reminders", Args: Args{"Count": Count(m.Reminders)}})
	}
	r.Keys = append(m.contactKeys(), r.Keys...)
	r.Parts = append([]Text{say("mydata.head"), {Key: "mydata.list", Args: Args{"Lines": Words(lines...)}}}, r.Parts...)
	return r
}

// contactKeys is the button that changes whether officers may write; none without a consent.
func (m *MyData) contactKeys() []Keys {
	if len(m.Consents) == 0 {
		return nil
	}
	switch last := m.Consents[len(m.Consents)-1]; {
	case !last.Given:
		return nil
	case last.Contact:
		return row(Choice{Label: say("button.contact_no"), Data: data(verbConsent, changed+quiet)})
	}
	return row(Choice{Label: say("button.contact_yes"), Data: data(verbConsent, changed+yes)})
}
