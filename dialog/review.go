package dialog

import "strconv"

// review shows the answers of one chapter, each of which can be changed, and the
// ways to the other chapters and to the result.
func (t *turn) review(mode Mode, chapter Chapter, notes ...Text) {
	var questions []Question
	numbers := Keys{}
	for i, q := range t.s.questionnaire().Questions {
		if q.Chapter != chapter {
			continue
		}
		questions = append(questions, q)
		numbers.Choices = append(numbers.Choices, Choice{
			Label: Text{Key: "button.raw", Args: Args{"Label": Raw(strconv.Itoa(i + 1))}}, Data: t.data(verbChange, q.Code, "")})
	}
	var chapters []Choice
	for _, c := range Chapters {
		if c != chapter {
			chapters = append(chapters, Choice{Label: say("chapter." + string(c) + ".name"), Data: t.data(verbReview, string(c), "")})
		}
	}
	t.reply(mode, []Keys{
		numbers,
		{Choices: chapters},
		{Choices: []Choice{{Label: say("button.finish"), Data: t.data(verbFinish, "", ""), Style: Success}}},
	}, append(notes,
		say("review.head"),
		Text{Key: "review.chapter", Args: Args{"Name": Words(say("chapter." + string(chapter) + ".name")), "Answers": Words(t.answerLines(questions, true)...)}},
		say("review.change"))...)
}

// answerLines lists answers by the questions' topics; numbered as in the interview.
func (t *turn) answerLines(questions []Question, numbered bool) []Text {
	var lines []Text
	for _, q := range questions {
		a, ok := t.s.Answers[q.Code]
		if !ok {
			continue
		}
		args := Args{"Topic": Words(q.topic()), "Answer": t.answerWords(q, a)}
		key := "review.line"
		if numbered {
			key = "review.numbered"
			args["Number"] = Count(t.s.questionnaire().find(q.Code) + 1)
		}
		lines = append(lines, Text{Key: key, Args: args})
	}
	return lines
}

// topic is what a question is about, in two or three words.
func (q Question) topic() Text {
	if q.Chapter == ChapterBusiness {
		return say("topic." + q.Code)
	}
	return say("factor." + q.Code + ".name")
}

// tappedReview takes a tap in the review; every question is answered.
func (t *turn) tappedReview(p tap) {
	t.s.Place = PlaceAsking
	switch p.verb {
	case verbReview:
		for _, c := range Chapters {
			if string(c) == p.question {
				t.review(Edit, c)
				return
			}
		}
		t.toast("toast.old_button")
	case verbChange:
		if t.s.questionnaire().find(p.question) < 0 {
			t.toast("toast.old_button")
			return
		}
		t.move(p.question)
		t.back(Edit)
	case verbFinish:
		t.finish()
	}
}

// finish ends the interview; the store scores it in the same transaction that
// then reads the figures for the reply.
func (t *turn) finish() {
	t.s.Place = PlaceFinished
	t.s.LatestRun = t.s.Run
	t.note(InterviewFinished{Run: t.s.Run})
	t.reply(Edit, nil, say("result.thanks"))
	t.tellResult()
}
