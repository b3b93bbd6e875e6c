// Package result reads the result of an interview, and stores the steps that follow from it.
package result

import (
	"context"
	"database/sql"
	"errors"

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
	err := t.Tx.QueryRow(`
		SELECT id, coalesce(name, ''), W6, EXISTS (SELECT 1 FROM sells_nothing_online AS offline WHERE offline.assessment_id = assessment.id), result.model < 2
		FROM assessment JOIN result ON assessment_id = id
		WHERE person_id = ? AND number = ?`, p.ID, run).Scan(&id, &f.Name, &f.Answering, &f.Offline, &f.Former)
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
	if f.Log, err = complaintdb.Summary(t, p); err != nil {
		return nil, err
	}
	return f, errors.Join(readStandingOut(t, id, f), readBeginning(t, id, f), readLine(t, id, f), readMove(t, id, f))
}

// readStandingOut reads the factors that stand out.
func readStandingOut(t *batch.Turn, assessment int64, f *result.Result) error {
	rows, err := t.Tx.Query(`
		SELECT factor, rating, kind, (SELECT questionnaire FROM assessment WHERE id = assessment_id)
		FROM outstanding WHERE assessment_id = +? ORDER BY rank`, assessment)
	if err != nil {
		return err
	}
	type rated struct {
		result.FactorRating
		kind string
	}
	all, err := sqlite.All(rows, func(r *rated) []any { return []any{&r.Factor, &r.Rating, &r.kind, &r.Version} })
	for _, r := range all {
		if r.kind == "strength" {
			f.Strengths = append(f.Strengths, r.FactorRating)
		} else {
			f.Burdens = append(f.Burdens, r.FactorRating)
		}
	}
	return err
}

// readBeginning reads what to begin with: the step for this week, and, for whoever sells nothing
// online, the media. One whose opening step is done is none to begin with.
func readBeginning(t *batch.Turn, assessment int64, f *result.Result) error {
	var first scoring.Step
	err := t.Tx.QueryRow("SELECT tip, strategy, minutes FROM first_step WHERE assessment_id = +? AND rank = 1", assessment).
		Scan(&first.Code, &first.Strategy, &first.Minutes)
	switch {
	case err == nil:
		f.First = &first
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if !f.Offline {
		return nil
	}
	media, err := model.ReadMediumChoice(context.Background(), t.Tx, assessment)
	if err != nil {
		return err
	}
	for _, m := range media {
		var done bool
		err := t.Tx.QueryRow(`
			SELECT EXISTS (SELECT 1 FROM plan JOIN assessment USING (person_id) WHERE id = ? AND tip = ? AND state = 'done')`,
			assessment, m.Step).Scan(&done)
		if err != nil {
			return err
		}
		if !done {
			f.Media = append(f.Media, m)
		}
	}
	return nil
}

// readLine reads the line that the business stands on, if it stands on one: a step to a better
// answer before one to a worse, then the weightiest. A result of version 1 of the model was told
// none.
func readLine(t *batch.Turn, assessment int64, f *result.Result) error {
	if f.Former {
		return nil
	}
	var line scoring.Line
	err := t.Tx.QueryRow(`
		SELECT tipping.quadrant, tipping.better, tipping.factor
		FROM tipping JOIN factor ON factor.code = tipping.factor
		JOIN factor_score ON factor_score.assessment_id = tipping.assessment_id AND factor_score.factor = tipping.factor
		WHERE tipping.assessment_id = +? ORDER BY tipping.better DESC, round(weight, 9) DESC, factor.position LIMIT 1`, assessment).
		Scan(&line.Quadrant, &line.Better, &line.Factor)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	f.Line = &line
	return err
}

// readMove reads how far the business has moved since the finished interview before, both under the
// weights of the newer one.
func readMove(t *batch.Turn, assessment int64, f *result.Result) error {
	var before, weights int64
	err := t.Tx.QueryRow(`
		SELECT earlier.id, latest.weight_set_id
		FROM assessment AS latest
		JOIN assessment AS earlier ON earlier.person_id = latest.person_id AND earlier.number < latest.number AND earlier.finished_at IS NOT NULL
		WHERE latest.id = ? ORDER BY earlier.number DESC LIMIT 1`, assessment).Scan(&before, &weights)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	// Each point is asked for by itself: joined, the view would be worked out for all assessments.
	var move result.Move
	err = t.Tx.QueryRow(`
		SELECT present.x - past.x, present.y - past.y
		FROM (SELECT x, y FROM point_under WHERE assessment_id = +?1 AND weight_set_id = +?3) AS present,
			(SELECT x, y FROM point_under WHERE assessment_id = +?2 AND weight_set_id = +?3) AS past`, assessment, before, weights).Scan(&move.X, &move.Y)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	f.Moved = &move
	return err
}
