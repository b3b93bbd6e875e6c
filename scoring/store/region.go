package store

import (
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
)

// setPopulation keeps how many businesses there are in a region, in the place of what was
// said before.
func (t *application) setPopulation(e recap.PopulationEntered) error {
	_, err := t.tx.Exec(`
		INSERT INTO region_population (region, businesses, at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET businesses = excluded.businesses, at = excluded.at`, e.Region, e.Businesses, t.now)
	return err
}

// enterPopulation does so for an officer.
func (t *application) enterPopulation(p *person, e recap.PopulationEntered) error {
	if err := t.setPopulation(e); err != nil {
		return err
	}
	return t.audit(p, 0, say.Text{Key: "audit.population", Args: say.Args{
		"Region": t.regionNames([]int{e.Region}), "Number": say.Count(e.Businesses)}})
}
