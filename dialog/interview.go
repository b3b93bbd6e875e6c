package dialog

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// begin starts another interview. keepBusiness takes over the answers about the
// business, which seldom change and can be changed in the review.
func (t *turn) begin(keepBusiness bool) {
	newest := Newest()
	var kept Answers
	if keepBusiness {
		kept = Answers{}
		for _, q := range newest.Questions {
			if a, ok := t.s.Answers[q.Code]; ok && q.Chapter == ChapterBusiness {
				kept[q.Code] = a
			}
		}
	}
	t.s.Run++
	t.s.Version = newest.Version
	t.s.Place = PlaceAsking
	t.s.Answers = kept
	t.move("")
	t.note(InterviewBegun{Run: t.s.Run, Version: newest.Version, KeepBusiness: keepBusiness})
}

// move goes to a question, or with "" to the first unanswered one.
func (t *turn) move(code string) {
	t.s.At, t.s.Picks = code, 0
	if q, _, asking := t.s.current(); asking && q.Kind == SomeOf {
		t.s.Picks = t.s.Answers[q.Code].Value
	}
}

// tappedInterview takes a tap on a button of a question or of the review.
func (t *turn) tappedInterview(p tap) {
	if p.verb == verbFinish && p.run == t.s.LatestRun {
		t.toast("toast.recorded") // a second tap
		return
	}
	if p.run != t.s.Run || !t.s.interviewing() {
		t.toast("toast.old_button")
		t.back(Send)
		return
	}
	question, i, asking := t.s.current()
	if p.verb == verbReview || p.verb == verbChange || p.verb == verbFinish {
		if asking {
			t.stale(p)
			return
		}
		t.tappedReview(p)
		return
	}
	if !asking || p.question != question.Code {
		t.stale(p)
		return
	}
	t.s.Place = PlaceAsking
	t.tappedQuestion(p, question, i)
}

// stale answers a tap on a button of a question that is not the current one. A
// second tap on the answer just given needs no more than a nod.
func (t *turn) stale(p tap) {
	answer, answered := t.s.Answers[p.question]
	switch {
	case answered && p.verb == verbAnswer && p.value == strconv.Itoa(answer.Value),
		answered && (p.verb == verbDone || p.verb == verbSkip || p.verb == verbKeep),
		p.verb == verbBack || p.verb == verbWhy || p.verb == verbChange:
		t.toast("toast.recorded")
	default:
		t.toast("toast.old_question")
		t.back(Send)
	}
}

func (t *turn) tappedQuestion(p tap, q Question, i int) {
	switch {
	case p.verb == verbAnswer && q.Kind != SomeOf && q.Kind != FreeText:
		t.answerTapped(q, p.value)
	case p.verb == verbPick && q.Kind == SomeOf:
		t.pick(q, i, p.value)
	case p.verb == verbDone && q.Kind == SomeOf:
		if t.s.Picks == 0 && q.optionBit(NoneOption) != 0 {
			t.toast("toast.pick_first")
			return
		}
		t.record(q, Answer{Value: t.s.Picks}, Edit)
	case p.verb == verbSkip && q.Skippable():
		t.record(q, Answer{Skipped: true}, Edit)
	case p.verb == verbKeep && t.answered(q):
		t.move("")
		t.back(Edit)
	case p.verb == verbBack && i > 0:
		t.move(t.s.questionnaire().Questions[i-1].Code)
		t.back(Edit)
	case p.verb == verbWhy:
		t.explain(q, i)
	case p.verb == verbPause:
		t.s.Place = PlacePaused
		t.reply(Edit, row(Choice{Label: say("button.continue"), Data: data(verbGo, goContinue), Style: Primary}),
			Text{Key: "chat.paused", Args: Args{"Number": Count(i + 1), "Total": t.total()}})
	default:
		t.toast("toast.old_button")
	}
}

func (t *turn) answered(q Question) bool {
	_, ok := t.s.Answers[q.Code]
	return ok
}

// answerTapped takes an answer of a OneOf or RegionOf question.
func (t *turn) answerTapped(q Question, value string) {
	v, err := strconv.Atoi(value)
	if err != nil || !t.offered(q, v) {
		t.toast("toast.old_button")
		return
	}
	t.record(q, Answer{Value: v}, Edit)
}

// offered tells whether a question offers a value.
func (t *turn) offered(q Question, value int) bool {
	if q.Kind != RegionOf {
		return value >= 1 && value <= len(q.Options)
	}
	for _, r := range t.regions {
		if r.Code == value {
			return true
		}
	}
	return false
}

// record writes an answer down and shows what is next.
func (t *turn) record(q Question, a Answer, mode Mode) {
	t.s.answer(q.Code, a)
	t.note(Answered{q, a})
	t.move("")
	t.back(mode)
}

// pick switches one option of a SomeOf question on or off, as the button said.
func (t *turn) pick(q Question, i int, value string) {
	on := strings.HasSuffix(value, "+")
	bit, err := strconv.Atoi(strings.TrimRight(value, "+-"))
	if err != nil || bit <= 0 || bit&(bit-1) != 0 || bit >= 1<<len(q.Options) {
		t.toast("toast.old_button")
		return
	}
	none := q.optionBit(NoneOption)
	switch {
	case !on:
		t.s.Picks &^= bit
	case bit == none:
		t.s.Picks = none
	default:
		t.s.Picks = (t.s.Picks | bit) &^ none
	}
	t.ask(Edit, q, i)
}

// optionBit is the bit of an option in a SomeOf question; 0 if it has no such option.
func (q Question) optionBit(option string) int {
	for i, o := range q.Options {
		if o == option {
			return 1 << i
		}
	}
	return 0
}

// answerTyped takes the answer to a FreeText question.
func (t *turn) answerTyped(q Question, text string) {
	name := oneLine(text)
	switch {
	case name == "":
		t.back(Send, say("chat.name_empty"))
	case utf8.RuneCountInString(name) > MaxNameRunes:
		t.back(Send, Text{Key: "chat.name_long", Args: Args{"Max": Count(MaxNameRunes)}})
	default:
		t.record(q, Answer{Text: name}, Send)
	}
}

// oneLine makes what was typed fit for one line: white space is folded, and
// control and formatting characters, which can turn the text around them, go.
func oneLine(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == utf8.RuneError, unicode.Is(unicode.C, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(clean), " ")
}

// offer is for somebody who comes back to an interview: go on, or begin again.
func (t *turn) offer(mode Mode, notes ...Text) {
	t.reply(mode, row(
		Choice{Label: say("button.continue"), Data: data(verbGo, goContinue), Style: Primary},
		Choice{Label: say("button.restart"), Data: data(verbGo, goRestart)},
	), append(notes, Text{Key: "chat.offer", Args: Args{"Count": Count(len(t.s.Answers)), "Total": t.total()}})...)
}

func (t *turn) askRestart() {
	t.reply(Edit, row(
		Choice{Label: say("button.restart_no"), Data: data(verbGo, goContinue), Style: Primary},
		Choice{Label: say("button.restart_yes"), Data: data(verbGo, goOver), Style: Danger},
	), Text{Key: "chat.ask_restart", Args: Args{"Count": Count(len(t.s.Answers))}})
}

func (t *turn) total() Value { return Count(len(t.s.questionnaire().Questions)) }
