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
const ConsentVersion = 3

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

// AskConsent says in short what is stored and who sees it, and asks for consent.
func AskConsent(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideConsent}
	t.Reply(mode, consentKeys(t, true), append(notes, ConsentText(t)...)...)
}

// Introduce answers whoever asks, before the consent, whether the bot is to be trusted: who runs it,
// and what it never asks for. The consent is asked for again.
func Introduce(t *turn.Turn) {
	AskConsent(t, say.Send, say.Text{Key: "consent.trust", Args: say.Args{"Operator": operator(t)}})
}

// consentKeys returns the buttons below the question for consent; terms adds the one that tells all.
func consentKeys(t *turn.Turn, terms bool) []say.Keys {
	choices := []say.Choice{
		{Label: say.Message("button.consent_yes"), Data: button.Data(button.Consent, button.Yes), Style: say.Success},
		{Label: say.Message("button.consent_quiet"), Data: button.Data(button.Consent, button.Quiet)},
	}
	if terms {
		choices = append(choices, termsChoice())
	}
	last := say.Choice{Label: say.Message("button.consent_no"), Data: button.Data(button.Consent, button.No)}
	if t.Session.Consented() {
		last = say.Choice{Label: say.Message("button.withdraw"), Data: button.Data(button.Consent, button.Withdrawn)}
	}
	return []say.Keys{{Column: true, Choices: append(choices, last)}}
}

func termsChoice() say.Choice {
	return say.Choice{Label: say.Message("button.consent_terms"), Data: button.Data(button.Go, button.GoTerms)}
}

// AgreeKeys returns the buttons below a question for consent that something besides the interview
// asks: agree agrees, leave leaves.
func AgreeKeys(agree, leave say.Choice) []say.Keys {
	return []say.Keys{{Column: true, Choices: []say.Choice{agree, termsChoice(), leave}}}
}

// ConsentText says in short who is responsible, what is stored and who sees it.
func ConsentText(t *turn.Turn) []say.Text {
	return []say.Text{say.Message("consent.head"), {Key: "consent.short", Args: say.Args{
		"Lines": say.Words(
			say.Text{Key: "consent.short_who", Args: say.Args{"Operator": operator(t)}},
			say.Message("consent.short_seen"), say.Message("consent.short_rights"))}}, say.Message("consent.ask")}
}

// TellTerms tells the whole of what the consent is to. Something else that asks for the consent goes
// on asking.
func TellTerms(t *turn.Turn) {
	lines := []say.Text{
		{Key: "consent.terms_who", Args: say.Args{"Operator": operator(t)}},
		say.Message("consent.terms_stored"),
		say.Message("consent.terms_not_stored"),
		say.Message("consent.terms_purpose"),
		say.Message("consent.terms_seen"),
		say.Message("consent.terms_seen_quiet"),
		say.Message("consent.terms_seen_asking"),
		say.Message("consent.terms_holder"),
		say.Message("consent.terms_reminders"),
		say.Message("consent.terms_never"),
		{Key: "consent.terms_period", Args: say.Args{"Period": say.Words(period(t))}},
		say.Message("consent.terms_copies"),
		say.Message("consent.terms_rights"),
	}
	told := []say.Text{say.Message("consent.head"), {Key: "consent.terms", Args: say.Args{"Lines": say.Words(lines...)}}}
	switch {
	case t.Before.Kind == turn.AsideInquiry || t.Before.Kind == turn.AsideDesk:
		t.Session.Aside = t.Before
		t.Reply(say.Send, nil, told...)
	case t.Session.Agreed == ConsentVersion:
		t.Reply(say.Edit, t.WayBack(), told...)
	default:
		t.Session.Aside = turn.Aside{Kind: turn.AsideConsent}
		t.Reply(say.Edit, consentKeys(t, false), append(told, say.Message("consent.ask"))...)
	}
}

// operator says who runs the bot.
func operator(t *turn.Turn) say.Value {
	if t.Operator == "" {
		return say.Word("consent.operator_unknown")
	}
	return say.Raw(t.Operator)
}

// RenewConsent asks somebody once more who agreed to an earlier version of the text, after whatever
// else is said. Until there is an answer the earlier consent holds. It waits while the person is in
// the middle of something.
func RenewConsent(t *turn.Turn, did turn.EventKind) {
	visits := did == turn.CommandGiven || did == turn.Tapped || did == turn.Typed || did == turn.ContentSent
	if !visits || !t.Session.Consented() || t.Session.Agreed == 0 || t.Session.Agreed >= ConsentVersion ||
		t.Session.AskedAnew == ConsentVersion || t.Session.Aside.Kind != "" ||
		t.Session.Place == turn.PlaceAsking && did != turn.CommandGiven {
		return
	}
	t.Session.AskedAnew = ConsentVersion
	t.Note(ConsentAsked{Version: ConsentVersion})
	t.Reply(say.Send, consentKeys(t, true), append([]say.Text{say.Message("consent.renew")}, ConsentText(t)...)...)
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
		note(t, agreed)
		enter(t)
		t.Back(say.Edit)
	case (decision == button.Yes || decision == button.Quiet) && t.Session.Agreed < ConsentVersion:
		note(t, agreed)
		t.Reply(say.Edit, t.WayBack(), say.Message("consent.renewed"))
	case (decision == button.Changed+button.Yes || decision == button.Changed+button.Quiet) && t.Session.Consented():
		agreed.Contact = decision == button.Changed+button.Yes
		note(t, agreed)
		t.Toast("toast.recorded")
		TellMyData(t, say.Edit)
	case decision == button.No && !t.Session.Consented():
		if t.Session.Place != turn.PlaceRefused {
			t.Session.Place = turn.PlaceRefused
			t.Note(ConsentDecided{Version: ConsentVersion})
		}
		t.Reply(say.Edit, nil, say.Message("chat.consent_refused"))
	case decision == button.Withdrawn && t.Session.Consented():
		LeaveCorrection(t)
		t.Session.Place, t.Session.Agreed = turn.PlaceArrived, 0
		t.Note(ConsentDecided{Version: ConsentVersion})
		t.Reply(say.Edit, nil, say.Message("chat.consent_withdrawn"))
	default:
		t.Toast("toast.recorded")
	}
}

// note notes that the person has agreed.
func note(t *turn.Turn, agreed ConsentDecided) {
	t.Note(agreed)
	t.Session.Agreed = agreed.Version
}

// Agree takes the consent that something besides the interview needs.
func Agree(t *turn.Turn) {
	if t.Session.Consented() {
		return
	}
	note(t, ConsentDecided{Version: ConsentVersion, Given: true})
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
