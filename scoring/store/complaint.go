package store

import (
	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// logComplaint keeps a complaint, and notes that its owner is to be reminded of it.
func (a *application) logComplaint(p *person, next dialog.Session, c dialog.Complaint) error {
	_, err := a.tx.Exec("INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.id, c.Kind, c.Channel, c.Buyer, c.Promise, a.now)
	if err != nil || next.Stopped {
		return err
	}
	return a.schedule(p.id, dialog.FollowComplaint, 1)
}

// moveComplaint notes how far a complaint is. An answer is told once, and whatever
// is answered needs no reminder.
func (a *application) moveComplaint(p *person, e dialog.ComplaintMoved) error {
	query := "UPDATE complaint SET answered_at = coalesce(answered_at, ?1) WHERE id = ?2 AND person_id = ?3"
	if e.State == dialog.ComplaintSettled {
		query = "UPDATE complaint SET answered_at = coalesce(answered_at, ?1), settled_at = coalesce(settled_at, ?1) WHERE id = ?2 AND person_id = ?3"
	}
	if _, err := a.tx.Exec(query, a.now, e.ID, p.id); err != nil {
		return err
	}
	return a.takeBack(p, dialog.FollowComplaint)
}

// nameComplaints reads the complaints that a reminder names, and notes that it does: those
// that nobody has answered or been reminded of, and that have been there for long enough.
func (a *application) nameComplaints(p person, reminder int64) ([]dialog.LoggedComplaint, error) {
	kept := a.now - a.followUps[dialog.FollowComplaint][0].Milliseconds()
	_, err := a.tx.Exec(`
		UPDATE complaint SET reminder_id = ?1 WHERE id IN (
			SELECT id FROM complaint WHERE person_id = ?2 AND answered_at IS NULL AND reminder_id IS NULL AND opened_at <= ?3
			ORDER BY id LIMIT ?4)`, reminder, p.id, kept, mostComplaints)
	if err != nil {
		return nil, err
	}
	return a.complaints("reminder_id = ?", reminder)
}

// mostComplaints is how many complaints one message lists.
const mostComplaints = 10

// openComplaints reads the complaints that are not settled.
func (a *application) openComplaints(p person) (*dialog.Complaints, error) {
	open, err := a.complaints("person_id = ? AND settled_at IS NULL", p.id)
	return &dialog.Complaints{Open: open}, err
}

// complaints reads complaints of the log, the oldest first.
func (a *application) complaints(condition string, id int64) ([]dialog.LoggedComplaint, error) {
	rows, err := a.tx.Query(`
		SELECT id, kind, buyer, iif(answered_at IS NULL, 'open', 'answered'), (? - opened_at) * 1000000
		FROM complaint WHERE `+condition+` ORDER BY id LIMIT ?`, a.now, id, mostComplaints)
	if err != nil {
		return nil, err
	}
	return sqlite.All(rows, func(c *dialog.LoggedComplaint) []any { return []any{&c.ID, &c.Kind, &c.Buyer, &c.State, &c.Age} })
}

// complaintLog sums a person's log up. The median is the middle one, the longer of
// the two in the middle where their number is even.
func (a *application) complaintLog(p person) (dialog.ComplaintLog, error) {
	var log dialog.ComplaintLog
	err := a.tx.QueryRow(`
		SELECT count(*), count(*) - count(settled_at), count(answered_at), coalesce((
			SELECT (answered_at - opened_at) * 1000000 FROM complaint
			WHERE person_id = +?1 AND answered_at IS NOT NULL ORDER BY answered_at - opened_at
			LIMIT 1 OFFSET (SELECT count(answered_at) / 2 FROM complaint WHERE person_id = +?1)), 0)
		FROM complaint WHERE person_id = +?1`, p.id).Scan(&log.Count, &log.Open, &log.Answered, &log.Median)
	return log, err
}
