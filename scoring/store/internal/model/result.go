package model

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrIncomplete is returned by Finish when a rating is missing.
var ErrIncomplete = errors.New("a rating is missing")

// placements is what the views say of assessments, in the columns of table result; they hold
// version 2 of the model.
const placements = `
	SELECT assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell, 2
	FROM position_cell`

// InsertResult copies what the views say about one assessment into table result.
const InsertResult = intoResult + placements + `
	WHERE assessment_id = +?`
const intoResult = "INSERT INTO result (assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell, model)"

// supersede records for each finished interview of a business when the next one was finished, in
// whatever order they became known.
const supersede = superseded + `
	WHERE business = (SELECT business FROM assessment WHERE id = ?) AND finished_at IS NOT NULL`
const superseded = `
	UPDATE assessment SET superseded_at = (
		SELECT min(next.finished_at) FROM assessment AS next
		WHERE next.business = assessment.business AND (next.finished_at, next.number) > (assessment.finished_at, assessment.number))`

// Finish ends an assessment at a time in unix milliseconds and stores its result, as the views give
// it then. It returns [ErrIncomplete] if a rating is missing, and a constraint's error if the
// assessment is finished already.
func Finish(tx *sql.Tx, assessmentID, at int64) error {
	done, err := tx.Exec(InsertResult, assessmentID)
	if err != nil {
		return fmt.Errorf("keep result of assessment %d: %w", assessmentID, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("keep result of assessment %d: %w", assessmentID, errors.Join(err, ErrIncomplete))
	}
	if _, err := tx.Exec("UPDATE assessment SET finished_at = ? WHERE id = ?", at, assessmentID); err != nil {
		return fmt.Errorf("finish assessment %d: %w", assessmentID, err)
	}
	if _, err := tx.Exec(supersede, assessmentID); err != nil {
		return fmt.Errorf("supersede what was finished before assessment %d: %w", assessmentID, err)
	}
	return nil
}

// Correct works the result of a finished assessment out anew; pictures of the old one go.
func Correct(tx *sql.Tx, assessmentID int64) error {
	for _, statement := range []string{"DELETE FROM picture WHERE assessment_id = ?", "DELETE FROM result WHERE assessment_id = ?", InsertResult} {
		if _, err := tx.Exec(statement, assessmentID); err != nil {
			return fmt.Errorf("correct result of assessment %d: %w", assessmentID, err)
		}
	}
	return nil
}

// ReadResult reads the result of a finished assessment; [sqlite.ErrNotFound] if it is not finished.
func ReadResult(ctx context.Context, q sqlite.Querier, assessmentID int64) (scoring.Result, error) {
	var r scoring.Result
	err := q.QueryRowContext(ctx, `
		SELECT s, w, o, t, x, y, ife, efe, result.quadrant, quadrant.numeral, quadrant.family, result.cell, cell.stance
		FROM result
		JOIN quadrant ON quadrant.code = result.quadrant
		JOIN cell ON cell.code = result.cell
		WHERE assessment_id = +?`, assessmentID).
		Scan(&r.S, &r.W, &r.O, &r.T, &r.X, &r.Y, &r.IFE, &r.EFE, &r.Quadrant, &r.Numeral, &r.Family, &r.Cell, &r.Stance)
	if err = sqlite.Found(err); err != nil {
		return scoring.Result{}, fmt.Errorf("read result of assessment %d: %w", assessmentID, err)
	}
	return r, nil
}

// ReadAdvice reads the advice to the owner, which is empty until all ratings are there.
func ReadAdvice(ctx context.Context, q sqlite.Querier, assessmentID int64) (scoring.Advice, error) {
	var a scoring.Advice
	rows, err := q.QueryContext(ctx, `
		SELECT kind, strategy, programme, fit, gain, coalesce(severity, 0) FROM advice
		WHERE assessment_id = +? ORDER BY rank`, assessmentID)
	if err != nil {
		return a, fmt.Errorf("read advice on assessment %d: %w", assessmentID, err)
	}
	type advised struct {
		kind string
		scoring.Fit
	}
	all, err := sqlite.All(rows, func(f *advised) []any {
		return []any{&f.kind, &f.Strategy, &f.Programme, &f.Fit.Fit, &f.Gain, &f.Severity}
	})
	if err != nil {
		return a, fmt.Errorf("read advice on assessment %d: %w", assessmentID, err)
	}
	for _, f := range all {
		if f.kind == "own" {
			a.Own = append(a.Own, f.Fit)
		} else {
			a.Urgent = append(a.Urgent, f.Fit)
		}
	}
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM complaint_guidance WHERE assessment_id = +?)", assessmentID).Scan(&a.Complaints)
	if err != nil {
		return a, fmt.Errorf("read complaint guidance on assessment %d: %w", assessmentID, err)
	}
	return a, nil
}

// ReadSize reads the size class of the business under each law.
func ReadSize(ctx context.Context, q sqlite.Querier, assessmentID int64) (scoring.Size, error) {
	var size scoring.Size
	err := q.QueryRowContext(ctx, `
		SELECT coalesce(uu20, ''), coalesce(pp7, ''), coalesce(industry, '') FROM business_size
		WHERE assessment_id = +?`, assessmentID).Scan(&size.UU20, &size.PP7, &size.Industry)
	if err != nil {
		return scoring.Size{}, fmt.Errorf("read size in assessment %d: %w", assessmentID, err)
	}
	return size, nil
}

// InsertResults copies what the views say about the finished assessments from one id to another
// into table result.
const InsertResults = intoResult + placements + `
	WHERE assessment_id BETWEEN ?1 AND ?2
		AND (SELECT finished_at FROM assessment WHERE id = assessment_id) IS NOT NULL`

// KeepResults stores the results of the finished assessments from one id to another.
func KeepResults(tx *sql.Tx, from, to int64) error {
	if _, err := tx.Exec(InsertResults, from, to); err != nil {
		return fmt.Errorf("keep results of assessments %d to %d: %w", from, to, err)
	}
	return nil
}

// SupersedeFrom is supersede for the businesses of all assessments from an id on. It skips
// businesses with a single interview, where nothing is superseded.
func SupersedeFrom(tx *sql.Tx, from int64) error {
	_, err := tx.Exec(superseded+`
		WHERE finished_at IS NOT NULL AND business IN (
			SELECT business FROM assessment
			WHERE business IN (SELECT business FROM assessment WHERE id >= ?)
			GROUP BY business HAVING count(*) > 1)`, from)
	if err != nil {
		return fmt.Errorf("supersede what was finished before assessments from %d on: %w", from, err)
	}
	return nil
}
