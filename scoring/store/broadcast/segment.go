package broadcast

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"ikmbot/dialog/broadcast"
	"ikmbot/scoring/store/internal/batch"
)

// How long somebody is left alone, unless the segment says otherwise.
const (
	restAfterBroadcast = 7 * 24 * time.Hour // since the last broadcast that arrived
	restAfterAnswer    = time.Hour          // since the last answer within an interview
)

// people selects everybody, with the latest finished assessment f and its result r, the latest
// assessment l in any state, whether they may be written to, and whether they should be left alone.
const people = `
	FROM (
		SELECT p.id, p.chat_id, p.last_seen_at,
			EXISTS (SELECT 1 FROM contactable WHERE person_id = p.id) AS reachable,
			coalesce(p.broadcast_at > :now - :rest_after_broadcast, 0) AS recent,
			p.last_seen_at > :now - :rest_after_answer AND p.place = 'asking' AS busy,
			(SELECT id FROM assessment WHERE person_id = p.id AND finished_at IS NOT NULL ORDER BY number DESC LIMIT 1) AS finished,
			(SELECT id FROM assessment WHERE person_id = p.id ORDER BY number DESC LIMIT 1) AS latest
		FROM person p
		WHERE p.id > :after AND p.id <= :up_to
	) p
	LEFT JOIN assessment f ON f.id = p.finished
	LEFT JOIN result r ON r.assessment_id = p.finished
	LEFT JOIN assessment l ON l.id = p.latest
	WHERE `

// selection is a segment's people as a condition on [people].
type selection struct {
	conditions []string
	values     map[string]any // by the names of the placeholders
}

// eligible holds for the people who both may and should be written to.
const eligible = "reachable AND NOT (recent AND NOT :also_recent) AND NOT (busy AND NOT :also_busy)"

var factorForm = regexp.MustCompile(`^[SWOT][1-8]$`)

// newSelection makes the condition of a segment. An officer who is limited to regions never reaches
// anybody outside them. A business's region is that of the latest finished assessment or, without
// one, of the latest assessment.
func newSelection(s broadcast.Segment, officer, now int64) (*selection, error) {
	c := &selection{values: map[string]any{
		"officer": officer, "now": now, "after": 0, "up_to": int64(1) << 62,
		"rest_after_broadcast": restAfterBroadcast.Milliseconds(), "rest_after_answer": restAfterAnswer.Milliseconds(),
		"also_recent": s.Recent, "also_busy": s.Busy,
	}}
	const region = "coalesce(f.region, l.region)"
	c.add(`(NOT EXISTS (SELECT 1 FROM officer_region WHERE officer_id = :officer)
		OR ` + region + ` IN (SELECT region FROM officer_region WHERE officer_id = :officer))`)
	const progress = "iif(f.id IS NOT NULL, 'finished', iif(l.id IS NOT NULL, 'unfinished', 'never'))"
	// The view of the advice is slow, so it is read only if the quadrant does not decide.
	const advised = `(EXISTS (SELECT 1 FROM quadrant WHERE code = r.quadrant AND family IN (%[1]s))
		OR EXISTS (SELECT 1 FROM advice JOIN strategy ON strategy.code = strategy WHERE assessment_id = f.id AND family IN (%[1]s)))`
	err := errors.Join(
		oneOf(c, s.Regions, region+" IN (%s)"),
		oneOf(c, s.Quadrants, "r.quadrant IN (%s)"),
		oneOf(c, s.Cells, "r.cell IN (%s)"),
		oneOf(c, s.Crafts, "f.craft IN (%s)"),
		oneOf(c, s.Progress, progress+" IN (%s)"),
		c.rated(s.Ratings))
	c.where(s.Uses != 0, "f.media & :uses <> 0", "uses", s.Uses)
	c.where(s.Lacks != 0, "f.media & :lacks = 0", "lacks", s.Lacks)
	c.where(s.Obstacles != 0, "f.obstacles & :obstacles <> 0", "obstacles", s.Obstacles)
	c.where(s.SeenDays != 0, "p.last_seen_at >= :seen", "seen", now-int64(s.SeenDays)*batch.DayInMillis)
	c.where(s.UnseenDays != 0, "p.last_seen_at < :unseen", "unseen", now-int64(s.UnseenDays)*batch.DayInMillis)
	return c, errors.Join(err, oneOf(c, s.Families, advised))
}

func (c *selection) add(condition string) { c.conditions = append(c.conditions, condition) }

// where adds a condition with one placeholder if the segment asks for it.
func (c *selection) where(asked bool, condition, name string, value any) {
	if asked {
		c.add(condition)
		c.values[name] = value
	}
}

// oneOf adds a condition on a list of values if there are any; %s stands for the list.
func oneOf[T any](c *selection, values []T, condition string) error {
	list, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("write condition: %w", err)
	}
	name := fmt.Sprintf("list%d", len(c.values))
	c.where(len(values) > 0, fmt.Sprintf(condition, "SELECT value FROM json_each(:"+name+")"), name, string(list))
	return nil
}

// rated adds the condition that one of the factors is rated at or above its limit.
func (c *selection) rated(limits []broadcast.Limit) error {
	var either []string
	for i, l := range limits {
		if !factorForm.MatchString(string(l.Factor)) {
			return fmt.Errorf("no factor %q", l.Factor)
		}
		name := fmt.Sprintf("least%d", i)
		either = append(either, "f."+string(l.Factor)+" >= :"+name)
		c.values[name] = l.AtLeast
	}
	if either != nil {
		c.add("(" + strings.Join(either, " OR ") + ")")
	}
	return nil
}

// statement makes a statement about the people of the selection.
func (c *selection) statement(columns, rest string) string {
	return "SELECT " + columns + people + strings.Join(c.conditions, " AND ") + rest
}

// args returns the values for a statement of [selection.statement].
func (c *selection) args() []any {
	var args []any
	for name, value := range c.values {
		args = append(args, sql.Named(name, value))
	}
	return args
}
