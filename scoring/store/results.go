package store

import (
	"database/sql"
	"fmt"

	"ikmbot/scoring"
)

// ranged are the placements of the finished assessments from one to another, by their ids.
const ranged = placements + `
	WHERE assessment_id BETWEEN ?1 AND ?2
		AND (SELECT finished_at FROM assessment WHERE id = assessment_id) IS NOT NULL`

// keepResults does for finished assessments from one to another what keepResult does for one.
func keepResults(tx *sql.Tx, from, to int64) error {
	if _, err := tx.Exec(intoResult+ranged, from, to); err != nil {
		return fmt.Errorf("keep results of assessments %d to %d: %w", from, to, err)
	}
	return nil
}

// readResults reads which assessments from one to another there are, and where the finished ones
// of them stand.
func readResults(tx *sql.Tx, from, to int64) (map[int64]scoring.Result, error) {
	rows, err := tx.Query(`
		SELECT id, coalesce(x, 0), coalesce(y, 0), coalesce(ife, 0), coalesce(efe, 0), coalesce(quadrant, ''), coalesce(cell, '')
		FROM assessment LEFT JOIN result ON assessment_id = id
		WHERE id BETWEEN ? AND ?`, from, to)
	if err != nil {
		return nil, fmt.Errorf("read results of assessments %d to %d: %w", from, to, err)
	}
	type kept struct {
		assessment int64
		scoring.Result
	}
	all, err := scanAll(rows, func(k *kept) []any {
		return []any{&k.assessment, &k.X, &k.Y, &k.IFE, &k.EFE, &k.Quadrant, &k.Cell}
	})
	if err != nil {
		return nil, fmt.Errorf("read results of assessments %d to %d: %w", from, to, err)
	}
	results := make(map[int64]scoring.Result, len(all))
	for _, k := range all {
		results[k.assessment] = k.Result
	}
	return results, nil
}

// supersedeFrom does for the businesses of all assessments from one on what supersede does for
// one's. A business with one interview has nothing that is superseded.
func supersedeFrom(tx *sql.Tx, from int64) error {
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
