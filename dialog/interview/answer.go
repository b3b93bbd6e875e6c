package interview

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Begin starts a new interview. keepBusiness takes over the answers about the business, which
// seldom change; the review can change them.
func Begin(t *turn.Turn, keepBusiness bool) {
	newest := questionnaire.Newest()
	var kept questionnaire.Answers
	if keepBusiness {
		kept = questionnaire.Answers{}
		for _, q := range newest.Questions {
			if a, ok := t.Session.Answers[q.Code]; ok && q.Chapter == questionnaire.ChapterBusiness {
				kept[q.Code] = a
			}
		}
	}
	t.Session.Run++
	t.Session.Version = newest.Version
	t.Session.Place = turn.PlaceAsking
	t.Session.Answers = kept
	goTo(t, "")
	t.Note(Begun{Run: t.Session.Run, Version: newest.Version, KeepBusiness: keepBusiness})
}

// goTo goes to a question, or with "" to the first unanswered one.
func goTo(t *turn.Turn, code string) {
	t.Session.At, t.Session.Picks = code, 0
	if q, _, asking := t.Session.Current(); asking && q.Kind == questionnaire.SomeOf {
		t.Session.Picks = t.Session.Answers[q.Code].Value
	}
}

// Tap takes a tap on a button of a question or of the review.
func Tap(t *turn.Turn, b button.Button) {
	if b.Verb == button.Finish && b.Run == t.Session.LatestRun {
		t.Toast("toast.recorded") // a second tap
		return
	}
	if b.Run != t.Session.Run || !t.Session.Interviewing() {
		t.Toast("toast.old_button")
		t.Back(say.Send)
		return
	}
	question, i, asking := t.Session.Current()
	if b.Verb == button.Review || b.Verb == button.Change || b.Verb == button.Finish {
		if asking {
			stale(t, b)
			return
		}
		tappedReview(t, b)
		return
	}
	if !asking || b.Question != question.Code {
		stale(t, b)
		return
	}
	t.Session.Place = turn.PlaceAsking
	tappedQuestion(t, b, question, i)
}

// stale answers a tap on a button of a question that is not the current one. A second tap on the
// answer just given gets only a notice.
func stale(t *turn.Turn, b button.Button) {
	answer, answered := t.Session.Answers[b.Question]
	switch {
	case answered && b.Verb == button.Answer && b.Value == strconv.Itoa(answer.Value),
		answered && (b.Verb == button.Done || b.Verb == button.Skip || b.Verb == button.Keep),
		b.Verb == button.Back || b.Verb == button.Why || b.Verb == button.Change:
		t.Toast("toast.recorded")
	default:
		t.Toast("toast.old_question")
		t.Back(say.Send)
	}
}

func tappedQuestion(t *turn.Turn, b button.Button, q questionnaire.Question, i int) {
	switch {
	case b.Verb == button.Answer && q.Kind != questionnaire.SomeOf && q.Kind != questionnaire.FreeText:
		answerTapped(t, q, b.Value)
	case b.Verb == button.Pick && q.Kind == questionnaire.SomeOf:
		pick(t, q, i, b.Value)
	case b.Verb == button.Done && q.Kind == questionnaire.SomeOf:
		if t.Session.Picks == 0 && q.OptionBit(questionnaire.NoneOption) != 0 {
			t.Toast("toast.pick_first")
			return
		}
		record(t, q, questionnaire.Answer{Value: t.Session.Picks}, say.Edit)
	case b.Verb == button.Skip && q.Skippable():
		record(t, q, questionnaire.Answer{Skipped: true}, say.Edit)
	case b.Verb == button.Keep && answered(t, q):
		goTo(t, "")
		t.Back(say.Edit)
	case b.Verb == button.Back && i > 0:
		goTo(t, t.Session.Questionnaire().Questions[i-1].Code)
		t.Back(say.Edit)
	case b.Verb == button.Why:
		explain(t, q, i)
	case b.Verb == button.Pause:
		t.Session.Place = turn.PlacePaused
		t.Reply(say.Edit, say.Row(say.Choice{Label: say.Message("button.continue"),
			Data: button.Data(button.Go, button.GoContinue), Style: say.Primary}),
			say.Text{Key: "chat.paused", Args: say.Args{"Number": say.Count(i + 1), "Total": say.Count(t.Session.Total())}})
	default:
		t.Toast("toast.old_button")
	}
}

