package dialog

import (
	"ikmbot/dialog/broadcast/editor"
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/fallback"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// tapped takes a tap on a button, which may be old or forged. The tap ends an aside, unless it
// brings no more than a notice.
func tapped(t *turn.Turn, data string) {
	t.Before, t.Session.Aside = t.Session.Aside, turn.Aside{}
	takeTap(t, data)
	for _, r := range t.Replies {
		if r.Mode != say.Toast {
			return
		}
	}
	t.Session.Aside = t.Before
}

func takeTap(t *turn.Turn, data string) {
	p, ok := button.Parse(data)
	if !ok {
		t.Toast("toast.old_button")
		return
	}
	switch p.Verb {
	case button.Go:
		lead(t, p.Value)
	case button.Language:
		chooseLanguage(t, say.Language(p.Value))
	case button.Consent:
		interview.DecideConsent(t, p.Value)
	case button.Erase:
		erase(t, p.Value == button.Yes)
	case button.Resume:
		resume(t, p.Value == button.Yes)
	case button.Desk:
		desk.Tap(t, p)
	case button.Plan:
		result.TapPlan(t, p)
	case button.Inquiry:
		inquiry.Tap(t, p)
	case button.Recap:
		recap.Tap(t, p)
	case button.Reminder:
		reminder.Tap(t, p)
	case button.Officer:
		office.Tap(t, p)
	case button.Broadcast:
		editor.Tap(t, p)
	case button.Recipient:
		editor.TapRecipient(t, p)
	case button.Steps, button.Take, button.Cause, button.First:
		result.Tap(t, p)
	case button.Try:
		reminder.TapStep(t, p)
	case button.Stop:
		reminder.TapStop(t)
	case button.Kept:
		fallback.Tap(t, p)
	default:
		interview.Tap(t, p)
	}
}

// lead takes a tap on a button that leads to another place.
func lead(t *turn.Turn, value string) {
	switch {
	case value == button.GoConsent && !t.Session.Consented():
		interview.AskConsent(t, say.Edit)
	case value == button.GoTerms:
		interview.TellTerms(t)
	case value == button.GoContinue && t.Session.Interviewing():
		t.Session.Place = turn.PlaceAsking
		t.Back(say.Edit)
	case value == button.GoCorrect || value == button.GoLeave:
		interview.LeadCorrection(t, value)
	case value == button.GoRestart && t.Session.Interviewing() && !t.Session.Correcting():
		t.Session.Aside = turn.Aside{Kind: turn.AsideRestart}
		interview.AskRestart(t)
	case value == button.GoOver && t.Before.Kind == turn.AsideRestart && t.Session.Interviewing() && !t.Session.Correcting():
		interview.Begin(t, false)
		t.Back(say.Edit)
	case value == button.GoBegin && t.Session.Place == turn.PlaceReady:
		interview.Begin(t, false)
		t.Back(say.Edit)
	case value == button.GoAgain && (t.Session.Place == turn.PlaceFinished || t.Session.Correcting()):
		interview.LeaveCorrection(t)
		interview.Begin(t, true)
		t.Back(say.Edit, say.Message("chat.again"), interview.Length(t))
	case value == button.GoResult && t.Session.LatestRun > 0:
		result.Tell(t)
	case value == button.GoWords && t.Session.LatestRun > 0:
		result.TellVerdict(t, say.Edit, "")
	case value == button.GoStrategies && t.Session.LatestRun > 0:
		result.TellStrategies(t, say.Edit)
	case (value == button.GoDetails || value == button.GoFigures) && t.Session.LatestRun > 0:
		result.TellDetails(t, value == button.GoDetails)
	case (value == button.GoBegin || value == button.GoAgain) && t.Session.Interviewing():
		t.Toast("toast.recorded") // a second tap
	default:
		t.Toast("toast.old_button")
		t.Back(say.Send)
	}
}
