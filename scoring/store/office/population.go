package office

import (
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
)

// SetPopulation records how many businesses a region has, replacing an earlier number.
func SetPopulation(t *batch.Turn, e recap.PopulationEntered) error {
	_, err := t.Tx.Exec(`
		INSERT INTO region_population (region, businesses, at) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET businesses = excluded.businesses, at = excluded.at`, e.Region, e.Businesses, t.Now)
	return err
}

// EnterPopulation is SetPopulation for an officer, and audits it.
func EnterPopulation(t *batch.Turn, p *batch.Person, e recap.PopulationEntered) error {
	if err := SetPopulation(t, e); err != nil {
		return err
	}
	return t.Audit(p, 0, say.Text{Key: "audit.population", Args: say.Args{
		"Region": t.RegionNames([]int{e.Region}), "Number": say.Count(e.Businesses)}})
}
