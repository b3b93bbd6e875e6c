package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ikmbot/scoring"
)

// errIncomplete is returned by finish when a rating is missing.
var errIncomplete = errors.New("a rating is missing")

// placement is what the views say of one assessment, in the columns of table result.
const placement = `
	SELECT assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell
	FROM position
	JOIN position_quadrant USING (assessment_id)
	JOIN position_cell USING (assessment_id)
	WHERE assessment_id = ?`

// finish ends an assessment at a time in unix milliseconds and keeps what the views say of it on
// that day. It gives errIncomplete where a rating is missing, and a
// constraint's error where the assessment is finished already.
func finish(tx *sql.Tx, assessmentID, at int64) error {
	done, err := tx.Exec("INSERT INTO result (assessment_id, s, w, o, t, x, y, ife, efe, quadrant, cell)"+placement, assessmentID)
	if err != nil {
		return fmt.Errorf("keep result of assessment %d: %w", assessmentID, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("keep result of assessment %d: %w", assessmentID, errors.Join(err, errIncomplete))
	}
	if _, err := tx.Exec("UPDATE assessment SET finished_at = ? WHERE id = ?", at, assessmentID); err != nil {
		return fmt.Errorf("finish assessment %d: %w", assessmentID, err)
	}
	return nil
}

// readResult reads what a finished assessment came to; sql.ErrNoRows where it is not finished.
func readResult(ctx context.Context, q querier, assessmentID int64) (scoring.Result, error) {
	var r scoring.Result
	err := q.QueryRowContext(ctx, `
		SELECT s, w, o, t, x, y, ife, efe, result.quadrant, quadrant.numeral, quadrant.family, result.cell, cell.stance
		FROM result
		JOIN quadrant ON quadrant.code = result.quadrant
		JOIN cell ON cell.code = result.cell
		WHERE assessment_id = ?`, assessmentID).
		Scan(&r.S, &r.W, &r.O, &r.T, &r.X, &r.Y, &r.IFE, &r.EFE, &r.Quadrant, &r.Numeral, &r.Family, &r.Cell, &r.Stance)
	if err != nil {
		return scoring.Result{}, fmt.Errorf("read result of assessment %d: %w", assessmentID, err)
	}
	return r, nil
}

// readAdvice reads what the owner is told to do; nothing before the last rating is there.
func readAdvice(ctx context.Context, q querier, assessmentID int64) (scoring.Advice, error) {
	var a scoring.Advice
	var err error
	if a.Own, err = readFits(ctx, q, assessmentID, "own"); err != nil {
		return scoring.Advice{}, fmt.Errorf("read advice on assessment %d: %w", assessmentID, err)
	}
	if a.Urgent, err = readFits(ctx, q, assessmentID, "urgent"); err != nil {
		return scoring.Advice{}, fmt.Errorf("read urgent advice on assessment %d: %w", assessmentID, err)
	}
	err = q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM complaint_guidance WHERE assessment_id = ?)", assessmentID).Scan(&a.Complaints)
	if err != nil {
		return scoring.Advice{}, fmt.Errorf("read complaint guidance on assessment %d: %w", assessmentID, err)
	}
	return a, nil
}

func readFits(ctx context.Context, q querier, assessmentID int64, kind string) ([]scoring.Fit, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT strategy, programme, fit, coalesce(severity, 0) FROM advice
		WHERE assessment_id = ? AND kind = ? ORDER BY rank`, assessmentID, kind)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(f *scoring.Fit) []any { return []any{&f.Strategy, &f.Programme, &f.Fit, &f.Severity} })
}

// readSize works out how large the business is.
func readSize(ctx context.Context, q querier, assessmentID int64) (scoring.Size, error) {
	var size scoring.Size
	err := q.QueryRowContext(ctx, `
		SELECT coalesce(uu20, ''), coalesce(pp7, ''), coalesce(industry, '') FROM business_size
		WHERE assessment_id = ?`, assessmentID).Scan(&size.UU20, &size.PP7, &size.Industry)
	if err != nil {
		return scoring.Size{}, fmt.Errorf("read size in assessment %d: %w", assessmentID, err)
	}
	return size, nil
}
