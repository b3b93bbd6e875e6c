package store

import (
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog/interview"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/model"
)

// begin starts an assessment under the weights in use.
func (t *application) begin(p *person, e interview.Begun) error {
	done, err := t.tx.Exec(`
		INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at)
		VALUES (?, ?, ?, (SELECT id FROM weight_set WHERE active = 1), ?)`, p.id, e.Run, e.Version, t.now)
	if err != nil {
		return err
	}
	before := p.assessment
	if p.assessment, err = done.LastInsertId(); err != nil {
		return err
	}
	if e.KeepBusiness {
		if err := t.keepBusiness(before, p.assessment); err != nil {
			return err
		}
	}
	if err := t.takeBack(p, reminder.Steps, reminder.Again); err != nil {
		return err
	}
	return t.scheduleAfter(p.id, reminder.Unfinished, 0)
}

// finish scores the latest assessment; what follows from the result is asked later.
func (t *application) finish(p *person) error {
	if err := model.Finish(t.tx, p.assessment, t.now); err != nil {
		return err
	}
	return t.scheduleAfter(p.id, reminder.Steps, 0)
}

// keepBusiness copies the answers about the business from one assessment to another.
func (t *application) keepBusiness(from, to int64) error {
	var columns []string
	for _, q := range questionnaire.Newest().Questions {
		if q.Chapter == questionnaire.ChapterBusiness {
			columns = append(columns, q.Code)
		}
	}
	list := strings.Join(append(columns, "skipped"), ", ")
	_, err := t.tx.Exec("UPDATE assessment SET ("+list+") = (SELECT "+list+" FROM assessment WHERE id = ?) WHERE id = ?", from, to)
	return err
}

// answer stores one answer in its column, and which questions have been skipped.
func (t *application) answer(p *person, next turn.Session, e interview.Answered) error {
	code := e.Question.Code
	if !slices.Contains(model.Columns, code) {
		return fmt.Errorf("no column for question %q", code)
	}
	var skipped []string
	for _, c := range model.Columns {
		if next.Answers[c].Skipped {
			skipped = append(skipped, c)
		}
	}
	_, err := t.tx.Exec("UPDATE assessment SET "+code+" = ?, skipped = ? WHERE id = ?", answerValue(e), strings.Join(skipped, " "), p.assessment)
	return err
}

// answerValue is an answer as its column holds it.
func answerValue(e interview.Answered) any {
	switch {
	case e.Answer.Skipped:
		return nil
	case e.Question.Kind == questionnaire.FreeText:
		return e.Answer.Text
	}
	return e.Answer.Value
}
