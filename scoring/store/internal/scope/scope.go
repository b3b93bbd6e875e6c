// Package scope translates the scope of a recap or an export into SQL conditions.
package scope

import (
	"database/sql"
	"fmt"
	"math"
	"strings"

	"ikmbot/scoring"
)

// Conditions makes the conditions of a scope. Their parameters :from and :to are in unix
// milliseconds.
type Conditions struct{ Of scoring.Scope }

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

// Within holds where a column is a time in the span.
func (w Conditions) Within(column string) string {
	text := column + " IS NOT NULL"
	if !w.Of.From.IsZero() {
		text += " AND " + column + " >= :from"
	}
	if !w.Of.To.IsZero() {
		text += " AND " + column + " < :to"
	}
	return text
}

// First holds for the interview that each business began first in the scope, among the interviews
// of its regions.
func (w Conditions) First() string {
	return w.Within("counted.started_at") + ` AND (number = 1 OR NOT EXISTS (
		SELECT 1 FROM assessment AS earlier
		WHERE earlier.business = counted.business AND earlier.number < counted.number AND ` + w.Within("earlier.started_at") + " AND " + w.InRegions("+earlier.region") + "))"
}

// Stopped holds for the interview that each business began last, if that was in the span and is not
// finished.
func (w Conditions) Stopped() string {
	return w.Within("counted.started_at") + ` AND finished_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM assessment AS later WHERE later.business = counted.business AND later.number > counted.number)`
}

// Latest holds for the interview that each business finished last within the span.
func (w Conditions) Latest() string {
	if w.Of.To.IsZero() {
		return w.Within("finished_at") + " AND superseded_at IS NULL"
	}
	return w.Within("finished_at") + " AND (superseded_at IS NULL OR superseded_at >= :to)"
}

// Held holds for the interviews that were finished in the scope, or begun in it and not finished.
func (w Conditions) Held(table string) string {
	return fmt.Sprintf("coalesce(%[1]s.finished_at, %[1]s.started_at) >= :from AND coalesce(%[1]s.finished_at, %[1]s.started_at) < :to AND %[2]s",
		table, w.InRegions(table+".region"))
}
