package batch

import (
	"encoding/json"

	"ikmbot/dialog/say"
)

// RegionNames lists regions by their names.
func (t *Turn) RegionNames(codes []int) say.Value {
	return say.RegionNames(t.Dialog.Regions, codes)
}

// Audit records what an officer did, and which officer it concerns, or 0.
func (t *Turn) Audit(p *Person, about int64, deed say.Text) error {
	text, err := json.Marshal(deed)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec("INSERT INTO audit (at, officer_id, about_id, deed) VALUES (?, ?, nullif(?, 0), ?)", t.Now, p.Session.Officer.ID, about, string(text))
	return err
}
