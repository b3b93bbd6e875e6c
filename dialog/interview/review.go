package interview

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Review shows the answers of one chapter, each with a button to change it, and the ways to the
// other chapters and the result.
func Review(t *turn.Turn, mode say.Mode, chapter questionnaire.Chapter, notes ...say.Text) {
	var questions []questionnaire.Question
	numbers := say.Keys{}
	for i, q := range t.Session.Asked() {
		if q.Chapter != chapter {
			continue
		}
		questions = append(questions, q)
		numbers.Choices = append(numbers.Choices, say.Choice{
			Label: say.Text{Key: "button.raw", Args: say.Args{"Label": say.Raw(strconv.Itoa(i + 1))}},
			Data:  t.Data(button.Change, q.Code, "")})
	}
	var chapters []say.Choice
	for _, c := range questionnaire.Chapters {
		if c != chapter {
			chapters = append(chapters,
				say.Choice{Label: say.Message("chapter." + string(c) + ".name"), Data: t.Data(button.Review, string(c), "")})
		}
	}
	lines := answerLines(t, questions, true)
	keys := []say.Keys{numbers}
	if line, ok := impliedLine(t, chapter); ok {
		lines = append(lines, line)
		if line.Key == "review.implied_no_media" {
			keys = append(keys, say.Keys{Choices: []say.Choice{{Label: say.Message("button.change_media"), Data: t.Data(button.Change, "media", "")}}})
		}
	}
	keys = append(keys, say.Keys{Choices: chapters},
		say.Keys{Choices: []say.Choice{{Label: say.Message("button.finish"), Data: t.Data(button.Finish, "", ""), Style: say.Success}}})
	if t.Session.Correcting() {
		keys = append(keys, say.Keys{Choices: []say.Choice{leave()}})
	}
	t.Reply(mode, keys, append(notes,
		say.Message("review.head"),
		say.Text{Key: "review.chapter", Args: say.Args{"Name": say.Word("chapter." + string(chapter) + ".name"), "Answers": say.Words(lines...)}},
		say.Message("review.change"))...)
}

// impliedLine tells in one line which questions of a chapter were left out, and why; false where none was.
func impliedLine(t *turn.Turn, chapter questionnaire.Chapter) (say.Text, bool) {
	for _, q := range t.Session.Questionnaire().Questions {
		if reason, implied := q.Implied(t.Session.Answers); implied && q.Chapter == chapter {
			return say.Message("review.implied_" + string(reason)), true
		}
	}
	return say.Text{}, false
}

// answerLines lists answers by the questions' topics, numbered as in the interview if numbered is
// set.
func answerLines(t *turn.Turn, questions []questionnaire.Question, numbered bool) []say.Text {
	var lines []say.Text
	for _, q := range questions {
		a, ok := t.Session.Answers[q.Code]
		if !ok {
			continue
		}
		args := say.Args{"Topic": say.Words(topic(q)), "Answer": answerWords(t, q, a)}
		key := "review.line"
		if numbered {
			key = "review.numbered"
			args["Number"] = say.Count(t.Session.PlaceOf(q.Code) + 1)
		}
		lines = append(lines, say.Text{Key: key, Args: args})
	}
	return lines
}

// topic is what a question is about, in two or three words.
func topic(q questionnaire.Question) say.Text {
	if q.Chapter == questionnaire.ChapterBusiness {
		return say.Message("topic." + q.Code)
	}
	return say.Message("factor." + q.Code + ".name")
}

// tappedReview takes a tap in the review; every question that applies is answered.
func tappedReview(t *turn.Turn, b button.Button) {
	t.Session.Place = turn.PlaceAsking
	switch b.Verb {
	case button.Review:
		for _, c := range questionnaire.Chapters {
			if string(c) == b.Question {
				Review(t, say.Edit, c)
				return
			}
		}
		t.Toast("toast.old_button")
	case button.Change:
		if t.Session.PlaceOf(b.Question) < 0 {
			t.Toast("toast.old_button")
			return
		}
		goTo(t, b.Question)
		t.Back(say.Edit)
	case button.Finish:
		finish(t)
	}
}

// finish ends the interview. The store scores it in the same transaction that reads the figures for
// the reply.
func finish(t *turn.Turn) {
	if t.Session.Correcting() {
		correct(t)
		return
	}
	t.Session.Place = turn.PlaceFinished
	t.Session.Earlier = turn.Earlier{}
	t.Session.Finished = t.Now
	t.Session.LatestRun = t.Session.Run
	t.Note(Finished{Run: t.Session.Run})
	t.Reply(say.Edit, nil, say.Message("result.thanks"))
	result.Tell(t)
}
