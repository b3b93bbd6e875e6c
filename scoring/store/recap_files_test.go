package store

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"ikmbot/dialog/recap"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
	officedb "ikmbot/scoring/store/office"
	recapdb "ikmbot/scoring/store/recap"
)

// provinces returns files of a province each, with the same active weight set, and their businesses
// taken together. Each file numbers its people and interviews from 1.
func provinces(t *testing.T, random *rand.Rand, sizes ...int) (files []*Store, nation *sample) {
	t.Helper()
	weights := randomWeights(random)
	for _, n := range sizes {
		file, of := loadSampleBy(t, random, n, weights)
		if nation == nil {
			nation = &sample{names: of.names, weights: of.weights}
		}
		nation.businesses = append(nation.businesses, of.businesses...)
		files = append(files, file)
	}
	return files, nation
}

func readersOf(files []*Store) (all []*Reader) {
	for _, file := range files {
		all = append(all, &file.Reader)
	}
	return all
}

// TestRecap_OfSeveralFilesIsThatOfAllTheirBusinesses compares with the oracle, and with a recap
// over one connection that the files are attached to.
func TestRecap_OfSeveralFilesIsThatOfAllTheirBusinesses(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 1))
	files, nation := provinces(t, random, 150, 60, 90)
	attached, empty := attach(t, random, files)
	scopes := []scoring.Scope{{}}
	for range 20 {
		scopes = append(scopes, randomScope(random))
	}
	for _, scope := range scopes {
		want := nation.oracleRecap(scope, "panel")
		for way, readers := range map[string][]*Reader{
			"one after the other": readersOf(files),
			"attached":            {attached, empty},
		} {
			got, err := Recap(t.Context(), scope, readers...)
			if err != nil {
				t.Fatal(way, err)
			}
			if diff := sameRecap(want, got); diff != "" {
				t.Errorf("%s, recap of %+v (-oracle +store):\n%s", way, scope, diff)
			}
		}
	}
}

// attach opens a connection that files are attached to, with the program's own views over all of
// their tables. The group's figures are computed in a file with nobody in it.
func attach(t *testing.T, random *rand.Rand, files []*Store) (attached, empty *Reader) {
	t.Helper()
	weights, err := files[0].WeightSet(t.Context(), "panel")
	if err != nil {
		t.Fatal(err)
	}
	nation, _ := loadSampleBy(t, random, 0, weights.Weights)
	db, err := sql.Open("sqlite3", "file:"+fileOf(t, nation)+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1) // attached files and temporary views belong to a connection
	exec := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	for i, file := range files {
		exec(fmt.Sprint("ATTACH ? AS province", i), "file:"+fileOf(t, file)+"?mode=ro")
	}
	for _, table := range []string{"assessment", "result", "consent", "complaint", "reminder", "step_try", "region_population", "receiver"} {
		exec("CREATE TEMP VIEW " + table + " AS " + union(t, db, table, len(files)))
	}
	for _, pattern := range schema.Derived[:2] { // the views
		for _, view := range nation.reader.Scripts(pattern) {
			exec(strings.Replace(view, "CREATE VIEW", "CREATE TEMP VIEW", 1))
		}
	}
	over := *nation.reader
	over.DB = db
	return &Reader{&over}, &nation.Reader
}

func fileOf(t *testing.T, s *Store) (path string) {
	t.Helper()
	if err := s.reader.QueryRow("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(&path); err != nil {
		t.Fatal(err)
	}
	return filepath.Clean(path)
}

// union makes a table of all files, in which each person, business and interview has its own
// number.
func union(t *testing.T, db *sql.DB, table string, files int) string {
	t.Helper()
	rows, err := db.Query("SELECT name FROM pragma_table_xinfo(?)", table)
	if err != nil {
		t.Fatal(err)
	}
	columns, err := sqlite.All(rows, func(c *string) []any { return []any{c} })
	if err != nil {
		t.Fatal(err)
	}
	var selects []string
	for i := range files {
		var values []string
		for _, c := range columns {
			switch c {
			case "id", "person_id", "assessment_id":
				c = fmt.Sprintf("%s * %d + %d AS %s", c, files, i, c)
			case "paper":
				c = fmt.Sprintf("%d || paper AS paper", i)
			case "business":
				c = fmt.Sprintf("coalesce(person_id * %d + %d, %d || paper) AS business", files, i, i)
			}
			values = append(values, c)
		}
		selects = append(selects, fmt.Sprintf("SELECT %s FROM province%d.%s", strings.Join(values, ", "), i, table))
	}
	return strings.Join(selects, " UNION ALL ")
}

func TestRecap_OfSeveralFilesGoesByOneWeightSet(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 1))
	files, _ := provinces(t, random, 5, 5)
	other, _ := loadSampleBy(t, random, 5, randomWeights(random)) // under the same name
	_, err := Recap(t.Context(), scoring.Scope{}, readersOf(append(files, other))...)
	var at *recapdb.FileError
	if !errors.Is(err, recapdb.ErrOtherWeights) || !errors.As(err, &at) || at.File != 2 {
		t.Errorf("recap: %v", err)
	}
}

// TestRecap_OfSeveralFilesKnowsARegionOnce has two files say how many businesses a region has: what
// was entered last counts.
func TestRecap_OfSeveralFilesKnowsARegionOnce(t *testing.T) {
	t.Parallel()
	files, _ := provinces(t, rand.New(rand.NewPCG(9, 1)), 5, 5)
	for i, entered := range []struct{ businesses, at int }{{300, 2}, {200, 1}} {
		err := files[i].file.Write(t.Context(), func(tx *sql.Tx) error {
			a := batch.Turn{Tx: tx, Now: int64(entered.at)}
			return officedb.SetPopulation(&a, recap.PopulationEntered{Region: 1571, Businesses: entered.businesses})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Recap(t.Context(), scoring.Scope{Regions: []int{1571}}, readersOf(files)...)
	if err != nil || r.Population != 300 {
		t.Errorf("population is %d, %v; want 300", r.Population, err)
	}
}
