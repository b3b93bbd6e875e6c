package interview

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// ConsentVersion is the version of the consent's text, chat.consent. Whoever changes the meaning of
// the text raises it, because it must be provable what a person agreed to (UU 27/2022, Pasal
// 20-24).
const ConsentVersion = 2

// Welcome introduces the bot: what it does, how many questions it has, how long they take, and a
// button for the other language.
func Welcome(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	keys := []say.Keys{{Choices: []say.Choice{{Label: say.Message("button.to_consent"),
		Data: button.Data(button.Go, button.GoConsent), Style: say.Primary}}}}
	for _, l := range t.Languages.Tags() {
		if l != t.Session.Language {
			keys = append(keys, say.Keys{Choices: []say.Choice{{Label: say.Message("language.name_" + string(l)),
				Data: button.Data(button.Language, string(l))}}})
		}
	}
	intro := say.Text{Key: "chat.welcome", Args: say.Args{"Total": say.Count(len(questionnaire.Newest().Questions))}}
	t.Reply(mode, keys, append(notes, intro)...)
}

// AskConsent says what is stored, why and for how long, and asks for consent.
func AskConsent(t *turn.Turn, mode say.Mode) {
	t.Reply(mode, []say.Keys{{Column: true, Choices: []say.Choice{
		{Label: say.Message("button.consent_yes"), Data: button.Data(button.Consent, button.Yes), Style: say.Success},
		{Label: say.Message("button.consent_quiet"), Data: button.Data(button.Consent, button.Quiet)},
		{Label: say.Message("button.consent_no"), Data: button.Data(button.Consent, button.No)},
	}}}, ConsentText(t))
}

// ConsentText says what is stored, why and for how long.
func ConsentText(t *turn.Turn) say.Text {
	return say.Text{Key: "chat.consent", Args: say.Args{"Period": say.Words(period(t))}}
}

// period says how long the answers are kept.
func period(t *turn.Turn) say.Text {
	if t.Retention == 0 {
		return say.Message("chat.kept_always")
	}
	return say.Text{Key: "chat.kept_months", Args: say.Args{"Count": say.Count(t.Retention)}}
}

// DecideConsent takes the decision: yes, yes without being contacted, no, or a change or withdrawal
// of an earlier yes.
func DecideConsent(t *turn.Turn, decision string) {
	agreed := ConsentDecided{Version: ConsentVersion, Given: true, Contact: decision == button.Yes}
	switch {
	case (decision == button.Yes || decision == button.Quiet) && !t.Session.Consented():
		t.Note(agreed)
		enter(t)
		t.Back(say.Edit)
	case (decision == button.Changed+button.Yes || decision == button.Changed+button.Quiet) && t.Session.Consented():
		agreed.Contact = decision == button.Changed+button.Yes
		t.Note(agreed)
		t.Toast("toast.recorded")
		TellMyData(t, say.Edit)
	case decision == button.No && !t.Session.Consented():
		if t.Session.Place != turn.PlaceRefused {
			t.Session.Place = turn.PlaceRefused
			t.Note(ConsentDecided{Version: ConsentVersion})
		}
		t.Reply(say.Edit, nil, say.Message("chat.consent_refused"))
	case decision == button.Withdrawn && t.Session.Consented():
		t.Session.Place = turn.PlaceArrived
		t.Note(ConsentDecided{Version: ConsentVersion})
		t.Reply(say.Edit, nil, say.Message("chat.consent_withdrawn"))
	default:
		t.Toast("toast.recorded")
	}
}

// Agree takes the consent that something besides the interview needs.
func Agree(t *turn.Turn) {
	if t.Session.Consented() {
		return
	}
	t.Note(ConsentDecided{Version: ConsentVersion, Given: true})
	t.Session.Place = turn.PlaceReady
	if t.Session.Run > 0 {
		enter(t)
	}
}

// enter finds the place of somebody who has just agreed: a new interview, or where the earlier
// consent was withdrawn.
func enter(t *turn.Turn) {
	switch {
	case t.Session.Run == 0:
		Begin(t, false)
	case t.Session.Run == t.Session.LatestRun:
		t.Session.Place = turn.PlaceFinished
	default:
		t.Session.Place = turn.PlaceAsking
	}
}
