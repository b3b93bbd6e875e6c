package interview

import (
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
)

// BeginCorrection keeps the answers of a finished interview as those that are being corrected.
func BeginCorrection(t *batch.Turn, p *batch.Person, next turn.Session) error {
	return keepCorrection(t, p, next)
}

// LeaveCorrection drops them: the interview is what it was.
func LeaveCorrection(t *batch.Turn, p *batch.Person) error {
	_, err := t.Tx.Exec("UPDATE assessment SET correction = NULL WHERE id = ?", p.Assessment)
	return err
}

// Correct gives a finished interview the corrected answers and scores it anew. What was told until
// now is kept as superseded; the interview stays one, finished when it was.
func Correct(t *batch.Turn, p *batch.Person, next turn.Session) error {
	told, err := jsonOf(p.Session.Told)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec(`
		INSERT INTO superseded_result (assessment_id, reason, at, answers, s, w, o, t, x, y, ife, efe, quadrant, cell, model)
		SELECT assessment_id, 'correction', ?, ?, s, w, o, t, x, y, ife, efe, quadrant, cell, model FROM result WHERE assessment_id = ?`,
		t.Now, told, p.Assessment)
	if err != nil {
		return err
	}
	if err := writeAnswers(t, p.Assessment, next.Questionnaire(), next.Answers); err != nil {
		return err
	}
	if err := LeaveCorrection(t, p); err != nil {
		return err
	}
	return model.Correct(t.Tx, p.Assessment)
}

func keepCorrection(t *batch.Turn, p *batch.Person, next turn.Session) error {
	answers, err := jsonOf(next.Answers)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec("UPDATE assessment SET correction = ? WHERE id = ?", answers, p.Assessment)
	return err
}
