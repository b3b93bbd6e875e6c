package result

import (
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// mostTips is how many steps of a strategy are shown.
const mostTips = 5

// Strategy reads a strategy for one assessment: its steps, and the ratings of its factors.
func Strategy(t *batch.Turn, p batch.Person, need say.Need) (*result.Strategy, error) {
	var id int64
	if err := t.Tx.QueryRow("SELECT id FROM assessment WHERE person_id = ? AND number = ?", p.ID, need.Run).Scan(&id); err != nil {
		return nil, err
	}
	rows, err := t.Tx.Query("SELECT tip, minutes FROM tip_shown WHERE assessment_id = ? AND strategy = ? ORDER BY position LIMIT ?", id, need.Strategy, mostTips)
	if err != nil {
		return nil, err
	}
	s := &result.Strategy{Code: need.Strategy}
	if s.Tips, err = sqlite.All(rows, func(t *result.Tip) []any { return []any{&t.Code, &t.Minutes} }); err != nil {
		return nil, err
	}
	rows, err = t.Tx.Query(`
		SELECT rating.factor, rating.rating
		FROM strategy_factor
		JOIN factor ON factor.code = strategy_factor.factor
		JOIN rating ON rating.factor = strategy_factor.factor AND rating.assessment_id = ?
		WHERE strategy_factor.strategy = ? ORDER BY factor.position`, id, need.Strategy)
	if err != nil {
		return nil, err
	}
	s.Ratings, err = sqlite.All(rows, func(f *result.FactorRating) []any { return []any{&f.Factor, &f.Rating} })
	return s, err
}
