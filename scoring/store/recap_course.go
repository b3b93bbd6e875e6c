package store

import (
	"fmt"

	"ikmbot/scoring"
)

// complaints sums up the log of the people whose latest region is one of the scope's. The
// median is the middle one, the longer of the two in the middle where their number is even.
func (s *survey) complaints() error {
	ofRegions := "TRUE"
	if s.Scope.Regions != nil {
		ofRegions = "person_id IN (SELECT person_id FROM assessment WHERE " + s.where.inRegions("region") + ") AND " + s.where.inRegions(`(
			SELECT region FROM assessment
			WHERE assessment.person_id = complaint.person_id AND region IS NOT NULL ORDER BY number DESC LIMIT 1)`)
	}
	c := &s.Complaints
	return s.row(`
		WITH logged AS MATERIALIZED (
			SELECT person_id, answered_at - opened_at AS wait, settled_at FROM complaint
			WHERE opened_at >= :from AND opened_at < :to AND person_id NOT IN (SELECT person_id FROM withdrawn) AND `+ofRegions+`)
		SELECT count(DISTINCT person_id), count(*), count(wait), count(*) FILTER (WHERE wait <= 24 * 60 * 60 * 1000), count(settled_at),
			coalesce((SELECT wait * 1000000 FROM logged WHERE wait IS NOT NULL ORDER BY wait LIMIT 1 OFFSET (SELECT count(wait) / 2 FROM logged)), 0)
		FROM logged`, &c.Businesses, &c.Count, &c.Answered, &c.InADay, &c.Settled, &c.Median)
}

// change compares the first results of the businesses that have several with their latest.
func (s *survey) change() error {
	c := &s.Change
	return s.row(fmt.Sprintf(`
		WITH move AS MATERIALIZED (
			SELECT latest.x - first.x AS x, latest.y - first.y AS y
			FROM (
				SELECT id, (
					SELECT id FROM assessment WHERE assessment.business = counted.business AND assessment.finished_at IS NOT NULL
					ORDER BY assessment.finished_at, assessment.number LIMIT 1) AS first_id
				FROM counted WHERE number > 1 AND %s) AS repeated
			JOIN result AS latest ON latest.assessment_id = id
			JOIN result AS first ON first.assessment_id = first_id
			WHERE first_id <> id)
		SELECT count(*), coalesce(avg(x), 0), coalesce(avg(y), 0),
			count(*) FILTER (WHERE max(x, y) > %[2]g AND min(x, y) >= -%[2]g),
			count(*) FILTER (WHERE min(x, y) < -%[2]g AND max(x, y) <= %[2]g)
		FROM move`, s.where.latest(), scoring.Tolerance), &c.Businesses, &c.X, &c.Y, &c.Better, &c.Worse)
}