func answered(t *turn.Turn, q questionnaire.Question) bool {
	_, ok := t.Session.Answers[q.Code]
	return ok
}

// answerTapped takes an answer to a OneOf or RegionOf question.
func answerTapped(t *turn.Turn, q questionnaire.Question, value string) {
	v, err := strconv.Atoi(value)
	if err != nil || !offered(t, q, v) {
		t.Toast("toast.old_button")
		return
	}
	record(t, q, questionnaire.Answer{Value: v}, say.Edit)
}

// offered reports whether a question offers a value.
func offered(t *turn.Turn, q questionnaire.Question, value int) bool {
	if q.Kind != questionnaire.RegionOf {
		return value >= 1 && value <= len(q.Options)
	}
	for _, r := range t.Regions {
		if r.Code == value {
			return true
		}
	}
	return false
}

// record stores an answer and shows what comes next.
func record(t *turn.Turn, q questionnaire.Question, a questionnaire.Answer, mode say.Mode) {
	t.Session.SetAnswer(q.Code, a)
	t.Note(Answered{q, a})
	goTo(t, "")
	t.Back(mode)
}

// pick switches one option of a SomeOf question on or off, as the button said.
func pick(t *turn.Turn, q questionnaire.Question, i int, value string) {
	on := strings.HasSuffix(value, "+")
	bit, err := strconv.Atoi(strings.TrimRight(value, "+-"))
	if err != nil || bit <= 0 || bit&(bit-1) != 0 || bit >= 1<<len(q.Options) {
		t.Toast("toast.old_button")
		return
	}
	none := q.OptionBit(questionnaire.NoneOption)
	switch {
	case !on:
		t.Session.Picks &^= bit
	case bit == none:
		t.Session.Picks = none
	default:
		t.Session.Picks = (t.Session.Picks | bit) &^ none
	}
	Ask(t, say.Edit, q, i)
}

// AnswerTyped takes the answer to a FreeText question.
func AnswerTyped(t *turn.Turn, q questionnaire.Question, text string) {
	name := say.OneLine(text)
	switch {
	case name == "":
		t.Back(say.Send, say.Message("chat.name_empty"))
	case utf8.RuneCountInString(name) > questionnaire.MaxNameRunes:
		t.Back(say.Send, say.Text{Key: "chat.name_long", Args: say.Args{"Max": say.Count(questionnaire.MaxNameRunes)}})
	default:
		record(t, q, questionnaire.Answer{Text: name}, say.Send)
	}
}

// Offer offers somebody who returns to an interview the choice to continue or to start over.
func Offer(t *turn.Turn, mode say.Mode, notes ...say.Text) {
	t.Reply(mode, say.Row(
		say.Choice{Label: say.Message("button.continue"), Data: button.Data(button.Go, button.GoContinue), Style: say.Primary},
		say.Choice{Label: say.Message("button.restart"), Data: button.Data(button.Go, button.GoRestart)},
	), append(notes, say.Text{Key: "chat.offer", Args: say.Args{"Count": say.Count(len(t.Session.Answers)),
		"Total": say.Count(t.Session.Total())}})...)
}

// AskRestart asks the person to confirm that the interview starts over.
func AskRestart(t *turn.Turn) {
	t.Reply(say.Edit, say.Row(
		say.Choice{Label: say.Message("button.restart_no"),
			Data: button.Data(button.Go, button.GoContinue), Style: say.Primary},
		say.Choice{Label: say.Message("button.restart_yes"), Data: button.Data(button.Go, button.GoOver), Style: say.Danger},
	), say.Text{Key: "chat.ask_restart", Args: say.Args{"Count": say.Count(len(t.Session.Answers))}})
}
