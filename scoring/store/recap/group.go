package recap

import (
	"fmt"
	"strings"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

// groupID is the id of the assessment whose ratings are the group's means. The ids of the
// combinations of answers follow.
const groupID = 0

// modelViews is the pattern of the views that are applied to the group.
const modelViews = "views/model/*.sql"

// group is the businesses of a survey taken as one. Its figures, and the sizes of its businesses,
// come from the same views as a business's own. The views are created again over temporary tables
// that hold only the group: SQLite looks a name up there first. The transaction's rollback removes
// all of it.
type group struct{ *survey }

// compute reads the group's figures.
func (s group) compute() error {
	s.Sizes = map[scoring.Law]map[scoring.SizeClass]int{scoring.UU20: {}, scoring.PP7: {}, scoring.Industry: {}}
	if s.Finished == 0 {
		return nil
	}
	return s.read(
		step{"lay the views", s.layViews},
		step{"take the means", s.takeMeans},
		step{"place", s.place},
		step{"factors", s.weighFactors},
		step{"strategies", s.fitStrategies},
		step{"combinations", s.layCombinations},
		step{"sizes", s.classSizes})
}

// layViews creates the temporary tables and the views over them.
func (s group) layViews() error {
	statements := []string{
		"CREATE TEMP TABLE assessment AS SELECT * FROM main.assessment WHERE FALSE",
		"CREATE TEMP TABLE result AS SELECT * FROM main.result WHERE FALSE",
	}
	for _, view := range s.file.Scripts(modelViews) {
		statements = append(statements, strings.Replace(view, "CREATE VIEW", "CREATE TEMP VIEW", 1))
	}
	for _, statement := range statements {
		if _, err := s.tx.ExecContext(s.ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// takeMeans inserts the group into the tables.
func (s group) takeMeans() error {
	var means []any
	for _, rating := range s.tally.ratings {
		sum := 0
		for i, n := range rating.counts {
			sum += (rating.least + i) * n
		}
		means = append(means, float64(sum)/float64(s.Finished))
	}
	_, err := s.tx.ExecContext(s.ctx, fmt.Sprintf(`
		INSERT INTO temp.assessment (id, weight_set_id, %s)
		SELECT %d, id%s FROM weight_set WHERE active = 1`, strings.Join(s.tally.factors, ", "), groupID, strings.Repeat(", ?", len(means))), means...)
	return err
}

func (s group) place() (err error) {
	if _, err := s.tx.ExecContext(s.ctx, model.InsertResult, groupID); err != nil {
		return err
	}
	s.Result, err = model.ReadResult(s.ctx, s.tx, groupID)
	return err
}

func (s group) weighFactors() (err error) {
	s.Factors, err = rowsOf(s.survey, `
		SELECT factor, weight, rating, score FROM factor_score JOIN factor ON factor.code = factor
		ORDER BY position`, func(f *scoring.FactorMean) []any { return []any{&f.Factor, &f.Weight, &f.Mean, &f.Score} })
	return err
}

func (s group) fitStrategies() (err error) {
	s.Strategies, err = rowsOf(s.survey, `
		SELECT strategy, programme, fit, gain, coalesce(CAST(severity AS INTEGER), 0)
		FROM strategy_fit JOIN position_quadrant USING (assessment_id)
		ORDER BY strategy_fit.family <> position_quadrant.family, round(gain, 9) DESC, round(fit, 9) DESC, position`,
		func(f *scoring.Fit) []any { return []any{&f.Strategy, &f.Programme, &f.Fit, &f.Gain, &f.Severity} })
	return err
}

// layCombinations inserts each combination of answers that a size follows from into the tables,
// once. Its id is the combination plus 1.
func (s group) layCombinations() error {
	insert, err := s.tx.PrepareContext(s.ctx, fmt.Sprintf(`
		INSERT INTO temp.assessment (id, %s) VALUES (?, nullif(?, 0), nullif(?, 0), nullif(?, 0))`, strings.Join(sizing, ", ")))
	if err != nil {
		return err
	}
	defer insert.Close()
	for combination, n := range s.tally.sizes.counts {
		if n == 0 {
			continue
		}
		if _, err := insert.ExecContext(s.ctx, combination+1, sized(combination, 0), sized(combination, 1), sized(combination, 2)); err != nil {
			return err
		}
	}
	return nil
}

func (s group) classSizes() error {
	type class struct {
		scoring.Size
		combination int
	}
	classes, err := rowsOf(s.survey, fmt.Sprintf(`
		SELECT coalesce(uu20, ''), coalesce(pp7, ''), coalesce(industry, ''), assessment_id - 1
		FROM business_size WHERE assessment_id > %d`, groupID), func(c *class) []any { return []any{&c.UU20, &c.PP7, &c.Industry, &c.combination} })
	for _, c := range classes {
		n := s.tally.sizes.counts[c.combination]
		s.Sizes[scoring.UU20][c.UU20] += n
		s.Sizes[scoring.PP7][c.PP7] += n
		s.Sizes[scoring.Industry][c.Industry] += n
	}
	return err
}
