package interview

import (
	"strconv"
	"strings"

	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Begin starts a new interview. keepBusiness takes over the answers about the business, which
// seldom change; the review can change them.
func Begin(t *turn.Turn, keepBusiness bool) {
	newest := questionnaire.Newest()
	if t.Session.Run > 0 && t.Session.Run == t.Session.LatestRun {
		t.Session.Earlier = earlier(t)
	}
	var kept questionnaire.Answers
	if keepBusiness {
		kept = keptAnswers(t, newest)
	}
	t.Session.Run++
	t.Session.Version = newest.Version
	t.Session.Place = turn.PlaceAsking
	t.Session.Answers = kept
	t.Session.Finished, t.Session.Acted = 0, false
	goTo(t, "")
	t.Note(Begun{Run: t.Session.Run, Version: newest.Version, KeepBusiness: keepBusiness})
}

// keptAnswers are the answers about the business as a questionnaire has them. Nothing picked has become
// an option of its own.
func keptAnswers(t *turn.Turn, in questionnaire.Release) questionnaire.Answers {
	kept := questionnaire.Answers{}
	for _, q := range in.Questions {
		a, ok := t.Session.Answers[q.Code]
		if !ok || q.Chapter != questionnaire.ChapterBusiness {
			continue
		}
		if q.Kind == questionnaire.SomeOf && !a.Skipped && a.Value == 0 {
			a.Value = q.OptionBit(questionnaire.NoneOption)
		}
		kept[q.Code] = a
	}
	return kept
}

// earlier is the ratings that the finished interview was answered with.
func earlier(t *turn.Turn) turn.Earlier {
	e := turn.Earlier{Version: t.Session.Version, Ratings: questionnaire.Answers{}}
	for _, q := range t.Session.Asked() {
		if a, ok := t.Session.Answers[q.Code]; ok && q.Chapter != questionnaire.ChapterBusiness {
			e.Ratings[q.Code] = a
		}
	}
	return e
}

// secondsAQuestion is how long a question takes, for somebody who has seen it before.
const secondsAQuestion = 22

// Length says how many questions are still to come, and how long they take.
func Length(t *turn.Turn) say.Text {
	left := t.Session.Left()
	return say.Text{Key: "interview.length", Args: say.Args{"Count": say.Count(left), "Minutes": say.Count((left*secondsAQuestion + 30) / 60)}}
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
	if b.Verb == button.Finish && b.Run == t.Session.LatestRun && !t.Session.Correcting() {
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
			t.Add(say.Reply{Mode: say.Toast, Parts: []say.Text{{Key: "toast.pick_first", Args: say.Args{
				"None": say.Word(q.Key("answer", questionnaire.NoneOption))}}}})
			return
		}
		record(t, q, questionnaire.Answer{Value: t.Session.Picks}, say.Edit)
	case b.Verb == button.Skip && q.Skippable():
		record(t, q, questionnaire.Answer{Skipped: true}, say.Edit)
	case b.Verb == button.Keep && answered(t, q):
		stay(t, q)
		goTo(t, "")
		t.Back(say.Edit)
	case b.Verb == button.Back && i > 0:
		goTo(t, t.Session.Asked()[i-1].Code)
		t.Back(say.Edit)
	case b.Verb == button.Why:
		explain(t, q, i)
	case b.Verb == button.Pause:
		t.Session.Place = turn.PlacePaused
		t.Reply(say.Edit, say.Row(goOn()),
			say.Text{Key: "chat.paused", Args: say.Args{"Number": say.Count(i + 1), "Total": say.Count(len(t.Session.Asked()))}})
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
	stay(t, q)
	t.Session.SetAnswer(q.Code, a)
	t.Note(Answered{q, a})
	goTo(t, "")
	t.Back(mode)
}

// stay has the review open at the chapter of a question that it led to.
func stay(t *turn.Turn, q questionnaire.Question) {
	if t.Session.At == q.Code {
		t.Chapter = q.Chapter
	}
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
