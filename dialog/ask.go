package dialog

import (
	"strconv"
	"strings"
)

// columnMax is the greatest number of answers that stand one a row.
const columnMax = 6

// ask asks the i-th question, from 0, after the notes.
func (t *turn) ask(mode Mode, q Question, i int, notes ...Text) {
	t.reply(mode, t.keyboard(q, i, true), append(notes, t.question(q, i)...)...)
}

// explain asks the question once more and tells why it is asked.
func (t *turn) explain(q Question, i int) {
	why := Text{Key: "interview.why", Args: Args{"Why": Words(say("question." + q.Code + ".why"))}}
	t.reply(Edit, t.keyboard(q, i, false), append(t.question(q, i), why)...)
}

// question is what stands above the buttons.
func (t *turn) question(q Question, i int) []Text {
	parts := []Text{t.progress(i)}
	if t.opensChapter(q, i) {
		parts = append(parts, Text{Key: "interview.chapter", Args: Args{
			"Name":  Words(say("chapter." + string(q.Chapter) + ".name")),
			"Intro": Words(say("chapter." + string(q.Chapter) + ".intro")),
		}})
	}
	parts = append(parts, Text{Key: "interview.ask", Args: Args{"Ask": Words(say("question." + q.Code + ".ask"))}})
	if q.Long {
		parts = append(parts, Text{Key: "interview.meanings", Args: Args{"Meanings": Words(q.meanings()...)}})
	}
	if a, ok := t.s.Answers[q.Code]; ok {
		parts = append(parts, Text{Key: "interview.answered", Args: Args{"Answer": t.answerWords(q, a)}})
	}
	return parts
}

// progress is the head of every question: its number, of how many, and a bar.
func (t *turn) progress(i int) Text {
	total := len(t.s.questionnaire().Questions)
	return Text{Key: "interview.progress", Args: Args{"Number": Count(i + 1), "Total": Count(total), "Bar": bar(len(t.s.Answers), total)}}
}

// bar shows a part of a whole, which is not 0.
func bar(part, whole int) Value {
	const cells = 10
	full := part * cells / whole
	return Raw(strings.Repeat("▰", full) + strings.Repeat("▱", cells-full))
}

// opensChapter tells whether a question begins its chapter and is asked for the first time.
func (t *turn) opensChapter(q Question, i int) bool {
	questions := t.s.questionnaire().Questions
	return !t.answered(q) && (i == 0 || questions[i-1].Chapter != q.Chapter)
}

// meanings lists what the answers stand for, numbered like the buttons.
func (q Question) meanings() []Text {
	lines := make([]Text, len(q.Options))
	for i, o := range q.Options {
		lines[i] = Text{Key: "interview.meaning", Args: Args{"Number": Count(i + 1), "Meaning": Words(say("question." + q.Code + ".meaning." + o))}}
	}
	return lines
}

// keyboard is the answers, and below them the ways to skip, go back, pause and ask why.
func (t *turn) keyboard(q Question, i int, why bool) []Keys {
	keys := t.answerKeys(q)
	switch {
	case t.answered(q):
		keys = append(keys, row(Choice{Label: say("button.keep"), Data: t.data(verbKeep, q.Code, ""), Style: Primary})...)
	case q.Skippable():
		keys = append(keys, row(Choice{Label: say("button.skip"), Data: t.data(verbSkip, q.Code, "")})...)
	}
	var ways []Choice
	if i > 0 {
		ways = append(ways, Choice{Label: say("button.back"), Data: t.data(verbBack, q.Code, "")})
	}
	ways = append(ways, Choice{Label: say("button.pause"), Data: t.data(verbPause, q.Code, "")})
	if why {
		ways = append(ways, Choice{Label: say("button.why"), Data: t.data(verbWhy, q.Code, "")})
	}
	return append(keys, Keys{Choices: ways})
}

func (t *turn) answerKeys(q Question) []Keys {
	switch q.Kind {
	case FreeText:
		return nil
	case RegionOf:
		var choices []Choice
		for _, r := range t.regions {
			choices = append(choices, Choice{Label: r.label(), Data: t.data(verbAnswer, q.Code, strconv.Itoa(r.Code))})
		}
		return []Keys{{Choices: choices}}
	case SomeOf:
		return []Keys{
			{Choices: t.pickChoices(q), Column: len(q.Options) <= columnMax},
			{Choices: []Choice{{Label: say("button.done"), Data: t.data(verbDone, q.Code, ""), Style: Primary}}},
		}
	}
	choices := make([]Choice, len(q.Options))
	for i, o := range q.Options {
		label := say("question." + q.Code + ".answer." + o)
		if q.Long {
			label = Text{Key: "button.numbered", Args: Args{"Number": Count(i + 1), "Label": Words(label)}}
		}
		choices[i] = Choice{Label: label, Data: t.data(verbAnswer, q.Code, strconv.Itoa(i+1))}
	}
	return []Keys{{Choices: choices, Column: len(choices) <= columnMax}}
}

// pickChoices are the options of a SomeOf question, those picked with a tick. Each
// button says what its option is to become.
func (t *turn) pickChoices(q Question) []Choice {
	choices := make([]Choice, len(q.Options))
	for i, o := range q.Options {
		choices[i] = pick(say("question."+q.Code+".answer."+o), t.s.Picks&(1<<i) != 0, t.data(verbPick, q.Code, strconv.Itoa(1<<i)))
	}
	return choices
}

func (r Region) label() Text {
	if r.Name == "" {
		return say("question.region.answer.outside")
	}
	return Text{Key: "button.raw", Args: Args{"Label": Raw(r.Name)}}
}

// answerWords says an answer as the buttons say it.
func (t *turn) answerWords(q Question, a Answer) Value {
	switch {
	case a.Skipped:
		return Words(say("review.skipped"))
	case q.Kind == FreeText:
		return Raw(a.Text)
	case q.Kind == RegionOf:
		for _, r := range t.regions {
			if r.Code == a.Value {
				return Words(r.label())
			}
		}
		return Raw(strconv.Itoa(a.Value))
	case q.Kind == SomeOf:
		return t.pickedWords(q, a.Value)
	}
	return Words(say("question." + q.Code + ".answer." + q.Options[a.Value-1]))
}

func (t *turn) pickedWords(q Question, picks int) Value {
	var words []Text
	for i, o := range q.Options {
		if picks&(1<<i) != 0 {
			words = append(words, say("question."+q.Code+".answer."+o))
		}
	}
	if words == nil {
		words = append(words, say("review.nothing"))
	}
	return Value{Texts: words, Inline: true}
}
