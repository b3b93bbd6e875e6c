package store

import (
	"context"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// readRegions reads the regions in the order in which the questionnaire offers them.
func readRegions(ctx context.Context, q sqlite.Querier) ([]dialog.Region, error) {
	rows, err := q.QueryContext(ctx, "SELECT code, name, zone FROM region ORDER BY position")
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	regions, err := sqlite.All(rows, func(r *dialog.Region) []any { return []any{&r.Code, &r.Name, &r.Zone} })
	if err != nil {
		return nil, fmt.Errorf("read regions: %w", err)
	}
	return regions, nil
}

// enterPopulation notes how many businesses there are in a region, in the place of what was
// said before.
func (a *application) enterPopulation(e dialog.PopulationEntered) error {
	_, err := a.tx.Exec(`
		INSERT INTO region_population (region, businesses, at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET businesses = excluded.businesses, at = excluded.at`, e.Region, e.Businesses, a.now)
	return err
}
