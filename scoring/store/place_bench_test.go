package store

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/scoring/store/internal/model"
)

// BenchmarkPlace measures the placing of all assessments of a file, alternating with the copying of
// as many rows into table result, and the placing of single ones.
func BenchmarkPlace(b *testing.B) {
	s, _ := loadSample(b, 1, *benchBusinesses)
	err := s.file.Write(b.Context(), func(tx *sql.Tx) error {
		if _, err := tx.Exec("CREATE TEMP TABLE told AS SELECT * FROM result; DELETE FROM result"); err != nil {
			return err
		}
		timed := func(statement string, args ...any) (time.Duration, int64) {
			began := time.Now()
			done, err := tx.Exec(statement, args...)
			if err != nil {
				b.Fatal(err)
			}
			n, err := done.RowsAffected()
			if err != nil {
				b.Fatal(err)
			}
			return time.Since(began), n
		}
		const singles = 500
		var ratios, each, one []float64
		for b.Loop() {
			everybody, _, _ := strings.Cut(model.InsertResult, "WHERE")
			all, n := timed(everybody)
			timed("DELETE FROM result")
			copied, _ := timed("INSERT INTO result SELECT * FROM told")
			timed("DELETE FROM result")
			alone := time.Duration(0)
			for id := range singles {
				took, _ := timed(model.InsertResult, id+1)
				alone += took
			}
			timed("DELETE FROM result")
			ratios = append(ratios, float64(all)/float64(copied))
			each = append(each, float64(all.Nanoseconds())/float64(n))
			one = append(one, float64(alone.Nanoseconds())/singles)
		}
		b.ReportMetric(median(ratios), "place/copy")
		b.ReportMetric(median(each), "place-ns/row")
		b.ReportMetric(median(one), "alone-ns/row")
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		b.Fatal(err)
	}
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}
