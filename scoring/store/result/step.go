package result

import (
	"fmt"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// mostAsked is how many steps one message asks about.
const mostAsked = 3

// TakeStep puts a step onto the personal list, or changes its state there.
func TakeStep(t *batch.Turn, p *batch.Person, tip string, state turn.StepState) error {
	_, err := t.Tx.Exec(`
		INSERT INTO plan (person_id, tip, state, at, taken_at) SELECT ?1, code, ?2, ?3, ?3 FROM tip WHERE code = ?4
		ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at,
			taken_at = CASE WHEN plan.state = 'dropped' AND excluded.state = 'todo' THEN excluded.at ELSE plan.taken_at END`, p.ID, state, t.Now, tip)
	return err
}

// AskSteps chooses the steps of the latest result to ask about for the round-th time, and records
// that they are asked about.
func AskSteps(t *batch.Turn, p batch.Person, round int) (reminder.StepTries, error) {
	tries := reminder.StepTries{Run: p.Session.LatestRun, Round: round}
	tips, err := stepsToAsk(t, p)
	if err != nil {
		return tries, err
	}
	for i, tip := range tips {
		tries.Steps = append(tries.Steps, reminder.StepTry{Tip: tip})
		_, err := t.Tx.Exec("INSERT INTO step_try (assessment_id, round, tip, position, at) VALUES (?, ?, ?, ?, ?)",
			p.Assessment, round, tip, i+1, t.Now)
		if err != nil {
			return tries, fmt.Errorf("note that step %s is asked about: %w", tip, err)
		}
	}
	return tries, nil
}

// stepsToAsk reads the steps to ask about: those to do on the personal list, the oldest first;
// then those that were asked about before, are on no list and not done. Somebody with an empty
// list who has not been asked yet is asked about those to begin with.
func stepsToAsk(t *batch.Turn, p batch.Person) ([]string, error) {
	rows, err := t.Tx.Query(`
		SELECT tip FROM (
			SELECT tip, 1 AS source, taken_at AS place FROM plan WHERE person_id = ?1 AND state = 'todo'
			UNION ALL
			SELECT tip, 2, min(position) FROM step_try WHERE assessment_id = ?2 AND tip NOT IN (SELECT tip FROM plan WHERE person_id = ?1)
			GROUP BY tip HAVING count(*) FILTER (WHERE outcome = 'done') = 0
			UNION ALL
			SELECT tip, 3, min(rank) FROM first_step
			WHERE assessment_id = ?2 AND NOT EXISTS (SELECT 1 FROM plan WHERE person_id = ?1) AND NOT EXISTS (SELECT 1 FROM step_try WHERE assessment_id = ?2)
			GROUP BY tip)
		WHERE tip IN (SELECT code FROM tip)
		ORDER BY source, place, tip LIMIT ?3`, p.ID, p.Assessment, mostAsked)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(tip *string) []any { return []any{tip} })
}

// TryStep records the outcome of a step that was asked about, once. A step that is done also
// becomes done on the personal list.
func TryStep(t *batch.Turn, p *batch.Person, e reminder.StepTried) error {
	done, err := t.Tx.Exec(`
		UPDATE step_try SET outcome = ?, at = ?
		WHERE assessment_id = (SELECT id FROM assessment WHERE person_id = ? AND number = ?) AND round = ? AND tip = ? AND outcome IS NULL`,
		e.Outcome, t.Now, p.ID, e.Run, e.Round, e.Tip)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 || e.Outcome != reminder.TriedDone {
		return err
	}
	return TakeStep(t, p, e.Tip, turn.StepDone)
}

// Tries reads the outcomes of the steps that were asked about in one message.
func Tries(t *batch.Turn, p batch.Person, need say.Need) (*reminder.StepTries, error) {
	rows, err := t.Tx.Query(`
		SELECT tip, coalesce(outcome, '') FROM step_try
		WHERE assessment_id = (SELECT id FROM assessment WHERE person_id = ? AND number = ?) AND round = ? ORDER BY position`,
		p.ID, need.Run, need.Round)
	if err != nil {
		return nil, err
	}
	tries := &reminder.StepTries{Run: need.Run, Round: need.Round}
	tries.Steps, err = sqlite.All(rows, func(s *reminder.StepTry) []any { return []any{&s.Tip, &s.Outcome} })
	return tries, err
}
