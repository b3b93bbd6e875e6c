// Package interview stores the answers of an interview, from its beginning to its result.
package interview

import (
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog/interview"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
	reminderdb "ikmbot/scoring/store/reminder"
)

// Begin starts an assessment with the active weights.
func Begin(t *batch.Turn, p *batch.Person, e interview.Begun) error {
	done, err := t.Tx.Exec(`
		INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at)
		VALUES (?, ?, ?, (SELECT id FROM weight_set WHERE active = 1), ?)`, p.ID, e.Run, e.Version, t.Now)
	if err != nil {
		return err
	}
	before := p.Assessment
	if p.Assessment, err = done.LastInsertId(); err != nil {
		return err
	}
	if e.KeepBusiness {
		if err := keepBusiness(t, before, p.Assessment); err != nil {
			return err
		}
	}
	if err := reminderdb.Withdraw(t, p, reminder.Steps, reminder.Again); err != nil {
		return err
	}
	return reminderdb.ScheduleAfter(t, p.ID, reminder.Unfinished, 0)
}

// Finish scores the latest assessment, and schedules the question about its steps.
func Finish(t *batch.Turn, p *batch.Person) error {
	if err := model.Finish(t.Tx, p.Assessment, t.Now); err != nil {
		return err
	}
	return reminderdb.ScheduleAfter(t, p.ID, reminder.Steps, 0)
}

// keepBusiness copies the answers about the business from one assessment to another.
func keepBusiness(t *batch.Turn, from, to int64) error {
	var columns []string
	for _, q := range questionnaire.Newest().Questions {
		if q.Chapter == questionnaire.ChapterBusiness {
			columns = append(columns, q.Code)
		}
	}
	list := strings.Join(append(columns, "skipped"), ", ")
	_, err := t.Tx.Exec("UPDATE assessment SET ("+list+") = (SELECT "+list+" FROM assessment WHERE id = ?) WHERE id = ?", from, to)
	return err
}

// Answer stores one answer in its column, and which questions have been skipped.
func Answer(t *batch.Turn, p *batch.Person, next turn.Session, e interview.Answered) error {
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
	_, err := t.Tx.Exec("UPDATE assessment SET "+code+" = ?, skipped = ? WHERE id = ?", answerValue(e), strings.Join(skipped, " "), p.Assessment)
	return err
}

// answerValue returns an answer as its column holds it.
func answerValue(e interview.Answered) any {
	switch {
	case e.Answer.Skipped:
		return nil
	case e.Question.Kind == questionnaire.FreeText:
		return e.Answer.Text
	}
	return e.Answer.Value
}
