package store

import (
	"fmt"
	"strings"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

// group is the id of the assessment whose ratings are the group's means.
const group = 0

// group computes the group's own figures by the very views that a business's are computed by.
// They are laid over temporary tables that hold the group and nothing else: SQLite looks a
// name up there first. All of it goes when the transaction is rolled back.
func (s *survey) group() error {
	if s.Finished == 0 {
		return nil
	}
	if err := s.layViews(); err != nil {
		return err
	}
	if _, err := s.tx.ExecContext(s.ctx, keepResult, group); err != nil {
		return fmt.Errorf("place: %w", err)
	}
	var err error
	if s.Result, err = readResult(s.ctx, s.tx, group); err != nil {
		return err
	}
	if s.Factors, err = rowsOf(s, `
		SELECT factor, weight, rating, score FROM factor_score JOIN factor ON factor.code = factor
		ORDER BY position`, func(f *scoring.FactorMean) []any { return []any{&f.Factor, &f.Weight, &f.Mean, &f.Score} }); err != nil {
		return fmt.Errorf("factors: %w", err)
	}
	s.Strategies, err = rowsOf(s, `
		SELECT strategy, programme, fit, coalesce(CAST(severity AS INTEGER), 0)
		FROM strategy_fit JOIN position_quadrant USING (assessment_id)
		ORDER BY strategy_fit.family <> position_quadrant.family, round(fit, 9) DESC, position`,
		func(f *scoring.Fit) []any { return []any{&f.Strategy, &f.Programme, &f.Fit, &f.Severity} })
	if err != nil {
		return fmt.Errorf("strategies: %w", err)
	}
	return nil
}

// layViews makes the temporary tables, with the group in them, and the views over them.
func (s *survey) layViews() error {
	statements := []string{
		"CREATE TEMP TABLE assessment AS SELECT * FROM main.assessment WHERE FALSE",
		"CREATE TEMP TABLE result AS SELECT * FROM main.result WHERE FALSE",
	}
	for _, view := range scriptsIn("views") {
		statements = append(statements, temporary(view))
	}
	if err := s.exec(statements...); err != nil {
		return fmt.Errorf("lay the views: %w", err)
	}
	var factors []string
	for _, q := range dialog.Newest().Questions {
		if q.Chapter != dialog.ChapterBusiness {
			factors = append(factors, q.Code)
		}
	}
	_, err := s.tx.ExecContext(s.ctx, fmt.Sprintf(`
		INSERT INTO temp.assessment (id, weight_set_id, %s)
		SELECT %d, id%s FROM weight_set WHERE active = 1`, strings.Join(factors, ", "), group, strings.Repeat(", ?", len(factors))), s.means...)
	if err != nil {
		return fmt.Errorf("take the means: %w", err)
	}
	return nil
}

// temporary is the text of a view, to be made for the transaction alone.
func temporary(view string) string {
	return strings.Replace(script(view), "CREATE VIEW", "CREATE TEMP VIEW IF NOT EXISTS", 1)
}
