package interview

import (
	"slices"
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// columnMax is the greatest number of answers that are shown one a row.
const columnMax = 6

// Ask asks the i-th question, from 0, after the notes.
func Ask(t *turn.Turn, mode say.Mode, q questionnaire.Question, i int, notes ...say.Text) {
	t.Add(say.Reply{
		Mode: mode, Keys: keyboard(t, q, i, true), Parts: append(notes, question(t, q, i)...), Typed: q.Kind == questionnaire.FreeText,
	})
}

// explain asks the question again and says why it is asked.
func explain(t *turn.Turn, q questionnaire.Question, i int) {
	why := say.Text{Key: "interview.why", Args: say.Args{"Why": say.Word(q.Key("why"))}}
	t.Reply(say.Edit, keyboard(t, q, i, false), append(question(t, q, i), why)...)
}

// question returns the text above the buttons.
func question(t *turn.Turn, q questionnaire.Question, i int) []say.Text {
	parts := []say.Text{progress(t, i)}
	if opensChapter(t, q, i) {
		parts = append(parts, say.Text{Key: "interview.chapter", Args: say.Args{
			"Name":  say.Word("chapter." + string(q.Chapter) + ".name"),
			"Intro": say.Word("chapter." + string(q.Chapter) + ".intro"),
		}})
	}
	parts = append(parts, say.Text{Key: "interview.ask", Args: say.Args{"Ask": say.Word(q.Key("ask"))}})
	if q.Imagine && questionnaire.NoMedia.Holds(t.Session.Answers) {
		parts = append(parts, say.Message("interview.imagine"))
	}
	if q.Long {
		parts = append(parts, say.Text{Key: "interview.meanings", Args: say.Args{"Meanings": say.Words(meanings(q)...)}})
	}
	if a, ok := t.Session.Answers[q.Code]; ok {
		parts = append(parts, say.Text{Key: "interview.answered", Args: say.Args{"Answer": answerWords(t, q, a)}})
	} else if lastTime(t, q) > 0 {
		parts = append(parts, say.Message("interview.last_time"))
	}
	return parts
}

// progress is the head of every question: its number, the total of those that apply, a bar, and from
// version 2 on how many are still to come.
func progress(t *turn.Turn, i int) say.Text {
	total, left := len(t.Session.Asked()), t.Session.Left()
	head := say.Text{Key: "interview.progress", Args: say.Args{"Number": say.Count(i + 1), "Total": say.Count(total),
		"Bar": say.Bar(total-left, total)}}
	if t.Session.Version >= 2 && left > 0 {
		head.Key, head.Args["Left"] = "interview.progress_left", say.Words(say.Text{Key: "interview.left", Args: say.Args{"Count": say.Count(left)}})
	}
	return head
}

// opensChapter reports whether a question begins its chapter and is asked for the first time.
func opensChapter(t *turn.Turn, q questionnaire.Question, i int) bool {
	questions := t.Session.Asked()
	return !answered(t, q) && (i == 0 || questions[i-1].Chapter != q.Chapter)
}

// meanings lists what the answers mean, numbered like the buttons.
func meanings(q questionnaire.Question) []say.Text {
	lines := make([]say.Text, len(q.Options))
	for i, o := range q.Options {
		lines[i] = say.Text{Key: "interview.meaning", Args: say.Args{"Number": say.Count(i + 1),
			"Meaning": say.Word(q.Key("meaning", o))}}
	}
	return lines
}

// keyboard returns the answers, and below them the buttons to skip, go back, pause and ask why.
func keyboard(t *turn.Turn, q questionnaire.Question, i int, why bool) []say.Keys {
	keys := answerKeys(t, q)
	switch {
	case answered(t, q):
		keys = append(keys, say.Row(say.Choice{Label: say.Message("button.keep"),
			Data: t.Data(button.Keep, q.Code, ""), Style: say.Primary})...)
	case q.Skippable():
		keys = append(keys, say.Row(say.Choice{Label: say.Message("button.skip"), Data: t.Data(button.Skip, q.Code, "")})...)
	}
	var ways []say.Choice
	if i > 0 {
		ways = append(ways, say.Choice{Label: say.Message("button.back"), Data: t.Data(button.Back, q.Code, "")})
	}
	ways = append(ways, say.Choice{Label: say.Message("button.pause"), Data: t.Data(button.Pause, q.Code, "")})
	if why {
		ways = append(ways, say.Choice{Label: say.Message("button.why"), Data: t.Data(button.Why, q.Code, "")})
	}
	return append(keys, say.Keys{Choices: ways})
}

func answerKeys(t *turn.Turn, q questionnaire.Question) []say.Keys {
	switch q.Kind {
	case questionnaire.FreeText:
		return nil
	case questionnaire.RegionOf:
		var choices []say.Choice
		for _, r := range t.Regions {
			choices = append(choices, say.Choice{Label: r.Label(), Data: t.Data(button.Answer, q.Code, strconv.Itoa(r.Code))})
		}
		return []say.Keys{{Choices: choices}}
	case questionnaire.SomeOf:
		return []say.Keys{
			{Choices: pickChoices(t, q), Column: len(q.Options) <= columnMax},
			{Choices: []say.Choice{{Label: say.Message("button.done"),
				Data: t.Data(button.Done, q.Code, ""), Style: say.Primary}}},
		}
	}
	choices := make([]say.Choice, len(q.Options))
	for i, o := range q.Options {
		label := say.Message(q.Key("answer", o))
		if q.Long {
			label = say.Text{Key: "button.numbered", Args: say.Args{"Number": say.Count(i + 1), "Label": say.Words(label)}}
		}
		choices[i] = say.Choice{Label: label, Data: t.Data(button.Answer, q.Code, strconv.Itoa(i+1))}
	}
	if last := lastTime(t, q); last > 0 {
		again := choices[last-1]
		again.Label = say.Text{Key: "button.last_time", Args: say.Args{"Answer": say.Words(again.Label)}}
		choices = slices.Insert(slices.Delete(choices, last-1, last), 0, again)
	}
	return []say.Keys{{Choices: choices, Column: len(choices) <= columnMax}}
}

// lastTime is the rating that the interview before was answered with, where the question is not yet
// answered in this one; 0 where there is none, or where it meant something else.
func lastTime(t *turn.Turn, q questionnaire.Question) int {
	before := t.Session.Earlier
	a, given := before.Ratings[q.Code]
	if answered(t, q) || !given || q.Chapter == questionnaire.ChapterBusiness || !q.Comparable(before.Version) {
		return 0
	}
	return a.Value
}

// pickChoices returns the options of a SomeOf question, the picked ones with a tick. Each button
// says whether it picks or drops its option.
func pickChoices(t *turn.Turn, q questionnaire.Question) []say.Choice {
	choices := make([]say.Choice, len(q.Options))
	for i, o := range q.Options {
		choices[i] = say.Pick(say.Message(q.Key("answer", o)), t.Session.Picks&(1<<i) != 0, t.Data(button.Pick, q.Code, strconv.Itoa(1<<i)))
	}
	return choices
}

// answerWords returns an answer in the words of its button.
func answerWords(t *turn.Turn, q questionnaire.Question, a questionnaire.Answer) say.Value {
	switch {
	case a.Skipped:
		return say.Word("review.skipped")
	case q.Kind == questionnaire.FreeText:
		return say.Raw(a.Text)
	case q.Kind == questionnaire.RegionOf:
		for _, r := range t.Regions {
			if r.Code == a.Value {
				return say.Words(r.Text())
			}
		}
		return say.Raw(strconv.Itoa(a.Value))
	case q.Kind == questionnaire.SomeOf:
		return pickedWords(q, a.Value)
	}
	return say.Word(q.Key("answer", q.Options[a.Value-1]))
}

func pickedWords(q questionnaire.Question, picks int) say.Value {
	var words []say.Text
	for i, o := range q.Options {
		if picks&(1<<i) != 0 {
			words = append(words, say.Message(q.Key("answer", o)))
		}
	}
	if words == nil {
		words = append(words, say.Message("review.nothing"))
	}
	return say.Value{Texts: words, Inline: true}
}
