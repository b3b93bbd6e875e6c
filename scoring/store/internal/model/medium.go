package model

import (
	"context"
	"fmt"
	"strings"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// ReadMediumChoice reads the media that a business does not use, the one to begin with first and
// those that wait last. It is empty where the business uses them all or the question was skipped.
func ReadMediumChoice(ctx context.Context, q sqlite.Querier, assessmentID int64) ([]scoring.MediumChoice, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT medium, told, reasons, minutes, tip FROM medium_choice
		WHERE assessment_id = +? ORDER BY place`, assessmentID)
	if err != nil {
		return nil, fmt.Errorf("read choice of a medium in assessment %d: %w", assessmentID, err)
	}
	type row struct {
		scoring.MediumChoice
		reasons string
	}
	all, err := sqlite.All(rows, func(r *row) []any { return []any{&r.Medium, &r.Told, &r.reasons, &r.Minutes, &r.Step} })
	if err != nil {
		return nil, fmt.Errorf("read choice of a medium in assessment %d: %w", assessmentID, err)
	}
	var choices []scoring.MediumChoice
	for _, r := range all {
		for _, code := range strings.Fields(r.reasons) {
			r.Reasons = append(r.Reasons, scoring.MediumReason(code))
		}
		choices = append(choices, r.MediumChoice)
	}
	return choices, nil
}
