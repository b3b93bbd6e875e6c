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

// begun is true of the interviews that were begun in the scope.
func (w where) begun(table string) string {
	return fmt.Sprintf("%[1]s.started_at >= :from AND %[1]s.started_at < :to AND %[2]s", table, w.inRegions(table+".region"))
}

// latest is true of the interview that each business finished last within the span, where
// that is one of the scope's regions.
func (w where) latest() string {
	return "finished_at >= :from AND finished_at < :to AND (superseded_at IS NULL OR superseded_at >= :to) AND " + w.inRegions("region")
}

// results joins these interviews with their results. Those of all regions are read in the
// order in which they lie in the file; an index would have SQLite go to and fro.
func (w where) results() string {
	join := "counted JOIN result ON assessment_id = id"
	if w.scope.Regions == nil {
		join = "result CROSS JOIN counted ON id = assessment_id"
	}
	return " FROM " + join + " WHERE " + w.latest()
}
