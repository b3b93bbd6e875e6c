package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/sqlite"
)

// FollowUps are the delays after which the bot writes by itself: of each kind that of the
// first message, of the second and so on. FollowUnfinished counts from when the person was
// last seen, FollowSteps and FollowAgain from the result, FollowComplaint from when a
// complaint was kept. A kind without delays is off.
type FollowUps map[reminder.Kind][]time.Duration

// UsualFollowUps are the delays of a store that is given none.
func UsualFollowUps() FollowUps {
	const day = 24 * time.Hour
	return FollowUps{
		reminder.Unfinished: {2 * day, 7 * day},
		reminder.Steps:      {7 * day, 30 * day},
		reminder.Again:      {90 * day},
		reminder.Complaints: {day},
	}
}

// after is what follows the step-th message of a kind; false where nothing does. The first
// of a kind follows its step 0.
func (f FollowUps) after(kind reminder.Kind, step int) (reminder.Kind, int, bool) {
	switch {
	case step < len(f[kind]):
		return kind, step + 1, true
	case kind == reminder.Steps:
		return f.after(reminder.Again, 0)
	}
	return "", 0, false
}

// since is from when the delay of a kind counts; NULL where there is nothing to write about.
var since = map[reminder.Kind]string{
	reminder.Unfinished: "SELECT last_seen_at FROM person WHERE id = ?",
	reminder.Steps:      "SELECT max(finished_at) FROM assessment WHERE person_id = +?",
	reminder.Again:      "SELECT max(finished_at) FROM assessment WHERE person_id = +?",
	reminder.Complaints: "SELECT min(opened_at) FROM complaint WHERE person_id = +? AND answered_at IS NULL AND reminder_id IS NULL",
}

// dueAt is when a message is due, in unix milliseconds; false where there is nothing to
// write about.
func (t *application) dueAt(person int64, kind reminder.Kind, step int) (int64, bool, error) {
	var from sql.NullInt64
	if err := t.tx.QueryRow(since[kind], person).Scan(&from); err != nil || !from.Valid {
		return 0, false, err
	}
	due := time.UnixMilli(from.Int64).Add(t.followUps[kind][step-1])
	return Daytime(due).UnixMilli(), true, nil
}

// schedule notes what the bot writes about next of a kind, where there is something and it
// has a delay. What is noted already stays, unless this is sooner.
func (t *application) schedule(person int64, kind reminder.Kind, step int) error {
	if step > len(t.followUps[kind]) {
		return nil
	}
	due, found, err := t.dueAt(person, kind, step)
	if err != nil || !found {
		return err
	}
	_, err = t.tx.Exec(`
		INSERT INTO follow_up (person_id, kind, step, due_at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at)`, person, kind, step, due)
	t.Scheduled = true
	return err
}

// scheduleAfter lets what follows a step of a kind be what comes next for a person, in
// place of what else was to come of the interview and its result.
func (t *application) scheduleAfter(person int64, kind reminder.Kind, step int) error {
	if _, err := t.tx.Exec("DELETE FROM follow_up WHERE person_id = ? AND kind <> ?", person, reminder.Complaints); err != nil {
		return err
	}
	next, step, found := t.followUps.after(kind, step)
	if !found {
		return nil
	}
	return t.schedule(person, next, step)
}

// release lets what was held back of a person be looked at again.
func (t *application) release(person int64) error {
	due := Daytime(time.UnixMilli(t.now)).UnixMilli()
	_, err := t.tx.Exec("UPDATE follow_up SET due_at = ? WHERE person_id = ? AND due_at IS NULL", due, person)
	t.Scheduled = true
	return err
}

// takeBack takes what waits for a person of some kinds out of the outbox, for what it says
// holds no longer.
func (t *application) takeBack(p *person, kinds ...reminder.Kind) error {
	if p.waiting.reminder == 0 || !slices.Contains(kinds, p.waiting.kind) {
		return nil
	}
	if _, err := t.tx.Exec("DELETE FROM outbox WHERE reminder_id = ?", p.waiting.reminder); err != nil {
		return err
	}
	t.Rescheduled = true
	if p.waiting.kind == reminder.Complaints {
		if _, err := t.tx.Exec("UPDATE complaint SET reminder_id = NULL WHERE reminder_id = ?", p.waiting.reminder); err != nil {
			return err
		}
		if err := t.schedule(p.id, reminder.Complaints, 1); err != nil {
			return err
		}
	}
	p.waiting = waiting{}
	return nil
}

// setSwitch switches a kind of reminders off or on in a region.
func (t *application) setSwitch(e reminder.Switched) error {
	query := "DELETE FROM follow_up_off WHERE region = ?1 AND kind = ?2"
	if e.Off {
		query = "INSERT INTO follow_up_off (region, kind, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
	}
	_, err := t.tx.Exec(query, e.Region, e.Kind, t.now)
	return err
}

// switchReminder does so for an officer.
func (t *application) switchReminder(p *person, e reminder.Switched) error {
	if err := t.setSwitch(e); err != nil {
		return err
	}
	var codes []int
	if e.Region != 0 {
		codes = []int{e.Region}
	}
	args := say.Args{"Kind": say.Words(say.Text{Key: "reminders.kind_" + string(e.Kind)}), "Regions": t.regionNames(codes)}
	if e.Off {
		return t.audit(p, 0, say.Text{Key: "audit.switched_off", Args: args})
	}
	return t.audit(p, 0, say.Text{Key: "audit.switched_on", Args: args})
}

// switches reads what is switched off for a region, and everywhere.
func (t *application) switches(region int) (*reminder.Switches, error) {
	rows, err := t.tx.Query("SELECT region, kind FROM follow_up_off WHERE region IN (0, ?)", region)
	if err != nil {
		return nil, err
	}
	type switched struct {
		region int
		kind   reminder.Kind
	}
	all, err := sqlite.All(rows, func(s *switched) []any { return []any{&s.region, &s.kind} })
	f := &reminder.Switches{Off: map[reminder.Kind]bool{}, Everywhere: map[reminder.Kind]bool{}, Regions: t.dialog.Regions}
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

// followUpsOff reads which kinds of messages are switched off in a region, those that are
// everywhere included; region 0 reads the latter alone.
func followUpsOff(ctx context.Context, q sqlite.Querier, region int) (map[reminder.Kind]bool, error) {
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
