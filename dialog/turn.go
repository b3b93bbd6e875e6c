package dialog

// Region is a regency or city that a business can be in. Its name is data; the
// one outside all others has none, its word being question.region.answer.outside.
type Region struct {
	Code int
	Name string
	Zone Zone
}

// Dialog leads conversations.
type Dialog struct {
	Languages Languages
	Regions   []Region // the answers to the question for the region
	Retention int      // months after which somebody who does nothing is forgotten, as the consent tells; 0: never
}

// Next is one turn: where the person stands after the event, what has become true
// by it, and what is said.
func (d Dialog) Next(s Session, e Event) (Session, []Effect, []Reply) {
	t := turn{languages: d.Languages, regions: d.Regions, retention: d.Retention, now: e.At, s: s}
	switch e.Kind {
	case CommandGiven:
		t.s.Aside = Aside{}
		t.command(e)
	case Tapped:
		t.tapped(e.Data)
	case Typed:
		t.typed(e)
	case ContentSent:
		t.content(e)
	case BotBlocked:
		t.note(Blocked{})
	case MessageEdited, BotUnblocked:
		// Silence: an answer is changed with the buttons, and whoever comes back says so.
	}
	t.resolve()
	return t.s, t.effects, t.replies
}

// GroupReply is what a group is told in which somebody gave the bot a command: a
// questionnaire is nobody else's business.
func GroupReply(language Language) Reply {
	return Reply{
		Language: language,
		Parts:    []Text{say("chat.group")},
		Keys:     []Keys{{Choices: []Choice{{Label: say("button.open_chat"), Chat: true}}}},
	}
}

// TroubleReply is what a person is told when the bot itself could not handle what
// was sent.
func TroubleReply(language Language) Reply {
	return Reply{Language: language, Parts: []Text{say("chat.trouble")}}
}

// turn is a turn under way.
type turn struct {
	languages Languages
	regions   []Region
	retention int   // months
	now       int64 // unix milliseconds
	s         Session
	before    Aside // lay over the place when a button was tapped
	effects   []Effect
	replies   []Reply
}

func (t *turn) note(e Effect) { t.effects = append(t.effects, e) }

// reply says something made of paragraphs.
func (t *turn) reply(mode Mode, keys []Keys, parts ...Text) {
	t.add(Reply{Mode: mode, Parts: parts, Keys: keys})
}

func (t *turn) add(r Reply) {
	r.Language = t.s.Language
	t.replies = append(t.replies, r)
}

func (t *turn) toast(key string) {
	t.add(Reply{Mode: Toast, Parts: []Text{say(key)}})
}

// back leads back to the place where the person stands: what belongs to it is said after the
// notes, once the turn has come to its end.
func (t *turn) back(mode Mode, notes ...Text) {
	t.add(Reply{Mode: mode, Parts: notes, Back: true})
}

// resolve says what belongs to the place for each reply that leads back there.
func (t *turn) resolve() {
	said := t.replies
	t.replies = nil
	for _, r := range said {
		if r.Back {
			t.show(r.Mode, r.Parts...)
		} else {
			t.replies = append(t.replies, r)
		}
	}
}

// show says what belongs to the place where the person stands, after the notes.
func (t *turn) show(mode Mode, notes ...Text) {
	switch t.s.Place {
	case PlaceAsking:
		if question, number, asking := t.s.current(); asking {
			t.ask(mode, question, number, notes...)
		} else {
			t.review(mode, ChapterBusiness, notes...)
		}
	case PlacePaused:
		t.offer(mode, notes...)
	case PlaceReady:
		t.reply(mode, row(Choice{Label: say("button.begin"), Data: data(verbGo, goBegin), Style: Primary}), append(notes, say("chat.ready"))...)
	case PlaceFinished:
		t.reply(mode, row(
			Choice{Label: say("button.result"), Data: data(verbGo, goResult), Style: Primary},
			Choice{Label: say("button.again"), Data: data(verbGo, goAgain)},
		), append(notes, say("chat.finished"))...)
	default:
		t.welcome(mode, notes...)
	}
}

// row is a keyboard of one group of buttons.
func row(choices ...Choice) []Keys { return []Keys{{Choices: choices}} }

// typed takes text that somebody wrote.
func (t *turn) typed(e Event) {
	text := e.Text
	if t.corresponds(e) {
		return
	}
	if t.writing() {
		t.wrote(e)
		return
	}
	if t.s.Aside.Kind == AsideDesk {
		t.typedAtDesk(text)
		return
	}
	if t.s.Aside.Kind == AsideInvite && t.s.Aside.Typing && t.s.Officer != nil {
		t.typedInvited(text)
		return
	}
	if (t.s.Aside.Kind == AsideSpan || t.s.Aside.Kind == AsidePopulation) && t.s.Officer != nil {
		t.typedAtRecap(text)
		return
	}
	t.s.Aside = Aside{}
	question, _, asking := t.s.current()
	switch {
	case t.s.Place == PlaceAsking && asking && question.Kind == FreeText:
		t.answerTyped(question, text)
	case t.s.Place == PlaceAsking:
		t.back(Send, say("chat.tap_please"))
	default:
		t.back(Send)
	}
}

// content takes what somebody sent instead of text. A picture at the complaint
// desk counts by what stands under it.
func (t *turn) content(e Event) {
	if t.corresponds(e) {
		return
	}
	if t.writing() {
		t.wrote(e)
		return
	}
	if t.s.Aside.Kind == AsideDesk {
		t.typedAtDesk(e.Text)
		return
	}
	t.s.Aside = Aside{}
	t.back(Send, say("chat.content."+string(e.Content)))
}
