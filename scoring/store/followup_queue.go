package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ikmbot/dialog/complaint"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/sqlite"
)

// mostFollowUps bounds what is queued in one transaction, and so how long the conversations
// wait for it.
const mostFollowUps = 64

// nextReminder is when the bot is next to write by itself, by the store's clock and never at
// night; the zero time where nothing is to come.
func (w *writer) nextReminder(ctx context.Context) (time.Time, error) {
	var due sql.NullInt64
	err := w.file.QueryRowContext(ctx, "SELECT min(due_at) FROM follow_up WHERE due_at IS NOT NULL").Scan(&due)
	if err != nil {
		return time.Time{}, fmt.Errorf("read when the bot is to write by itself: %w", err)
	}
	if !due.Valid {
		return time.Time{}, nil
	}
	return Daytime(time.UnixMilli(max(due.Int64, w.now()))), nil
}

// queueReminders puts whatever the bot is to write by itself by now into the outbox, and
// notes in the same transaction what comes next for each person. It tells whether there was
// something, and when there will be again; the zero time: never. The error may be about
// single people: they are left for the next day, and the others are queued.
func (w *writer) queueReminders(ctx context.Context) (queued bool, next time.Time, err error) {
	var faults error
	for {
		next, err = w.nextReminder(ctx)
		if err != nil || next.IsZero() || next.After(w.Now()) {
			return queued, next, errors.Join(faults, err)
		}
		some, err := w.queueSome(ctx, &faults)
		if err != nil {
			return queued, time.Time{}, errors.Join(faults, fmt.Errorf("queue what the bot writes by itself: %w", err))
		}
		queued = queued || some
	}
}

// queueSome takes those that have been due the longest, in one transaction.
func (w *writer) queueSome(ctx context.Context, faults *error) (queued bool, err error) {
	err = w.write(ctx, func(t *application) error {
		due, err := t.dueFollowUps()
		if err != nil {
			return err
		}
		for _, f := range due {
			err := sqlite.Savepoint(t.tx, "one_follow_up", func(*sql.Tx) error { return t.follow(f) })
			if sqlite.Aborts(err) {
				return err
			}
			if err != nil {
				*faults = errors.Join(*faults, fmt.Errorf("write to person %d by itself (%s): %w", f.person, f.kind, err), t.putOff(f))
			}
		}
		queued = len(t.Messages) > 0
		return nil
	})
	return queued, err
}

// followUp is what comes next for a person.
type followUp struct {
	person, chat int64
	kind         reminder.Kind
	step         int
}

func (t *application) dueFollowUps() ([]followUp, error) {
	rows, err := t.tx.Query(`
		SELECT person_id, chat_id, kind, step FROM follow_up JOIN person ON person.id = person_id
		WHERE due_at <= ? ORDER BY due_at, person_id LIMIT ?`, t.now, mostFollowUps)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(f *followUp) []any { return []any{&f.person, &f.chat, &f.kind, &f.step} })
}

// follow does what is right about what has become due: it queues the message, or moves it to
// another time, or goes on without it.
func (t *application) follow(f followUp) error {
	p, err := t.find(f.chat)
	if err != nil {
		return err
	}
	if p.gone || !p.session.MayBeReminded() {
		return t.move(f, nil)
	}
	off, err := t.off(p, f)
	if err != nil {
		return err
	}
	if off {
		return t.goOn(f)
	}
	due, found, err := t.dueAt(f.person, f.kind, f.step)
	switch {
	case err != nil:
		return err
	case !found:
		return t.goOn(f)
	case due > t.now: // the person has been here meanwhile
		return t.move(f, due)
	}
	free, err := t.free(p)
	switch {
	case err != nil:
		return err
	case !free:
		return t.putOff(f)
	}
	return t.remind(p, f)
}

// move lets a message be due at another time, in unix milliseconds; at nil it is held back.
func (t *application) move(f followUp, due any) error {
	_, err := t.tx.Exec("UPDATE follow_up SET due_at = ? WHERE person_id = ? AND kind = ?", due, f.person, f.kind)
	return err
}

// putOff leaves a message for the next day.
func (t *application) putOff(f followUp) error {
	return t.move(f, morning(time.UnixMilli(t.now)).UnixMilli())
}

