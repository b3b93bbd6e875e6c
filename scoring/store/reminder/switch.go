package reminder

import (
	"context"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// SetSwitch switches a kind of reminders off or on in a region; 0: everywhere.
func SetSwitch(t *batch.Turn, e reminder.Switched) error {
	query := "DELETE FROM follow_up_off WHERE region = ?1 AND kind = ?2"
	if e.Off {
		query = "INSERT INTO follow_up_off (region, kind, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
	}
	_, err := t.Tx.Exec(query, e.Region, e.Kind, t.Now)
	return err
}

// Switch is SetSwitch for an officer, and audits it.
func Switch(t *batch.Turn, p *batch.Person, e reminder.Switched) error {
	if err := SetSwitch(t, e); err != nil {
		return err
	}
	var codes []int
	if e.Region != 0 {
		codes = []int{e.Region}
	}
	args := say.Args{"Kind": say.Words(say.Text{Key: "reminders.kind_" + string(e.Kind)}), "Regions": t.RegionNames(codes)}
	if e.Off {
		return t.Audit(p, 0, say.Text{Key: "audit.switched_off", Args: args})
	}
	return t.Audit(p, 0, say.Text{Key: "audit.switched_on", Args: args})
}

// Switches reads which reminders are switched off for a region, and everywhere.
func Switches(t *batch.Turn, region int) (*reminder.Switches, error) {
	rows, err := t.Tx.Query("SELECT region, kind FROM follow_up_off WHERE region IN (0, ?)", region)
	if err != nil {
		return nil, err
	}
	type switched struct {
		region int
		kind   reminder.Kind
	}
	all, err := sqlite.All(rows, func(s *switched) []any { return []any{&s.region, &s.kind} })
	f := &reminder.Switches{Off: map[reminder.Kind]bool{}, Everywhere: map[reminder.Kind]bool{}, Regions: t.Dialog.Regions}
	for _, s := range all {
		if s.region == region {
			f.Off[s.kind] = true
		}
		if s.region == 0 {
			f.Everywhere[s.kind] = true
		}
	}
	return f, err
}

// switchedOff reads which kinds of reminders are off in a region, switched there or everywhere; for
// region 0 only those switched everywhere.
func switchedOff(ctx context.Context, q sqlite.Querier, region int) (map[reminder.Kind]bool, error) {
	rows, err := q.QueryContext(ctx, "SELECT kind FROM follow_up_off WHERE region IN (0, ?)", region)
	if err != nil {
		return nil, err
	}
	kinds, err := sqlite.All(rows, func(k *reminder.Kind) []any { return []any{k} })
	off := map[reminder.Kind]bool{}
	for _, k := range kinds {
		off[k] = true
	}
	return off, err
}
