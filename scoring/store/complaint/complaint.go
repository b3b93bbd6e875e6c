// Package complaint stores the owners' logs of their buyers' complaints.
package complaint

import (
	"database/sql"
	"errors"
	"time"

	"ikmbot/dialog/complaint"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Log stores a complaint, with the pictures and voice notes that belong to it.
func Log(t *batch.Turn, p *batch.Person, c complaint.Complaint) error {
	done, err := t.Tx.Exec("INSERT INTO complaint (person_id, kind, also, channel, buyer, promise, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		p.ID, c.Kind, c.Also, c.Channel, c.Buyer, c.Promise, t.Now)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	for _, f := range c.Held {
		if _, err := t.Tx.Exec("INSERT INTO complaint_file (complaint_id, kind, file) VALUES (?, ?, ?)", id, f.Kind, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// SetState changes a complaint's state. The time of the first answer is recorded once.
func SetState(t *batch.Turn, p *batch.Person, e complaint.StateChanged) error {
	query := "UPDATE complaint SET answered_at = coalesce(answered_at, ?1) WHERE id = ?2 AND person_id = ?3"
	if e.State == complaint.Settled {
		query = "UPDATE complaint SET answered_at = coalesce(answered_at, ?1), settled_at = coalesce(settled_at, ?1) WHERE id = ?2 AND person_id = ?3"
	}
	_, err := t.Tx.Exec(query, t.Now, e.ID, p.ID)
	return err
}

// MostListed is how many complaints one message lists.
const MostListed = 10

// Open reads the complaints that are not settled.
func Open(t *batch.Turn, p batch.Person) (*complaint.List, error) {
	open, err := List(t, "person_id = ? AND settled_at IS NULL", p.ID)
	return &complaint.List{Open: open}, err
}

// List reads complaints from the log, the oldest first.
func List(t *batch.Turn, condition string, id int64) ([]complaint.Entry, error) {
	rows, err := t.Tx.Query(`
		SELECT id, kind, also, buyer, iif(answered_at IS NULL, 'open', 'answered'), (? - opened_at) * 1000000,
			(SELECT count(*) FROM complaint_file WHERE complaint_id = complaint.id)
		FROM complaint WHERE `+condition+` ORDER BY id LIMIT ?`, t.Now, id, MostListed)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(c *complaint.Entry) []any {
		return []any{&c.ID, &c.Kind, &c.Also, &c.Buyer, &c.State, &c.Age, &c.Held}
	})
}

// Held reads a picture or voice note of one of the person's complaints; without its file where
// there is none at the place.
func Held(t *batch.Turn, p batch.Person, id int64, place int) (*complaint.Held, error) {
	held := &complaint.Held{Entry: complaint.Entry{ID: id}, Place: place}
	err := t.Tx.QueryRow(`
		SELECT complaint.kind, also, (SELECT count(*) FROM complaint_file WHERE complaint_id = complaint.id), complaint_file.kind, file
		FROM complaint JOIN complaint_file ON complaint_id = complaint.id
		WHERE complaint.id = ? AND person_id = ? ORDER BY complaint_file.id LIMIT 1 OFFSET ?`, id, p.ID, place).
		Scan(&held.Entry.Kind, &held.Entry.Also, &held.Entry.Held, &held.File.Kind, &held.File.ID)
	if errors.Is(err, sql.ErrNoRows) {
		return held, nil
	}
	return held, err
}

// Summary sums up a person's log.
func Summary(t *batch.Turn, p batch.Person) (complaint.Log, error) {
	var log complaint.Log
	rows, err := t.Tx.Query(`
		SELECT (coalesce(answered_at, ?) - opened_at) * 1000000, answered_at IS NOT NULL, settled_at IS NOT NULL
		FROM complaint WHERE person_id = ?`, t.Now, p.ID)
	if err != nil {
		return log, err
	}
	type wait struct {
		lasted            time.Duration
		answered, settled bool
	}
	all, err := sqlite.All(rows, func(w *wait) []any { return []any{&w.lasted, &w.answered, &w.settled} })
	var answered, waiting []time.Duration
	for _, w := range all {
		if w.answered {
			answered = append(answered, w.lasted)
		} else {
			waiting = append(waiting, w.lasted)
			log.Oldest = max(log.Oldest, w.lasted)
		}
		if !w.settled {
			log.Open++
		}
	}
	log.Count, log.Answered = len(all), len(answered)
	log.Median, log.Reached = scoring.MedianWait(answered, waiting)
	return log, err
}
