// Package reminder stores what the bot writes by itself: when it is due, whether it may be sent,
// and what it says.
package reminder

import (
	"database/sql"
	"slices"
	"time"

	"ikmbot/dialog/reminder"
	"ikmbot/scoring/store/internal/batch"
)

// since is the time from which the delay of a kind counts; NULL where there is nothing to write about.
var since = map[reminder.Kind]string{
	reminder.Unfinished: "SELECT last_seen_at FROM person WHERE id = ?",
	reminder.Steps:      "SELECT max(finished_at) FROM assessment WHERE person_id = +?",
	reminder.Again:      "SELECT max(finished_at) FROM assessment WHERE person_id = +?",
	reminder.Complaints: "SELECT min(opened_at) FROM complaint WHERE person_id = +? AND answered_at IS NULL AND reminder_id IS NULL",
}

// dueAt returns when a message is due, in unix milliseconds; false if there is nothing to write
// about.
func dueAt(t *batch.Turn, person int64, kind reminder.Kind, step int) (int64, bool, error) {
	var from sql.NullInt64
	if err := t.Tx.QueryRow(since[kind], person).Scan(&from); err != nil || !from.Valid {
		return 0, false, err
	}
	due := time.UnixMilli(from.Int64).Add(t.Delays[kind][step-1])
	return batch.Daytime(due).UnixMilli(), true, nil
}

// Schedule schedules a step of a kind for a person, if the step has a delay and there is something
// to write about. An earlier time that is already scheduled stays.
func Schedule(t *batch.Turn, person int64, kind reminder.Kind, step int) error {
	if step > len(t.Delays[kind]) {
		return nil
	}
	due, found, err := dueAt(t, person, kind, step)
	if err != nil || !found {
		return err
	}
	_, err = t.Tx.Exec(`
		INSERT INTO follow_up (person_id, kind, step, due_at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET due_at = min(due_at, excluded.due_at)`, person, kind, step, due)
	t.Scheduled = true
	return err
}

// ScheduleAfter schedules what follows a step of a kind. It replaces everything else that is
// scheduled about the interview and its result.
func ScheduleAfter(t *batch.Turn, person int64, kind reminder.Kind, step int) error {
	if _, err := t.Tx.Exec("DELETE FROM follow_up WHERE person_id = ? AND kind <> ?", person, reminder.Complaints); err != nil {
		return err
	}
	next, step, found := t.Delays.After(kind, step)
	if !found {
		return nil
	}
	return Schedule(t, person, next, step)
}

// Unhold makes a person's held reminders due.
func Unhold(t *batch.Turn, person int64) error {
	due := batch.Daytime(time.UnixMilli(t.Now)).UnixMilli()
	_, err := t.Tx.Exec("UPDATE follow_up SET due_at = ? WHERE person_id = ? AND due_at IS NULL", due, person)
	t.Scheduled = true
	return err
}

// Withdraw removes the reminder that is waiting for a person from the outbox if it is of one of the
// kinds, because what it says is no longer true.
func Withdraw(t *batch.Turn, p *batch.Person, kinds ...reminder.Kind) error {
	if p.Waiting.Reminder == 0 || !slices.Contains(kinds, p.Waiting.Kind) {
		return nil
	}
	if _, err := t.Tx.Exec("DELETE FROM outbox WHERE reminder_id = ?", p.Waiting.Reminder); err != nil {
		return err
	}
	t.Rescheduled = true
	if p.Waiting.Kind == reminder.Complaints {
		if _, err := t.Tx.Exec("UPDATE complaint SET reminder_id = NULL WHERE reminder_id = ?", p.Waiting.Reminder); err != nil {
			return err
		}
		if err := Schedule(t, p.ID, reminder.Complaints, 1); err != nil {
			return err
		}
	}
	p.Waiting = batch.Waiting{}
	return nil
}
