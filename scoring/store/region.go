package store

import (
	"context"
	"fmt"

	"ikmbot/dialog"
)

// readRegions reads the regions in the order in which the questionnaire offers them.
func readRegions(ctx context.Context, q querier) ([]dialog.Region, error) {
	rows, err := q.QueryContext(ctx, "SELECT code, name, zone FROM region ORDER BY position")
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	regions, err := scanAll(rows, func(r *dialog.Region) []any { return []any{&r.Code, &r.Name, &r.Zone} })
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	return regions, nil
}
