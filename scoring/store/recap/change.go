package recap

import (
	"fmt"

	"ikmbot/scoring"
)

// addChange compares the first results of the businesses that have several with their latest,
// under the weight set of the latest. Under one set the averages that points are measured from
// are the same, so that the totals tell how far a business has moved.
func (s *survey) addChange() error {
	var businesses, better, worse, mixed int
	var x, y float64
	err := s.row(fmt.Sprintf(`
		WITH move AS MATERIALIZED (
			SELECT
				CASE WHEN now.weight_set_id = before.weight_set_id THEN (latest.s - latest.w) - (first.s - first.w) ELSE (
					SELECT x FROM point_under WHERE assessment_id = now.id AND weight_set_id = now.weight_set_id) - (
					SELECT x FROM point_under WHERE assessment_id = before.id AND weight_set_id = now.weight_set_id) END AS x,
				CASE WHEN now.weight_set_id = before.weight_set_id THEN (latest.o - latest.t) - (first.o - first.t) ELSE (
					SELECT y FROM point_under WHERE assessment_id = now.id AND weight_set_id = now.weight_set_id) - (
					SELECT y FROM point_under WHERE assessment_id = before.id AND weight_set_id = now.weight_set_id) END AS y,
				now.questionnaire <> before.questionnaire AS mixed
			FROM (
				SELECT id, (
					SELECT id FROM assessment
					WHERE assessment.business = counted.business AND superseded_at IS NOT NULL
					ORDER BY assessment.finished_at, assessment.number LIMIT 1) AS first_id
				FROM counted WHERE +number > 1 AND %s AND %s) AS repeated
			JOIN assessment AS now ON now.id = repeated.id
			JOIN assessment AS before ON before.id = first_id
			JOIN result AS latest ON latest.assessment_id = now.id
			JOIN result AS first ON first.assessment_id = before.id
			WHERE first_id <> repeated.id)
		SELECT count(*), total(x), total(y),
			count(*) FILTER (WHERE max(x, y) > %[3]g AND min(x, y) >= -%[3]g),
			count(*) FILTER (WHERE min(x, y) < -%[3]g AND max(x, y) <= %[3]g), count(*) FILTER (WHERE mixed)
		FROM move`, s.where.Latest(), s.where.InRegions("region"), scoring.Tolerance), &businesses, &x, &y, &better, &worse, &mixed)
	c := &s.Change
	c.Businesses += businesses
	c.X += x
	c.Y += y
	c.Better += better
	c.Worse += worse
	c.Mixed += mixed
	return err
}

// settleChange turns the sums into means.
func (s *survey) settleChange() {
	if c := &s.Change; c.Businesses > 0 {
		c.X /= float64(c.Businesses)
		c.Y /= float64(c.Businesses)
	}
}
