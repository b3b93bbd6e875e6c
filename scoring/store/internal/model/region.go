package model

import (
	"context"
	"fmt"

	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/sqlite"
)

// ReadRegions reads the regions in the order in which the questionnaire offers them.
func ReadRegions(ctx context.Context, q sqlite.Querier) ([]say.Region, error) {
	rows, err := q.QueryContext(ctx, "SELECT code, name, zone FROM region ORDER BY position")
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	regions, err := sqlite.All(rows, func(r *say.Region) []any { return []any{&r.Code, &r.Name, &r.Zone} })
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	return regions, nil
}
