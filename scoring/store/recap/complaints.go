package recap

import (
	"time"

	"ikmbot/scoring"
)

// addComplaints sums up the logs of the people whose latest region is in the scope. What is
// not answered has waited until the file's latest moment: of a copy nothing later is known.
func (s *survey) addComplaints() error {
	var until int64
	err := s.tx.QueryRowContext(s.ctx, `
		SELECT max(coalesce((SELECT max(at) FROM receiver), 0), coalesce((SELECT max(opened_at) FROM complaint), 0))`).Scan(&until)
	if err != nil {
		return err
	}
	rows, err := s.tx.QueryContext(s.ctx, `
		SELECT complaint.person_id, coalesce(answered_at, 0), opened_at, answered_at IS NOT NULL, settled_at IS NOT NULL
		FROM complaint
		WHERE `+s.where.Within("opened_at")+" AND "+s.ofPeople("complaint.person_id")+`
		ORDER BY complaint.person_id`, s.where.Args()...)
	if err != nil {
		return err
	}
	defer rows.Close()
	c, before := &s.Complaints, int64(0)
	for rows.Next() {
		var person, answeredAt, openedAt int64
		var answered, settled bool
		if err := rows.Scan(&person, &answeredAt, &openedAt, &answered, &settled); err != nil {
			return err
		}
		c.Count++
		if person != before {
			c.Businesses++
		}
		if answered {
			s.waits = append(s.waits, time.Duration(answeredAt-openedAt)*time.Millisecond)
		} else {
			s.waiting = append(s.waiting, time.Duration(until-openedAt)*time.Millisecond)
		}
		if settled {
			c.Settled++
		}
		before = person
	}
	return rows.Err()
}

// settleComplaints finds how soon the first answers came.
func (s *survey) settleComplaints() {
	c := &s.Complaints
	c.Answered = len(s.waits)
	c.Median, c.Reached = scoring.MedianWait(s.waits, s.waiting)
	for _, wait := range s.waits {
		if wait <= 24*time.Hour {
			c.InADay++
		}
	}
}
