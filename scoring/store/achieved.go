package store

import "encoding/json"

// achieved counts, by what happened, what the bot's own messages came to between two times
// (?2, ?3) in the regions of a JSON array (?1); NULL: in all, those without a region included.
const achieved = `
	WITH happened (person_id, what) AS (
		SELECT person_id, kind FROM reminder WHERE sent_at >= ?2 AND sent_at < ?3
		UNION ALL
		SELECT person_id, 'finished' FROM assessment
		WHERE finished_at >= ?2 AND finished_at < ?3
			AND EXISTS (SELECT 1 FROM reminder WHERE assessment_id = assessment.id AND kind = 'unfinished' AND sent_at <= finished_at)
		UNION ALL
		SELECT person_id, 'begun' FROM assessment
		WHERE started_at >= ?2 AND started_at < ?3
			AND EXISTS (SELECT 1 FROM reminder JOIN assessment AS earlier ON earlier.id = reminder.assessment_id
				WHERE earlier.person_id = assessment.person_id AND earlier.number = assessment.number - 1 AND kind = 'again' AND sent_at <= assessment.started_at)
		UNION ALL
		SELECT person_id, outcome FROM step_try JOIN assessment ON assessment.id = assessment_id
		WHERE outcome IS NOT NULL AND at >= ?2 AND at < ?3
	)
	SELECT what, count(*) FROM happened
	WHERE person_id NOT IN (SELECT person_id FROM withdrawn)
		AND (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(?1) WHERE value = (
			SELECT region FROM assessment WHERE assessment.person_id = happened.person_id AND region IS NOT NULL ORDER BY number DESC LIMIT 1)))
	GROUP BY what`

// followUps counts what the bot's own messages came to.
func (s *survey) followUps() error {
	var within any
	if s.Scope.Regions != nil {
		list, err := json.Marshal(s.Scope.Regions)
		if err != nil {
			return err
		}
		within = string(list)
	}
	const never = int64(1) << 62
	ends := never
	if !s.Scope.To.IsZero() {
		ends = s.Scope.To.UnixMilli()
	}
	rows, err := s.tx.QueryContext(s.ctx, achieved, within, s.Scope.From.UnixMilli(), ends)
	if err != nil {
		return err
	}
	type counted struct {
		what  string
		count int
	}
	all, err := scanAll(rows, func(c *counted) []any { return []any{&c.what, &c.count} })
	f := &s.FollowUps
	into := map[string]*int{
		"unfinished": &f.Unfinished, "steps": &f.Steps, "again": &f.Again, "complaint": &f.Complaints,
		"finished": &f.Finished, "begun": &f.Begun, "done": &f.Done, "partly": &f.Partly, "not_yet": &f.NotYet,
	}
	for _, c := range all {
		*into[c.what] = c.count
	}
	return err
}
