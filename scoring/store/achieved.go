package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ikmbot/scoring"
)

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

// FollowUpsAchieved counts what the bot's own messages came to in some regions, nil for all,
// from a time on and before another; a zero time is no bound.
func (s *Store) FollowUpsAchieved(ctx context.Context, regions []int, from, to time.Time) (scoring.FollowUps, error) {
	f, err := s.followUpsAchieved(ctx, regions, from, to)
	if err != nil {
		return f, fmt.Errorf("count what the bot's own messages came to: %w", err)
	}
	return f, nil
}

func (s *Store) followUpsAchieved(ctx context.Context, regions []int, from, to time.Time) (scoring.FollowUps, error) {
	var f scoring.FollowUps
	var within any
	if regions != nil {
		list, err := json.Marshal(regions)
		if err != nil {
			return f, err
		}
		within = string(list)
	}
	const never = int64(1) << 62
	ends := never
	if !to.IsZero() {
		ends = to.UnixMilli()
	}
	rows, err := s.reader.QueryContext(ctx, achieved, within, from.UnixMilli(), ends)
	if err != nil {
		return f, err
	}
	type counted struct {
		what  string
		count int
	}
	all, err := scanAll(rows, func(c *counted) []any { return []any{&c.what, &c.count} })
	into := map[string]*int{
		"unfinished": &f.Unfinished, "steps": &f.Steps, "again": &f.Again, "complaint": &f.Complaints,
		"finished": &f.Finished, "begun": &f.Begun, "done": &f.Done, "partly": &f.Partly, "not_yet": &f.NotYet,
	}
	for _, c := range all {
		*into[c.what] = c.count
	}
	return f, err
}
