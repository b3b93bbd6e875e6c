// Package result reads the result of an interview, and stores the steps that follow from it.
package result

import (
	"context"
	"errors"
	"slices"

	"ikmbot/dialog/result"
	"ikmbot/scoring"
	complaintdb "ikmbot/scoring/store/complaint"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// Read reads the result of a finished assessment.
func Read(t *batch.Turn, p batch.Person, run int) (*result.Result, error) {
	ctx := context.Background()
	var id int64
	f := &result.Result{Run: run}
	err := t.Tx.QueryRow("SELECT id, coalesce(name, ''), W6 FROM assessment WHERE person_id = ? AND number = ?", p.ID, run).Scan(&id, &f.Name, &f.Answering)
	if err != nil {
		return nil, err
	}
	if f.Result, err = model.ReadResult(ctx, t.Tx, id); err != nil {
		return nil, err
	}
	f.Position = f.Position.Snapped()
	if f.Size, err = model.ReadSize(ctx, t.Tx, id); err != nil {
		return nil, err
	}
	if f.Advice, err = model.ReadAdvice(ctx, t.Tx, id); err != nil {
		return nil, err
	}
	if f.Strengths, f.Burdens, err = outstanding(t, id); err != nil {
		return nil, err
	}
	if f.Log, err = complaintdb.Summary(t, p); err != nil {
		return nil, err
	}
	before, err := earlier(t, p, run)
	if errors.Is(err, sqlite.ErrNotFound) {
		return f, nil
	}
	f.Earlier = &before
	return f, err
}

// earlier reads the position of the previous finished interview; [sqlite.ErrNotFound] if there was
// none.
func earlier(t *batch.Turn, p batch.Person, run int) (before scoring.Position, err error) {
	err = t.Tx.QueryRow(`
		SELECT x, y FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = +? AND number < +? ORDER BY number DESC LIMIT 1`, p.ID, run).Scan(&before.X, &before.Y)
	return before, sqlite.Found(err)
}

// outstanding reads the factors that stand out, rated 3 or 4: at most two
// strengths, the strongest first, and at most three weaknesses and threats, the gravest first.
func outstanding(t *batch.Turn, assessment int64) (strengths, burdens []result.FactorRating, err error) {
	rows, err := t.Tx.Query(`
		SELECT rating.factor, rating.grp, rating.rating
		FROM rating
		JOIN factor ON factor.code = rating.factor
		WHERE assessment_id = +? AND rating.rating >= 3 AND rating.grp IN ('S', 'W', 'T')
		ORDER BY rating.rating DESC, factor.position`, assessment)
	if err != nil {
		return nil, nil, err
	}
	type rated struct {
		result.FactorRating
		group string
	}
	all, err := sqlite.All(rows, func(r *rated) []any { return []any{&r.Factor, &r.group, &r.Rating} })
	if err != nil {
		return nil, nil, err
	}
	for _, r := range all {
		if r.group == "S" {
			strengths = append(strengths, r.FactorRating)
		} else {
			burdens = append(burdens, r.FactorRating)
		}
	}
	return slices.Clip(strengths[:min(2, len(strengths))]), slices.Clip(burdens[:min(3, len(burdens))]), nil
}
