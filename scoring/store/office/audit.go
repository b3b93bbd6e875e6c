package office

import (
	"ikmbot/dialog/office"
	"ikmbot/dialog/recap"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// AuditExport records that an officer was given a file of businesses.
func AuditExport(t *batch.Turn, p *batch.Person, e recap.Exported) error {
	key := "audit.exported"
	if e.Document.Names {
		key = "audit.exported_names"
	}
	return t.Audit(p, 0, say.Text{Key: key, Args: say.Args{"Regions": t.RegionNames(e.Regions)}})
}

// auditPage is how many entries of the audit log are shown at once.
const auditPage = 20

// AuditLog reads a page of the audit log: the newest entries, or those older than one.
func AuditLog(t *batch.Turn, before int64) (*office.Audit, error) {
	rows, err := t.Tx.Query(`
		SELECT audit.id, audit.at, who.name, who.admin, about.id IS NOT NULL, coalesce(about.name, ''), deed
		FROM audit
		JOIN officer who ON who.id = officer_id
		LEFT JOIN officer about ON about.id = about_id
		WHERE audit.id < ? OR ? = 0 ORDER BY audit.id DESC LIMIT ?`, before, before, auditPage+1)
	if err != nil {
		return nil, err
	}
	entries, err := sqlite.All(rows, func(e *office.AuditEntry) []any {
		return []any{&e.ID, &e.At, &e.Who, &e.Admin, &e.Concerns, &e.About, sqlite.JSON(&e.Deed)}
	})
	return &office.Audit{Entries: entries[:min(len(entries), auditPage)], More: len(entries) > auditPage}, err
}
