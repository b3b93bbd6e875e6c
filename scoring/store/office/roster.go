package office

import (
	"ikmbot/dialog/office"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Roster reads the officers and the open invitations.
func Roster(t *batch.Turn) (*office.Roster, error) {
	r := &office.Roster{Regions: t.Dialog.Regions}
	rows, err := t.Tx.Query(`
		SELECT id, name, admin, since, (SELECT json_group_array(region) FROM officer_region WHERE officer_id = officer.id)
		FROM officer WHERE removed_at IS NULL ORDER BY admin DESC, name, id`)
	if err != nil {
		return nil, err
	}
	r.Officers, err = sqlite.All(rows, func(o *office.OfficerRecord) []any {
		return []any{&o.ID, &o.Name, &o.Admin, &o.Since, sqlite.JSON(&o.Regions)}
	})
	if err != nil {
		return nil, err
	}
	rows, err = t.Tx.Query(`
		SELECT id, name, expires_at, regions FROM invitation
		WHERE revoked_at IS NULL AND used_by IS NULL AND expires_at > ? ORDER BY id`, t.Now)
	if err != nil {
		return nil, err
	}
	r.Invitations, err = sqlite.All(rows, func(i *office.InvitationRecord) []any {
		return []any{&i.ID, &i.Name, &i.Expires, sqlite.JSON(&i.Regions)}
	})
	return r, err
}
