package store

import (
	"ikmbot/dialog/complaint"
	"ikmbot/scoring/store/internal/sqlite"
)

// logComplaint keeps a complaint.
func (t *application) logComplaint(p *person, c complaint.Complaint) error {
	_, err := t.tx.Exec("INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.id, c.Kind, c.Channel, c.Buyer, c.Promise, t.now)
	return err
}

// moveComplaint keeps how far a complaint is. An answer is told once.
func (t *application) moveComplaint(p *person, e complaint.Moved) error {
	query := "UPDATE complaint SET answered_at = coalesce(answered_at, ?1) WHERE id = ?2 AND person_id = ?3"
	if e.State == complaint.Settled {
		query = "UPDATE complaint SET answered_at = coalesce(answered_at, ?1), settled_at = coalesce(settled_at, ?1) WHERE id = ?2 AND person_id = ?3"
	}
	_, err := t.tx.Exec(query, t.now, e.ID, p.id)
	return err
}

// mostComplaints is how many complaints one message lists.
const mostComplaints = 10

// openComplaints reads the complaints that are not settled.
func (t *application) openComplaints(p person) (*complaint.List, error) {
	open, err := t.complaints("person_id = ? AND settled_at IS NULL", p.id)
	return &complaint.List{Open: open}, err
}

// complaints reads complaints of the log, the oldest first.
func (t *application) complaints(condition string, id int64) ([]complaint.Entry, error) {
	rows, err := t.tx.Query(`
		SELECT id, kind, buyer, iif(answered_at IS NULL, 'open', 'answered'), (? - opened_at) * 1000000
		FROM complaint WHERE `+condition+` ORDER BY id LIMIT ?`, t.now, id, mostComplaints)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(c *complaint.Entry) []any { return []any{&c.ID, &c.Kind, &c.Buyer, &c.State, &c.Age} })
}

// complaintLog sums a person's log up. The median is the middle one, the longer of
// the two in the middle where their number is even.
func (t *application) complaintLog(p person) (complaint.Log, error) {
	var log complaint.Log
	err := t.tx.QueryRow(`
		SELECT count(*), count(*) - count(settled_at), count(answered_at), coalesce((
			SELECT (answered_at - opened_at) * 1000000 FROM complaint
			WHERE person_id = +?1 AND answered_at IS NOT NULL ORDER BY answered_at - opened_at
			LIMIT 1 OFFSET (SELECT count(answered_at) / 2 FROM complaint WHERE person_id = +?1)), 0)
		FROM complaint WHERE person_id = +?1`, p.id).Scan(&log.Count, &log.Open, &log.Answered, &log.Median)
	return log, err
}
