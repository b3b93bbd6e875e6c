package store

import (
	"time"

	"ikmbot/dialog"
)

// reminderDelay is how long after a complaint was kept its owner is reminded of it.
const reminderDelay = 24 * time.Hour

// logComplaint keeps a complaint, and queues its reminder.
func (a *application) logComplaint(p *person, next dialog.Session, c dialog.Complaint) error {
	done, err := a.tx.Exec("INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at) VALUES (?, ?, ?, ?, ?, ?)",
		p.id, c.Kind, c.Channel, c.Buyer, c.Promise, a.now)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil || next.Stopped {
		return err
	}
	due := daytime(time.UnixMilli(a.now).Add(reminderDelay)).UnixMilli()
	out := Outgoing{Chat: p.chat, Class: ClassReminder, Queued: a.now, Due: due, Reply: dialog.ComplaintReminder(next.Language, id, c)}
	return a.queue(out, id)
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
	_, err := a.tx.Exec("DELETE FROM outbox WHERE complaint_id = ? AND chat_id = ?", e.ID, p.chat)
	a.Rescheduled = true
	return err
}

// openComplaints reads the complaints that are not settled.
func (a *application) openComplaints(p person) (*dialog.Complaints, error) {
	rows, err := a.tx.Query(`
		SELECT id, kind, buyer, iif(answered_at IS NULL, 'open', 'answered'), (? - opened_at) * 1000000
		FROM complaint WHERE person_id = ? AND settled_at IS NULL ORDER BY id LIMIT 10`, a.now, p.id)
	if err != nil {
		return nil, err
	}
	open, err := scanAll(rows, func(c *dialog.LoggedComplaint) []any { return []any{&c.ID, &c.Kind, &c.Buyer, &c.State, &c.Age} })
	return &dialog.Complaints{Open: open}, err
}

// complaintLog sums a person's log up. The median is the middle one, the longer of
// the two in the middle where their number is even.
func (a *application) complaintLog(p person) (dialog.ComplaintLog, error) {
	var log dialog.ComplaintLog
	err := a.tx.QueryRow(`
		SELECT count(*), count(*) - count(settled_at), count(answered_at), coalesce((
			SELECT (answered_at - opened_at) * 1000000 FROM complaint
			WHERE person_id = ?1 AND answered_at IS NOT NULL ORDER BY answered_at - opened_at
			LIMIT 1 OFFSET (SELECT count(answered_at) / 2 FROM complaint WHERE person_id = ?1)), 0)
		FROM complaint WHERE person_id = ?1`, p.id).Scan(&log.Count, &log.Open, &log.Answered, &log.Median)
	return log, err
}

// The hours, in Western Indonesian Time, in which the bot writes by itself.
const (
	dayBegins = 8
	dayEnds   = 19
)

// WIB is Western Indonesian Time, in which days and hours are told. Indonesia knows no
// daylight saving time.
var WIB = time.FixedZone("WIB", 7*60*60)

// daytime is the first moment from t on at which the bot may write by itself.
func daytime(t time.Time) time.Time { return between(dayBegins, dayEnds, t.In(WIB)) }

// between is the first moment from t on that lies between two hours of a day, in t's zone.
func between(begins, ends int, t time.Time) time.Time {
	first := time.Date(t.Year(), t.Month(), t.Day(), begins, 0, 0, 0, t.Location())
	switch {
	case t.Before(first):
		return first
	case t.Hour() >= ends:
		return first.AddDate(0, 0, 1)
	}
	return t
}
