package store

import (
	"fmt"
	"slices"
	"time"

	"ikmbot/scoring"
)

// addComplaints sums up the log of the people whose latest region is one of the scope's.
func (s *survey) addComplaints() error {
	rows, err := s.tx.QueryContext(s.ctx, `
		SELECT complaint.person_id, coalesce(answered_at - opened_at, 0), answered_at IS NOT NULL, settled_at IS NOT NULL
		FROM complaint
		WHERE `+s.where.within("opened_at")+" AND "+s.ofPeople("complaint.person_id")+`
		ORDER BY complaint.person_id`, s.where.args()...)
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

// settleComplaints finds the median: the middle one, the longer of the two in the middle where their
// number is even.
func (s *survey) settleComplaints() {
	c := &s.Complaints
	if c.Answered = len(s.waits); c.Answered == 0 {
		return
	}
	slices.Sort(s.waits)
	c.Median = time.Duration(s.waits[len(s.waits)/2]) * time.Millisecond
	c.InADay, _ = slices.BinarySearch(s.waits, (24*time.Hour).Milliseconds()+1)
}

// addChange compares the first results of the businesses that have several with their latest.
func (s *survey) addChange() error {
	var businesses, better, worse int
	var x, y float64
	err := s.row(fmt.Sprintf(`
		WITH move AS MATERIALIZED (
			SELECT latest.x - first.x AS x, latest.y - first.y AS y
			FROM (
				SELECT id, (
					SELECT id FROM assessment
					WHERE assessment.business = counted.business AND superseded_at IS NOT NULL
					ORDER BY assessment.finished_at, assessment.number LIMIT 1) AS first_id
				FROM counted WHERE +number > 1 AND %s AND %s) AS repeated
			JOIN result AS latest ON latest.assessment_id = id
			JOIN result AS first ON first.assessment_id = first_id
			WHERE first_id <> id)
		SELECT count(*), total(x), total(y),
			count(*) FILTER (WHERE max(x, y) > %[3]g AND min(x, y) >= -%[3]g),
			count(*) FILTER (WHERE min(x, y) < -%[3]g AND max(x, y) <= %[3]g)
		FROM move`, s.where.latest(), s.where.inRegions("region"), scoring.Tolerance), &businesses, &x, &y, &better, &worse)
	c := &s.Change
	c.Businesses += businesses
	c.X += x
	c.Y += y
	c.Better += better
	c.Worse += worse
	return err
}

// settleChange makes means of the sums.
func (s *survey) settleChange() {
	if c := &s.Change; c.Businesses > 0 {
		c.X /= float64(c.Businesses)
		c.Y /= float64(c.Businesses)
	}
}
