// Package interview stores the answers of an interview, from its beginning to its result.
package interview

import (
	"encoding/json"
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

// Begin starts an assessment under the weights in use.
func Begin(t *batch.Turn, p *batch.Person, next turn.Session, e interview.Begun) error {
	done, err := t.Tx.Exec(`
		INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at)
		VALUES (?, ?, ?, (SELECT id FROM weight_set WHERE active = 1), ?)`, p.ID, e.Run, e.Version, t.Now)
	if err != nil {
		return err
	}
	if p.Assessment, err = done.LastInsertId(); err != nil {
		return err
	}
	if e.KeepBusiness {
		if err := writeAnswers(t, p.Assessment, next.Questionnaire(), next.Answers); err != nil {
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

// Answer stores one answer in its column, and which questions have been skipped. One that decides which
// others apply changes what the columns of those hold.
func Answer(t *batch.Turn, p *batch.Person, next turn.Session, e interview.Answered) error {
	code := e.Question.Code
	switch {
	case !slices.Contains(model.Columns, code):
		return fmt.Errorf("no column for question %q", code)
	case next.Correcting():
		return keepCorrection(t, p, next)
	case questionnaire.Decides(code):
		return writeAnswers(t, p.Assessment, next.Questionnaire(), next.Answers)
	}
	_, err := t.Tx.Exec("UPDATE assessment SET "+code+" = ?, skipped = ? WHERE id = ?",
		columnValue(e.Question, e.Answer), skipped(next.Answers), p.Assessment)
	return err
}

// writeAnswers stores all answers of an interview. Whatever does not apply has the rating that
// follows, and an answer that was given to it is kept aside.
func writeAnswers(t *batch.Turn, assessment int64, asked questionnaire.Release, answers questionnaire.Answers) error {
	aside := questionnaire.Answers{}
	var columns []string
	var values []any
	for _, q := range asked.Questions {
		answer, answered := answers[q.Code]
		reason, implied := q.Implied(answers)
		switch {
		case implied && answered:
			aside[q.Code] = answer
			fallthrough
		case implied:
			columns = append(columns, q.Code+" = (SELECT rating FROM implication WHERE factor = ? AND because = ?)")
			values = append(values, q.Code, string(reason))
		default:
			columns = append(columns, q.Code+" = ?")
			values = append(values, columnValue(q, answer))
		}
	}
	kept, err := jsonOf(aside)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec("UPDATE assessment SET "+strings.Join(columns, ", ")+", skipped = ?, implied = ?, kept = ? WHERE id = ?",
		append(values, skipped(answers), strings.Join(asked.Implied(answers), " "), kept, assessment)...)
	return err
}

// skipped are the codes of the skipped questions, in their order.
func skipped(answers questionnaire.Answers) string {
	var codes []string
	for _, c := range model.Columns {
		if answers[c].Skipped {
			codes = append(codes, c)
		}
	}
	return strings.Join(codes, " ")
}

// columnValue is an answer as its column holds it; the zero Answer of a question that has none is
// none.
func columnValue(q questionnaire.Question, a questionnaire.Answer) any {
	switch {
	case a.Skipped:
		return nil
	case q.Kind == questionnaire.FreeText:
		return sqlNull(a.Text, "")
	case q.MayPickNothing():
		return a.Value
	}
	return sqlNull(a.Value, 0)
}

// sqlNull is a value, or NULL where it is the one that stands for none.
func sqlNull[T comparable](value, none T) any {
	if value == none {
		return nil
	}
	return value
}

// jsonOf is answers as a column holds them; NULL: there are none.
func jsonOf(answers questionnaire.Answers) (any, error) {
	if len(answers) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(answers)
	return string(text), err
}
