package store

import "ikmbot/dialog"

// setPopulation keeps how many businesses there are in a region, in the place of what was
// said before.
func (t *application) setPopulation(e dialog.PopulationEntered) error {
	_, err := t.tx.Exec(`
		INSERT INTO region_population (region, businesses, at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET businesses = excluded.businesses, at = excluded.at`, e.Region, e.Businesses, t.now)
	return err
}

// enterPopulation does so for an officer.
func (t *application) enterPopulation(p *person, e dialog.PopulationEntered) error {
	if err := t.setPopulation(e); err != nil {
		return err
	}
	return t.audit(p, 0, dialog.Text{Key: "audit.population", Args: dialog.Args{
		"Region": t.regionNames([]int{e.Region}), "Number": dialog.Count(e.Businesses)}})
}
