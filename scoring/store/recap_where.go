package store

import (
	"database/sql"
	"fmt"
	"math"
	"strings"

	"ikmbot/scoring"
)

// where makes the conditions of a scope. Their parameters :from and :to are unix
// milliseconds.
type where struct{ scope scoring.Scope }

func (w where) args() []any {
	to := int64(math.MaxInt64)
	if !w.scope.To.IsZero() {
		to = w.scope.To.UnixMilli()
	}
	return []any{sql.Named("from", w.scope.From.UnixMilli()), sql.Named("to", to)}
}

// inRegions is true where a column holds one of the scope's regions.
func (w where) inRegions(column string) string {
	if w.scope.Regions == nil {
		return "TRUE"
	}
	codes := strings.Fields(strings.Trim(fmt.Sprint(w.scope.Regions), "[]"))
	return column + " IN (" + strings.Join(codes, ", ") + ")"
}

// within is true where a column holds a time in the span.
func (w where) within(column string) string {
	text := column + " IS NOT NULL"
	if !w.scope.From.IsZero() {
		text += " AND " + column + " >= :from"
	}
	if !w.scope.To.IsZero() {
		text += " AND " + column + " < :to"
	}
	return text
}

// first is true of the interview that each business began first in the scope, among the
// interviews of its regions.
func (w where) first() string {
	return w.within("counted.started_at") + ` AND (number = 1 OR NOT EXISTS (
		SELECT 1 FROM assessment AS earlier
		WHERE earlier.business = counted.business AND earlier.number < counted.number AND ` + w.within("earlier.started_at") + " AND " + w.inRegions("+earlier.region") + "))"
}

// stopped is true of the interview that each business began last, where that was in the span and
// is not finished.
func (w where) stopped() string {
	return w.within("counted.started_at") + ` AND finished_at IS NULL AND NOT EXISTS (
		SELECT 1 FROM assessment AS later WHERE later.business = counted.business AND later.number > counted.number)`
}

// latest is true of the interview that each business finished last within the span.
func (w where) latest() string {
	if w.scope.To.IsZero() {
		return w.within("finished_at") + " AND superseded_at IS NULL"
	}
	return w.within("finished_at") + " AND (superseded_at IS NULL OR superseded_at >= :to)"
}

// held is true of the interviews that were finished in the scope, or begun in it and not
// finished.
func (w where) held(table string) string {
	return fmt.Sprintf("coalesce(%[1]s.finished_at, %[1]s.started_at) >= :from AND coalesce(%[1]s.finished_at, %[1]s.started_at) < :to AND %[2]s",
		table, w.inRegions(table+".region"))
}