// goOn leaves a message behind for what follows it.
func (t *application) goOn(f followUp) error {
	if f.kind != reminder.Complaints {
		return t.scheduleAfter(f.person, f.kind, f.step)
	}
	_, err := t.tx.Exec("DELETE FROM follow_up WHERE person_id = ? AND kind = ?", f.person, f.kind)
	return err
}

// off tells whether a message is not to be sent, by the settings or by an officer. The region
// of a person is that of the latest interview in which it was told.
func (t *application) off(p person, f followUp) (bool, error) {
	if f.step > len(t.followUps[f.kind]) {
		return true, nil
	}
	var region int
	err := t.tx.QueryRow("SELECT region FROM assessment WHERE person_id = ? AND region IS NOT NULL ORDER BY number DESC LIMIT 1", p.id).Scan(&region)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	off, err := followUpsOff(context.Background(), t.tx, region)
	return off[f.kind], err
}

// free tells whether the bot has not written to a person by itself today and is not about to:
// once a day is enough, whatever it is about.
func (t *application) free(p person) (bool, error) {
	var last int64
	err := t.tx.QueryRow("SELECT coalesce(max(sent_at), 0) FROM reminder WHERE person_id = ?", p.id).Scan(&last)
	return p.waiting.reminder == 0 && last < midnight(time.UnixMilli(t.now)).UnixMilli(), err
}

// remind queues a message and notes what comes next.
func (t *application) remind(p person, f followUp) error {
	assessment := sql.NullInt64{Int64: p.assessment, Valid: f.kind != reminder.Complaints}
	done, err := t.tx.Exec("INSERT INTO reminder (person_id, assessment_id, kind, step) VALUES (?, ?, ?, ?)", p.id, assessment, f.kind, f.step)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	reply, found, err := t.words(p, f, id)
	switch {
	case err != nil:
		return err
	case !found:
		_, err = t.tx.Exec("DELETE FROM reminder WHERE id = ?", id)
	default:
		err = t.queue(Outgoing{Chat: p.chat, Class: ClassReminder, Queued: t.now, Due: t.now, Reply: reply}, id)
	}
	if err != nil {
		return err
	}
	if err := t.goOn(f); err != nil || f.kind != reminder.Complaints {
		return err
	}
	return t.schedule(p.id, f.kind, 1) // of complaints that are not a day old yet
}

// words are what a message says; false where there is nothing to say. reminder is its row.
func (t *application) words(p person, f followUp, r int64) (say.Reply, bool, error) {
	language := p.session.Language
	switch f.kind {
	case reminder.Unfinished:
		return reminder.UnfinishedReply(p.session, f.step == len(t.followUps[f.kind])), true, nil
	case reminder.Steps:
		tries, err := t.askSteps(p, f.step)
		return reminder.StepsReply(language, tries), len(tries.Steps) > 0, err
	case reminder.Again:
		return reminder.AgainReply(language), true, nil
	}
	open, err := t.nameComplaints(p, r)
	if err != nil || len(open) == 0 {
		return say.Reply{}, false, err
	}
	return complaint.Reminder(language, open), true, nil
}

// settleReminders writes down which reminders have arrived by now.
func settleReminders(tx *sql.Tx, arrived []settled, now int64) error {
	for _, a := range arrived {
		if a.reminder == 0 {
			continue
		}
		if _, err := tx.Exec("UPDATE reminder SET sent_at = ? WHERE id = ?", now, a.reminder); err != nil {
			return err
		}
	}
	return nil
}

// nameComplaints reads the complaints that a reminder names, and notes that it does: those
// that nobody has answered or been reminded of, and that have been there for long enough.
func (t *application) nameComplaints(p person, r int64) ([]complaint.Entry, error) {
	kept := t.now - t.followUps[reminder.Complaints][0].Milliseconds()
	_, err := t.tx.Exec(`
		UPDATE complaint SET reminder_id = ?1 WHERE id IN (
			SELECT id FROM complaint WHERE person_id = ?2 AND answered_at IS NULL AND reminder_id IS NULL AND opened_at <= ?3
			ORDER BY id LIMIT ?4)`, r, p.id, kept, mostComplaints)
	if err != nil {
		return nil, err
	}
	return t.complaints("reminder_id = ?", r)
}
