// Package complaint stores the owners' logs of their buyers' complaints.
package complaint

import (
	"ikmbot/dialog/complaint"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Log stores a complaint.
func Log(t *batch.Turn, p *batch.Person, c complaint.Complaint) error {
	_, err := t.Tx.Exec("INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.ID, c.Kind, c.Channel, c.Buyer, c.Promise, t.Now)
	return err
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
		SELECT id, kind, buyer, iif(answered_at IS NULL, 'open', 'answered'), (? - opened_at) * 1000000
		FROM complaint WHERE `+condition+` ORDER BY id LIMIT ?`, t.Now, id, MostListed)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(c *complaint.Entry) []any { return []any{&c.ID, &c.Kind, &c.Buyer, &c.State, &c.Age} })
}

// Summary sums up a person's log. If the number of answer times is even, the median is the longer
// of the middle two.
func Summary(t *batch.Turn, p batch.Person) (complaint.Log, error) {
	var log complaint.Log
	err := t.Tx.QueryRow(`
		SELECT count(*), count(*) - count(settled_at), count(answered_at), coalesce((
			SELECT (answered_at - opened_at) * 1000000 FROM complaint
			WHERE person_id = +?1 AND answered_at IS NOT NULL ORDER BY answered_at - opened_at
			LIMIT 1 OFFSET (SELECT count(answered_at) / 2 FROM complaint WHERE person_id = +?1)), 0)
		FROM complaint WHERE person_id = +?1`, p.ID).Scan(&log.Count, &log.Open, &log.Answered, &log.Median)
	return log, err
}
