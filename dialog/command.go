package dialog

import (
	"slices"

	"ikmbot/dialog/broadcast/editor"
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint/desk"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/interview"
	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// command takes a command.
func command(t *turn.Turn, e turn.Event) {
	switch e.Command {
	case say.CommandStart:
		if e.Invitation != nil {
			office.OpenInvitation(t, *e.Invitation)
			return
		}
		start(t)
	case say.CommandContinue:
		goOn(t)
	case say.CommandResult:
		commandResult(t)
	case say.CommandLanguage:
		askLanguage(t)
	case say.CommandMyData:
		interview.TellMyData(t, say.Send)
		t.Add(say.Reply{Document: &say.Document{Kind: say.MyDataDocument}, Parts: []say.Text{say.Message("mydata.document")}})
	case say.CommandDelete:
		askErase(t)
	case say.CommandStop:
		reminder.Stop(t)
	case say.CommandComplaint:
		desk.Open(t, say.Send)
	case say.CommandPlan:
		result.TellPlan(t, say.Send)
	case say.CommandAsk:
		inquiry.Open(t, say.Send, 0)
	case say.CommandHelp:
		t.Reply(say.Send, t.WayBack(), help(t))
	default:
		if !officerCommand(t, e.Command) {
			t.Reply(say.Send, t.WayBack(), say.Message("chat.unknown_command"), help(t))
		}
	}
}

// start greets a newcomer, or offers to continue.
func start(t *turn.Turn) {
	if t.Session.Stopped {
		t.Session.Aside = turn.Aside{Kind: turn.AsideResume}
		t.Reply(say.Send, say.Row(
			say.Choice{Label: say.Message("button.resume_yes"),
				Data: button.Data(button.Resume, button.Yes), Style: say.Primary},
			say.Choice{Label: say.Message("button.resume_no"), Data: button.Data(button.Resume, button.No)},
		), say.Message("chat.ask_resume"))
		return
	}
	arriveAgain(t, say.Send)
}

// arriveAgain shows the current place, with the choice to start over if the interview has answers
// already.
func arriveAgain(t *turn.Turn, mode say.Mode) {
	if t.Session.Interviewing() && len(t.Session.Answers) > 0 {
		interview.Offer(t, mode)
		return
	}
	t.Back(mode)
}

func resume(t *turn.Turn, agreed bool) {
	if t.Before.Kind != turn.AsideResume {
		t.Toast("toast.old_button")
		return
	}
	if agreed {
		t.Session.Stopped = false
		t.Note(reminder.Resumed{})
		t.Toast("toast.resumed")
	}
	arriveAgain(t, say.Edit)
}

// goOn leads straight to the current place of the interview.
func goOn(t *turn.Turn) {
	if t.Session.Place == turn.PlacePaused {
		t.Session.Place = turn.PlaceAsking
	}
	t.Back(say.Send)
}

func commandResult(t *turn.Turn) {
	if t.Session.LatestRun > 0 {
		result.Tell(t)
		return
	}
	if !t.Session.Interviewing() {
		t.Back(say.Send, say.Message("chat.no_result_yet"))
		return
	}
	t.Reply(say.Send, t.WayBack(), say.Message("chat.no_result"))
}

// help lists the commands that the person can give.
func help(t *turn.Turn) say.Text {
	return say.Text{Key: "chat.help", Args: say.Args{
		"Commands": say.Words(say.CommandLines(turn.MenuReply(t.Session).Menu.Commands())...)}}
}

func askLanguage(t *turn.Turn) {
	var choices []say.Choice
	for _, l := range t.Languages.Tags() {
		choices = append(choices,
			say.Choice{Label: say.Message("language.name_" + string(l)), Data: button.Data(button.Language, string(l))})
	}
	t.Reply(say.Send, say.Row(choices...), say.Message("chat.ask_language"))
}

func chooseLanguage(t *turn.Turn, l say.Language) {
	if !slices.Contains(t.Languages.Tags(), l) {
		t.Toast("toast.old_button")
		return
	}
	t.Session.Language = l
	t.Note(LanguageChosen{})
	if t.Session.Officer != nil {
		t.Add(turn.MenuReply(t.Session))
	}
	t.Back(say.Edit)
}

func askErase(t *turn.Turn) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideErase}
	t.Reply(say.Send, say.Row(
		say.Choice{Label: say.Message("button.erase_yes"), Data: button.Data(button.Erase, button.Yes), Style: say.Danger},
		say.Choice{Label: say.Message("button.erase_no"), Data: button.Data(button.Erase, button.No)},
	), say.Message("chat.ask_erase"))
}

func erase(t *turn.Turn, agreed bool) {
	if t.Before.Kind != turn.AsideErase {
		t.Toast("toast.old_button")
		return
	}
	if !agreed {
		t.Reply(say.Edit, t.WayBack(), say.Message("chat.not_erased"))
		return
	}
	t.Session = turn.Arrive(t.Session.Language)
	t.Note(Erased{})
	t.Reply(say.Edit, nil, say.Message("chat.erased"))
}

// officerCommand takes a command of officers or administrators; false if it is none that the person
// can give.
func officerCommand(t *turn.Turn, c say.Command) bool {
	officer := t.Session.Officer
	admin := officer != nil && officer.Admin
	switch {
	case c == say.CommandRecap && officer != nil:
		recap.Open(t)
	case c == say.CommandReminders && officer != nil:
		reminder.Open(t)
	case c == say.CommandBroadcast && officer != nil:
		editor.Open(t, say.Send)
	case c == say.CommandInquiries && officer != nil:
		inquiry.OpenList(t)
	case c == say.CommandInvite && admin:
		office.Invite(t, say.Send, nil)
	case c == say.CommandOfficers && admin:
		office.List(t, say.Send)
	case c == say.CommandAudit && admin:
		office.ListAudit(t)
	default:
		return false
	}
	return true
}
