package store

import (
	"database/sql"
	"fmt"
)

// insertResults does so for the finished assessments from one to another, by their ids.
const insertResults = intoResult + placements + `
	WHERE assessment_id BETWEEN ?1 AND ?2
		AND (SELECT finished_at FROM assessment WHERE id = assessment_id) IS NOT NULL`

// keepResults keeps what the views say of the finished assessments from one to another, by their ids.
func keepResults(tx *sql.Tx, from, to int64) error {
	if _, err := tx.Exec(insertResults, from, to); err != nil {
		return fmt.Errorf("keep results of assessments %d to %d: %w", from, to, err)
	}
	return nil
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
