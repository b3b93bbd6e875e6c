package store

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/store/storetest"
)

var benchBusinesses = flag.Int("businesses", 20_000, "how many businesses BenchmarkRecap and BenchmarkApply make up")

// BenchmarkRecap measures a recap, alternating with one handwritten statement over the same rows,
// and reports the median of their ratios: of all businesses, of a regency with one in 110 of them,
// and of one with an eleventh. It also reports the share of the statement that only reads the
// latest interviews.
func BenchmarkRecap(b *testing.B) {
	s := surveyed(b, *benchBusinesses)
	for _, c := range []struct {
		name  string
		scope scoring.Scope
	}{
		{"all", scoring.Scope{}},
		{"one regency of 110", scoring.Scope{Regions: []int{1571}}},
		{"one regency of 11", scoring.Scope{Regions: []int{1504}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			latest := latestByHand(c.scope)
			all := passByHand(c.scope)
			var ratios, recaps, passes, interviews []float64
			for b.Loop() {
				recap := took(b, func() error {
					_, err := s.Recap(b.Context(), c.scope)
					return err
				})
				pass := took(b, func() error { return s.runThrough(b.Context(), all) })
				interview := took(b, func() error { return s.runThrough(b.Context(), latest) })
				ratios, recaps, passes, interviews = append(ratios, recap/pass), append(recaps, recap), append(passes, pass), append(interviews, interview)
			}
			b.ReportMetric(middle(ratios), "recap/pass")
			b.ReportMetric(middle(recaps), "recap-ms")
			b.ReportMetric(middle(passes), "pass-ms")
			b.ReportMetric(middle(interviews), "latest-interviews-ms")
		})
	}
}

// took returns how many milliseconds something took.
func took(b *testing.B, act func() error) float64 {
	b.Helper()
	begun := time.Now()
	if err := act(); err != nil {
		b.Fatal(err)
	}
	return float64(time.Since(begun).Microseconds()) / 1000
}

func middle(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// runThrough runs a statement of one row.
func (r *Reader) runThrough(ctx context.Context, query string) error {
	rows, err := r.reader.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	rows.Next()
	return rows.Close()
}

// surveyed opens a store with very many made-up businesses.
func surveyed(b *testing.B, businesses int) *Store {
	b.Helper()
	path := filepath.Join(b.TempDir(), "ikmbot.db")
	open := func() *Store {
		s, err := Open(b.Context(), path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { s.Close() })
		return s
	}
	if err := open().Close(); err != nil {
		b.Fatal(err)
	}
	survey := storetest.Survey{Businesses: businesses, Seed: 1, Until: time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)}
	if err := storetest.Fill(b.Context(), path, survey); err != nil {
		b.Fatal(err)
	}
	return open()
}

// latestByHand is what somebody would write who only wanted the shares and means of the businesses'
// latest interviews.
func latestByHand(scope scoring.Scope) string {
	return "SELECT " + strings.Join(sharesByHand(), ", ") + latestOf(scope)
}

// passByHand is what somebody would write who also wanted the rest of a recap: how many businesses
// began and how many are not done, how the results of those with several interviews have moved, and
// the complaints and reminders. The latest interview decides the region.
func passByHand(scope scoring.Scope) string {
	people, theirs := "", "person_id NOT IN (SELECT person_id FROM withdrawn)"
	if scope.Regions != nil {
		people = "WITH theirs AS MATERIALIZED (SELECT a.person_id FROM assessment a WHERE " + countedByHand(scope) + " AND " + finishedLast + ") "
		theirs = "person_id IN (SELECT person_id FROM theirs)"
	}
	return people + "SELECT " + strings.Join(append(sharesByHand(),
		"(SELECT json_array(count(*) FILTER (WHERE number = 1), count(*) FILTER (WHERE finished_at IS NULL)) FROM assessment a WHERE "+countedByHand(scope)+")",
		`(SELECT json_array(count(*), avg(later.x - earlier.x), avg(later.y - earlier.y))
			FROM assessment a JOIN result later ON later.assessment_id = a.id
			JOIN assessment b ON b.person_id = a.person_id AND b.number = 1 JOIN result earlier ON earlier.assessment_id = b.id
			WHERE `+countedByHand(scope)+" AND a.number > 1 AND "+finishedLast+")",
		"(SELECT json_array(count(*), count(DISTINCT person_id), count(answered_at), count(settled_at), avg(answered_at - opened_at)) FROM complaint WHERE "+theirs+")",
		`(SELECT json_array(count(*) FILTER (WHERE kind = 'unfinished'), count(*) FILTER (WHERE kind = 'steps'),
			count(*) FILTER (WHERE kind = 'again'), count(*) FILTER (WHERE kind = 'complaint')) FROM reminder WHERE `+theirs+" AND sent_at IS NOT NULL)",
	), ", ") + latestOf(scope)
}

// sharesByHand are the columns of shares and means.
func sharesByHand() []string {
	columns := []string{"count(*)"}
	for _, q := range questionnaire.Newest().Questions {
		switch {
		case q.Chapter != questionnaire.ChapterBusiness:
			columns = append(columns, "avg(a."+q.Code+")")
		case q.Kind == questionnaire.OneOf:
			for i := range q.Options {
				columns = append(columns, fmt.Sprintf("count(*) FILTER (WHERE a.%s = %d)", q.Code, i+1))
			}
		case q.Kind == questionnaire.SomeOf:
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
	return columns
}

// finishedLast holds for a business's latest interview a.
const finishedLast = "a.finished_at IS NOT NULL AND a.superseded_at IS NULL"

// latestOf selects the latest interviews a of the businesses of a scope, and their results r.
func latestOf(scope scoring.Scope) string {
	return " FROM assessment a JOIN result r ON r.assessment_id = a.id WHERE " + countedByHand(scope) + " AND " + finishedLast
}

// countedByHand holds for the interviews a of a scope that count.
func countedByHand(scope scoring.Scope) string {
	if scope.Regions == nil {
		return "(a.person_id IS NULL OR a.person_id NOT IN (SELECT person_id FROM withdrawn))"
	}
	condition := "NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = a.person_id)"
	for _, region := range scope.Regions {
		condition += fmt.Sprintf(" AND a.region = %d", region)
	}
	return condition
}
