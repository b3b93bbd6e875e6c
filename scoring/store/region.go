package store

import (
	"ikmbot/dialog"
)

// enterPopulation notes how many businesses there are in a region, in the place of what was
// said before.
func (a *application) enterPopulation(e dialog.PopulationEntered) error {
	_, err := a.tx.Exec(`
		INSERT INTO region_population (region, businesses, at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET businesses = excluded.businesses, at = excluded.at`, e.Region, e.Businesses, a.now)
	return err
}
