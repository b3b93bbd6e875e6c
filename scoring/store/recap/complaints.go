package recap

import (
	"slices"
	"time"
)

// addComplaints sums up the logs of the people whose latest region is in the scope.
func (s *survey) addComplaints() error {
	rows, err := s.tx.QueryContext(s.ctx, `
		SELECT complaint.person_id, coalesce(answered_at - opened_at, 0), answered_at IS NOT NULL, settled_at IS NOT NULL
		FROM complaint
		WHERE `+s.where.Within("opened_at")+" AND "+s.ofPeople("complaint.person_id")+`
		ORDER BY complaint.person_id`, s.where.Args()...)
	if err != nil {
		return err
	}
	defer rows.Close()
	c, before := &s.Complaints, int64(0)
	for rows.Next() {
		var person, wait int64
		var answered, settled bool
		if err := rows.Scan(&person, &wait, &answered, &settled); err != nil {
			return err
		}
		c.Count++
		if person != before {
			c.Businesses++
		}
		if answered {
			s.waits = append(s.waits, wait)
		}
		if settled {
			c.Settled++
		}
		before = person
	}
	return rows.Err()
}

// settleComplaints computes the median; if the number of times is even, the longer of the middle
// two.
func (s *survey) settleComplaints() {
	c := &s.Complaints
	if c.Answered = len(s.waits); c.Answered == 0 {
		return
	}
	slices.Sort(s.waits)
	c.Median = time.Duration(s.waits[len(s.waits)/2]) * time.Millisecond
	c.InADay, _ = slices.BinarySearch(s.waits, (24*time.Hour).Milliseconds()+1)
}
