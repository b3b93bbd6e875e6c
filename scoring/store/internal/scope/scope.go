// Package scope translates the scope of a recap or an export into SQL conditions.
package scope

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// Conditions makes the conditions of a scope. Their parameters :from and :to are in unix
// milliseconds. A scope is of days of WIB; an interview is in it by the same days in the zone of the
// business's region.
type Conditions struct {
	Of    scoring.Scope
	ahead map[int]int64 // by regions outside WIB: how much earlier a day begins there, in milliseconds
}

// New makes the conditions of a scope for a file with its regions.
func New(ctx context.Context, q sqlite.Querier, of scoring.Scope) (Conditions, error) {
	w := Conditions{of, map[int]int64{}}
	if of.From.IsZero() && of.To.IsZero() {
		return w, nil
	}
	rows, err := q.QueryContext(ctx, "SELECT code, zone FROM region")
	if err != nil {
		return w, fmt.Errorf("read zones: %w", err)
	}
	type zoned struct {
		region int
		zone   say.Zone
	}
	regions, err := sqlite.All(rows, func(r *zoned) []any { return []any{&r.region, &r.zone} })
	if err != nil {
		return w, fmt.Errorf("read zones: %w", err)
	}
	for _, r := range regions {
		if ahead := offset(r.zone) - offset(say.WIB); ahead != 0 {
			w.ahead[r.region] = ahead.Milliseconds()
		}
	}
	return w, nil
}

// offset is how much the clocks of a zone are ahead of UTC.
func offset(zone say.Zone) time.Duration {
	_, seconds := time.Unix(0, 0).In(zone.Location()).Zone()
	return time.Duration(seconds) * time.Second
}

// limit is a parameter as it is for the interviews of a region.
func (w Conditions) limit(parameter, region string) string {
	if len(w.ahead) == 0 {
		return parameter
	}
	text := "(" + parameter + " - CASE " + region
	for _, code := range slices.Sorted(maps.Keys(w.ahead)) {
		text += fmt.Sprintf(" WHEN %d THEN %d", code, w.ahead[code])
	}
	return text + " ELSE 0 END)"
}

// Args returns the values of the parameters.
func (w Conditions) Args() []any {
	to := int64(math.MaxInt64)
	if !w.Of.To.IsZero() {
		to = w.Of.To.UnixMilli()
	}
	return []any{sql.Named("from", w.Of.From.UnixMilli()), sql.Named("to", to)}
}

// InRegions holds where a column is one of the scope's regions.
func (w Conditions) InRegions(column string) string {
	if w.Of.Regions == nil {
		return "TRUE"
	}
	codes := strings.Fields(strings.Trim(fmt.Sprint(w.Of.Regions), "[]"))
	return column + " IN (" + strings.Join(codes, ", ") + ")"
}

// Within holds where a column is a time in the span, by the days of WIB.
func (w Conditions) Within(column string) string { return Conditions{Of: w.Of}.within(column, "") }

// within holds where a column is a time in the span, by the days of a region.
func (w Conditions) within(column, region string) string {
	text := column + " IS NOT NULL"
	if !w.Of.From.IsZero() {
		text += " AND " + column + " >= " + w.limit(":from", region)
	}
	if !w.Of.To.IsZero() {
		text += " AND " + column + " < " + w.limit(":to", region)
	}
	return text
}

// First holds for the interview that each business began first in the scope, among the interviews
// of its regions.
func (w Conditions) First() string {
	return w.within("counted.started_at", "counted.region") + ` AND (number = 1 OR NOT EXISTS (
		SELECT 1 FROM assessment AS earlier
		WHERE earlier.business = counted.business AND earlier.number < counted.number AND ` + w.within("earlier.started_at", "earlier.region") + " AND " + w.InRegions("+earlier.region") + "))"
}

// Stopped holds for the interview that each business began last, if that was in the span and is not
// finished.
func (w Conditions) Stopped() string {
	return w.within("counted.started_at", "counted.region") + ` AND finished_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM assessment AS later WHERE later.business = counted.business AND later.number > counted.number)`
}

// Latest holds for the interview that each business finished last within the span.
func (w Conditions) Latest() string {
	if w.Of.To.IsZero() {
		return w.within("finished_at", "region") + " AND superseded_at IS NULL"
	}
	return w.within("finished_at", "region") + " AND (superseded_at IS NULL OR superseded_at >= " + w.limit(":to", "region") + ")"
}

// Held holds for the interviews that were finished in the scope, or begun in it and not finished.
func (w Conditions) Held(table string) string {
	region := table + ".region"
	return fmt.Sprintf("coalesce(%[1]s.finished_at, %[1]s.started_at) >= %[3]s AND coalesce(%[1]s.finished_at, %[1]s.started_at) < %[4]s AND %[2]s",
		table, w.InRegions(region), w.limit(":from", region), w.limit(":to", region))
}
