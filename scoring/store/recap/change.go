package recap

import (
	"fmt"

	"ikmbot/scoring"
)

// addChange compares the first result with the latest of each business that has several.
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
		FROM move`, s.where.Latest(), s.where.InRegions("region"), scoring.Tolerance), &businesses, &x, &y, &better, &worse)
	c := &s.Change
	c.Businesses += businesses
	c.X += x
	c.Y += y
	c.Better += better
	c.Worse += worse
	return err
}

// settleChange turns the sums into means.
func (s *survey) settleChange() {
	if c := &s.Change; c.Businesses > 0 {
		c.X /= float64(c.Businesses)
		c.Y /= float64(c.Businesses)
	}
}
