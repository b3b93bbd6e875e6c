package model

import (
	"context"
	"fmt"

	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/sqlite"
)

// allRegions reads the regions. A phone of 360 pixels cuts the two Tanjung Jabung off where they
// stand side by side; Tanjab is what people in Jambi say.
const allRegions = `
	SELECT code, name, replace(name, 'Tanjung Jabung', 'Tanjab'), zone FROM region ORDER BY position`

// ReadRegions reads the regions in the order in which the questionnaire offers them.
func ReadRegions(ctx context.Context, q sqlite.Querier) ([]say.Region, error) {
	rows, err := q.QueryContext(ctx, allRegions)
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	regions, err := sqlite.All(rows, func(r *say.Region) []any { return []any{&r.Code, &r.Name, &r.Short, &r.Zone} })
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	return regions, nil
}
