package dialog

import "slices"

// command takes a command.
func (t *turn) command(e Event) {
	switch e.Command {
	case CommandStart:
		if e.Invitation != nil {
			t.openInvitation(*e.Invitation)
			return
		}
		t.start()
	case CommandContinue:
		t.goOn()
	case CommandResult:
		t.commandResult()
	case CommandLanguage:
		t.askLanguage()
	case CommandMyData:
		t.tellMyData(Send)
		t.add(Reply{Document: &Document{Kind: MyDataDocument}, Parts: []Text{say("mydata.document")}})
	case CommandDelete:
		t.askErase()
	case CommandStop:
		t.stop()
	case CommandComplaint:
		t.openDesk(Send)
	case CommandPlan:
		t.tellPlan(Send)
	case CommandAsk:
		t.openInquiry(Send, 0)
	case CommandHelp:
		t.reply(Send, t.wayBack(), t.help())
	default:
		if !t.officerCommand(e.Command) {
			t.reply(Send, t.wayBack(), say("chat.unknown_command"), t.help())
		}
	}
}

// start greets, or offers to go on with what is there.
func (t *turn) start() {
	if t.s.Stopped {
		t.s.Aside = Aside{Kind: AsideResume}
		t.reply(Send, row(
			Choice{Label: say("button.resume_yes"), Data: data(verbResume, yes), Style: Primary},
			Choice{Label: say("button.resume_no"), Data: data(verbResume, no)},
		), say("chat.ask_resume"))
		return
	}
	t.arriveAgain(Send)
}

// arriveAgain shows the place, with the choice to begin again where an interview
// has answers already.
func (t *turn) arriveAgain(mode Mode) {
	if t.s.interviewing() && len(t.s.Answers) > 0 {
		t.offer(mode)
		return
	}
	t.back(mode)
}

func (t *turn) resume(agreed bool) {
	if t.before.Kind != AsideResume {
		t.toast("toast.old_button")
		return
	}
	if agreed {
		t.s.Stopped = false
		t.note(MessagesResumed{})
		t.toast("toast.resumed")
	}
	t.arriveAgain(Edit)
}

// goOn leads straight to where the interview stands.
func (t *turn) goOn() {
	if t.s.Place == PlacePaused {
		t.s.Place = PlaceAsking
	}
	t.back(Send)
}

func (t *turn) commandResult() {
	if t.s.LatestRun > 0 {
		t.tellResult()
		return
	}
	t.reply(Send, t.wayBack(), say("chat.no_result"))
}

// wayBack is the button that leads back to the question that something came in
// between of; no button where there is nothing to go back to.
func (t *turn) wayBack() []Keys {
	if !t.s.interviewing() {
		return nil
	}
	label := say("button.to_review")
	if _, i, asking := t.s.current(); asking {
		label = Text{Key: "button.to_question", Args: Args{"Number": Count(i + 1)}}
	}
	return row(Choice{Label: label, Data: data(verbGo, goContinue), Style: Primary})
}

// help lists the commands that the person can give.
func (t *turn) help() Text {
	return Text{Key: "chat.help", Args: Args{"Commands": Words(commandHelp(MenuReply(t.s).Menu.Commands())...)}}
}

func commandHelp(commands []Command) []Text {
	lines := make([]Text, len(commands))
	for i, c := range commands {
		lines[i] = say("help." + string(c))
	}
	return lines
}

func (t *turn) askLanguage() {
	var choices []Choice
	for _, l := range t.languages.tags() {
		choices = append(choices, Choice{Label: say("language.name_" + string(l)), Data: data(verbLanguage, string(l))})
	}
	t.reply(Send, row(choices...), say("chat.ask_language"))
}

func (t *turn) chooseLanguage(l Language) {
	if !slices.Contains(t.languages.tags(), l) {
		t.toast("toast.old_button")
		return
	}
	t.s.Language = l
	t.note(LanguageChosen{})
	if t.s.Officer != nil {
		t.add(MenuReply(t.s))
	}
	t.back(Edit)
}

func (t *turn) askErase() {
	t.s.Aside = Aside{Kind: AsideErase}
	t.reply(Send, row(
		Choice{Label: say("button.erase_yes"), Data: data(verbErase, yes), Style: Danger},
		Choice{Label: say("button.erase_no"), Data: data(verbErase, no)},
	), say("chat.ask_erase"))
}

func (t *turn) erase(agreed bool) {
	if t.before.Kind != AsideErase {
		t.toast("toast.old_button")
		return
	}
	if !agreed {
		t.reply(Edit, t.wayBack(), say("chat.not_erased"))
		return
	}
	t.s = Arrive(t.s.Language)
	t.note(Erased{})
	t.reply(Edit, nil, say("chat.erased"))
}
