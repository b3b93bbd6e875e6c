package reminder

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ikmbot/dialog/complaint"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	complaintdb "ikmbot/scoring/store/complaint"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
	resultdb "ikmbot/scoring/store/result"
)

// mostReminders limits what is queued in one transaction, and so how long conversations wait for
// it.
const mostReminders = 64

// Next returns when the bot will next write by itself, by the store's clock and never at night; the
// zero time if there is nothing to write.
func Next(ctx context.Context, w *batch.Writer) (time.Time, error) {
	var due sql.NullInt64
	err := w.File.QueryRowContext(ctx, "SELECT min(due_at) FROM follow_up WHERE due_at IS NOT NULL").Scan(&due)
	if err != nil {
		return time.Time{}, fmt.Errorf("read when the bot is to write by itself: %w", err)
	}
	if !due.Valid {
		return time.Time{}, nil
	}
	return batch.Daytime(time.UnixMilli(max(due.Int64, w.Millis()))), nil
}

// Queue puts everything that the bot is to write by itself by now into the outbox, and schedules in
// the same transaction what comes next for each person. It reports whether there was anything, and
// when there will be again; the zero time: never. The error may concern single people: they are
// postponed to the next day, and the others are queued.
func Queue(ctx context.Context, w *batch.Writer) (queued bool, next time.Time, err error) {
	var faults error
	for {
		next, err = Next(ctx, w)
		if err != nil || next.IsZero() || next.After(w.Now()) {
			return queued, next, errors.Join(faults, err)
		}
		some, err := queueSome(ctx, w, &faults)
		if err != nil {
			return queued, time.Time{}, errors.Join(faults, fmt.Errorf("queue what the bot writes by itself: %w", err))
		}
		queued = queued || some
	}
}

// queueSome queues those that have been due the longest, in one transaction.
func queueSome(ctx context.Context, w *batch.Writer, faults *error) (queued bool, err error) {
	err = w.Write(ctx, func(t *batch.Turn) error {
		due, err := readDue(t)
		if err != nil {
			return err
		}
		for _, f := range due {
			err := sqlite.Savepoint(t.Tx, "one_follow_up", func(*sql.Tx) error { return handleDue(t, f) })
			if sqlite.Aborts(err) {
				return err
			}
			if err != nil {
				*faults = errors.Join(*faults, fmt.Errorf("write to person %d by itself (%s): %w", f.person, f.kind, err), postpone(t, f))
			}
		}
		queued = len(t.Messages) > 0
		return nil
	})
	return queued, err
}

// dueReminder is the next reminder of a person.
type dueReminder struct {
	person, chat int64
	kind         reminder.Kind
	step         int
}

func readDue(t *batch.Turn) ([]dueReminder, error) {
	rows, err := t.Tx.Query(`
		SELECT person_id, chat_id, kind, step FROM follow_up JOIN person ON person.id = person_id
		WHERE due_at <= ? ORDER BY due_at, person_id LIMIT ?`, t.Now, mostReminders)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(f *dueReminder) []any { return []any{&f.person, &f.chat, &f.kind, &f.step} })
}

// handleDue queues a reminder that has become due, moves it to another time, or skips it.
func handleDue(t *batch.Turn, f dueReminder) error {
	p, err := t.Find(f.chat)
	if err != nil {
		return err
	}
	if p.Gone || !p.Session.MayBeReminded() {
		return reschedule(t, f, nil)
	}
	off, err := isOff(t, p, f)
	if err != nil {
		return err
	}
	if off {
		return skip(t, f)
	}
	due, found, err := dueAt(t, f.person, f.kind, f.step)
	switch {
	case err != nil:
		return err
	case !found:
		return skip(t, f)
	case due > t.Now: // the person has been active in the meantime
		return reschedule(t, f, due)
	}
	free, err := mayWriteToday(t, p)
	switch {
	case err != nil:
		return err
	case !free:
		return postpone(t, f)
	}
	return queueReminder(t, p, f)
}

// reschedule makes a reminder due at another time, in unix milliseconds; nil holds it back.
func reschedule(t *batch.Turn, f dueReminder, due any) error {
	_, err := t.Tx.Exec("UPDATE follow_up SET due_at = ? WHERE person_id = ? AND kind = ?", due, f.person, f.kind)
	return err
}

// postpone postpones a reminder to the next day.
func postpone(t *batch.Turn, f dueReminder) error {
	return reschedule(t, f, batch.Morning(time.UnixMilli(t.Now)).UnixMilli())
}

