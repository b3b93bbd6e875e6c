package store

import (
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"

	"ikmbot/dialog"
	"ikmbot/scoring"
)

var benchBusinesses = flag.Int("businesses", 20_000, "how many businesses BenchmarkRecap and BenchmarkApply make up")

// BenchmarkRecap measures a recap in turns with one pass by hand over the same rows, and the
// recap's time divided by the pass's.
func BenchmarkRecap(b *testing.B) {
	s, _ := loadSample(b, 1, *benchBusinesses)
	for name, scope := range map[string]scoring.Scope{"all": {}, "one regency": {Regions: []int{1571}}} {
		b.Run(name, func(b *testing.B) {
			query := passByHand(scope)
			var recap, pass time.Duration
			for b.Loop() {
				begun := time.Now()
				if _, err := s.Recap(b.Context(), scope); err != nil {
					b.Fatal(err)
				}
				between := time.Now()
				rows, err := s.reader.QueryContext(b.Context(), query)
				if err != nil {
					b.Fatal(err)
				}
				rows.Next()
				if err := rows.Close(); err != nil {
					b.Fatal(err)
				}
				recap += between.Sub(begun)
				pass += time.Since(between)
			}
			b.ReportMetric(float64(recap)/float64(pass), "recap/pass")
			b.ReportMetric(float64(pass.Milliseconds())/float64(b.N), "pass-ms/op")
		})
	}
}

// passByHand is what somebody would write who wanted the shares and the means alone, of the
// businesses' latest interviews.
func passByHand(scope scoring.Scope) string {
	columns := []string{"count(*)"}
	for _, q := range dialog.Newest().Questions {
		switch {
		case q.Chapter != dialog.ChapterBusiness:
			columns = append(columns, "avg(a."+q.Code+")")
		case q.Kind == dialog.OneOf:
			for i := range q.Options {
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE a.%s = %d)", q.Code, i+1))
			}
		case q.Kind == dialog.SomeOf:
			for i := range q.Options {
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE a.%s & %d)", q.Code, 1<<i))
			}
		}
	}
	for _, region := range sampleRegions {
		columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE a.region = %d)", region))
	}
	for _, quadrant := range []string{"growth", "diversification", "turnaround", "defensive"} {
		columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE r.quadrant = '%s')", quadrant))
	}
	for _, cell := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"} {
		columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE r.cell = '%s')", cell))
	}
	query := "SELECT " + strings.Join(columns, ", ") + ` FROM assessment a JOIN result r ON r.assessment_id = a.id
		WHERE a.finished_at IS NOT NULL AND a.superseded_at IS NULL
			AND (a.person_id IS NULL OR a.person_id NOT IN (SELECT person_id FROM withdrawn))`
	for _, region := range scope.Regions {
		query += fmt.Sprintf(" AND a.region = %d", region)
	}
	return query
}
