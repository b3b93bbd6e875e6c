package result

import (
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// mostTips is how many steps of a strategy are shown; view first_step knows of no others.
const mostTips = 5

// Strategy reads what a strategy means for one assessment: its steps, and the answers that speak
// for it.
func Strategy(t *batch.Turn, p batch.Person, need say.Need) (*result.Strategy, error) {
	var id int64
	var version int
	err := t.Tx.QueryRow("SELECT id, questionnaire FROM assessment WHERE person_id = ? AND number = ?", p.ID, need.Run).Scan(&id, &version)
	if err != nil {
		return nil, err
	}
	s := &result.Strategy{Code: need.Strategy}
	err = t.Tx.QueryRow(`
		SELECT programme, NOT EXISTS (
			SELECT 1 FROM advice WHERE assessment_id = +? AND advice.programme = strategy.programme AND advice.strategy <> strategy.code)
		FROM strategy WHERE code = ?`, id, need.Strategy).Scan(&s.Programme, &s.Alone)
	if err != nil {
		return nil, err
	}
	rows, err := t.Tx.Query("SELECT tip, minutes FROM tip_shown WHERE assessment_id = ? AND strategy = ? ORDER BY position LIMIT ?", id, need.Strategy, mostTips)
	if err != nil {
		return nil, err
	}
	if s.Tips, err = sqlite.All(rows, func(t *result.Tip) []any { return []any{&t.Code, &t.Minutes} }); err != nil {
		return nil, err
	}
	rows, err = t.Tx.Query("SELECT factor, rating FROM strategy_reason WHERE assessment_id = ? AND strategy = ? ORDER BY rank", id, need.Strategy)
	if err != nil {
		return nil, err
	}
	s.Reasons, err = sqlite.All(rows, func(f *result.FactorRating) []any { return []any{&f.Factor, &f.Rating} })
	for i := range s.Reasons {
		s.Reasons[i].Version = version
	}
	return s, err
}