// skip drops a reminder and schedules what follows it.
func skip(t *batch.Turn, f dueReminder) error {
	if f.kind != reminder.Complaints {
		return ScheduleAfter(t, f.person, f.kind, f.step)
	}
	_, err := t.Tx.Exec("DELETE FROM follow_up WHERE person_id = ? AND kind = ?", f.person, f.kind)
	return err
}

// isOff reports whether the settings or an officer have switched a reminder off. A person's region
// is that of the latest interview that has one.
func isOff(t *batch.Turn, p batch.Person, f dueReminder) (bool, error) {
	if f.step > len(t.Delays[f.kind]) {
		return true, nil
	}
	var region int
	err := t.Tx.QueryRow("SELECT region FROM assessment WHERE person_id = ? AND region IS NOT NULL ORDER BY number DESC LIMIT 1", p.ID).Scan(&region)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	off, err := switchedOff(context.Background(), t.Tx, region)
	return off[f.kind], err
}

// mayWriteToday reports whether the bot has neither sent a person a reminder today nor has one
// waiting: once a day is enough, whatever it is about.
func mayWriteToday(t *batch.Turn, p batch.Person) (bool, error) {
	var last int64
	err := t.Tx.QueryRow("SELECT coalesce(max(sent_at), 0) FROM reminder WHERE person_id = ?", p.ID).Scan(&last)
	return p.Waiting.Reminder == 0 && last < batch.Midnight(time.UnixMilli(t.Now)).UnixMilli(), err
}

// queueReminder queues a reminder and schedules what comes next.
func queueReminder(t *batch.Turn, p batch.Person, f dueReminder) error {
	assessment := sql.NullInt64{Int64: p.Assessment, Valid: f.kind != reminder.Complaints}
	done, err := t.Tx.Exec("INSERT INTO reminder (person_id, assessment_id, kind, step) VALUES (?, ?, ?, ?)", p.ID, assessment, f.kind, f.step)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	reply, found, err := reminderText(t, p, f, id)
	switch {
	case err != nil:
		return err
	case !found:
		_, err = t.Tx.Exec("DELETE FROM reminder WHERE id = ?", id)
	default:
		err = t.Queue(batch.Outgoing{Chat: p.Chat, Class: batch.ClassReminder, Queued: t.Now, Due: t.Now, Reply: reply}, id)
	}
	if err != nil {
		return err
	}
	if err := skip(t, f); err != nil || f.kind != reminder.Complaints {
		return err
	}
	return Schedule(t, p.ID, f.kind, 1) // for complaints that are not a day old yet
}

// reminderText returns what a reminder says; false if there is nothing to say. r is its row.
func reminderText(t *batch.Turn, p batch.Person, f dueReminder, r int64) (say.Reply, bool, error) {
	language := p.Session.Language
	switch f.kind {
	case reminder.Unfinished:
		return reminder.UnfinishedReply(p.Session, f.step == len(t.Delays[f.kind])), true, nil
	case reminder.Steps:
		tries, err := resultdb.AskSteps(t, p, f.step)
		return reminder.StepsReply(language, tries), len(tries.Steps) > 0, err
	case reminder.Again:
		return reminder.AgainReply(language), true, nil
	}
	open, err := nameComplaints(t, p, r)
	if err != nil || len(open) == 0 {
		return say.Reply{}, false, err
	}
	return complaint.Reminder(language, open), true, nil
}

// Settle records which reminders have arrived by now, in unix milliseconds.
func Settle(tx *sql.Tx, arrived []batch.Settled, now int64) error {
	for _, a := range arrived {
		if a.Reminder == 0 {
			continue
		}
		if _, err := tx.Exec("UPDATE reminder SET sent_at = ? WHERE id = ?", now, a.Reminder); err != nil {
			return err
		}
	}
	return nil
}

// nameComplaints reads the complaints that a reminder names, and records that it names them: those
// that nobody has answered or been reminded of, and that have been open for long enough.
func nameComplaints(t *batch.Turn, p batch.Person, r int64) ([]complaint.Entry, error) {
	kept := t.Now - t.Delays[reminder.Complaints][0].Milliseconds()
	_, err := t.Tx.Exec(`
		UPDATE complaint SET reminder_id = ?1 WHERE id IN (
			SELECT id FROM complaint WHERE person_id = ?2 AND answered_at IS NULL AND reminder_id IS NULL AND opened_at <= ?3
			ORDER BY id LIMIT ?4)`, r, p.ID, kept, complaintdb.MostListed)
	if err != nil {
		return nil, err
	}
	return complaintdb.List(t, "reminder_id = ?", r)
}
