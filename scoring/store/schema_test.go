package store

import (
	"bytes"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// migrations returns the names of the migrations in order, and script the text of one.
func migrations(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(scripts, schema.Migrations)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func script(t testing.TB, name string) string {
	t.Helper()
	text, err := scripts.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMigrations_AreNumberedFromOne(t *testing.T) {
	t.Parallel()
	for i, name := range migrations(t) {
		if want := fmt.Sprintf("%03d_", i+1); !strings.HasPrefix(path.Base(name), want) {
			t.Errorf("migration %d is called %s, want %s…", i+1, name, want)
		}
	}
}

func TestOpen_BringsEveryVersionToTheNewest(t *testing.T) {
	t.Parallel()
	for version := range migrations(t) {
		t.Run(fmt.Sprintf("from version %d", version), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "ikmbot.db")
			var scripts strings.Builder
			for _, name := range migrations(t)[:version] {
				scripts.WriteString(script(t, name))
			}
			// A view of that version, whose table the next version might alter or drop.
			if version > 0 {
				fmt.Fprintf(&scripts, "CREATE VIEW older AS SELECT no_longer_there FROM person; PRAGMA application_id = %d; ", schema.Application)
			}
			fmt.Fprintf(&scripts, "PRAGMA user_version = %d", version)
			change(t, file, scripts.String())

			s := mustOpen(t, file)
			defer s.Close()
			want, got := objects(t, openStore(t)), objects(t, s)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("schema (-fresh +migrated):\n%s", diff)
			}
		})
	}
}

// TestOpen_NotesWhatWasSuperseded opens a file from before that was recorded: two people, one with
// three interviews of which the second is unfinished.
func TestOpen_NotesWhatWasSuperseded(t *testing.T) {
	t.Parallel()
	var statements strings.Builder
	columns := strings.ReplaceAll(strings.Trim(fmt.Sprint(factors), "[]"), " ", ", ")
	fmt.Fprint(&statements, "INSERT INTO person (id, chat_id, language, created_at, last_seen_at) VALUES (1, 1, 'id', 0, 0), (2, 2, 'id', 0, 0);")
	for _, interview := range []string{"1, 1, 10", "1, 2, NULL", "1, 3, 30", "2, 1, 20"} {
		fmt.Fprintf(&statements, "INSERT INTO assessment (questionnaire, weight_set_id, started_at, person_id, number, finished_at, %s) VALUES (1, 1, 0, %s%s);",
			columns, interview, strings.Repeat(", 1", len(factors)))
	}
	s := openOlder(t, 5, statements.String())
	rows, err := s.reader.Query("SELECT person_id, number, coalesce(superseded_at, 0) FROM assessment ORDER BY person_id, number")
	if err != nil {
		t.Fatal(err)
	}
	got, err := sqlite.All(rows, func(r *[3]int) []any { return []any{&r[0], &r[1], &r[2]} })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][3]int{{1, 1, 30}, {1, 2, 0}, {1, 3, 0}, {2, 1, 0}}, got); diff != "" {
		t.Errorf("person, number, superseded at (-want +got):\n%s", diff)
	}
}

// TestOpen_KeepsWhereSomebodyStands opens a file from before the place was in the person's row.
func TestOpen_KeepsWhereSomebodyStands(t *testing.T) {
	t.Parallel()
	s := openOlder(t, 13, `
		INSERT INTO person (id, chat_id, language, created_at, last_seen_at) VALUES (1, 11, 'id', 0, 0), (2, 12, 'en', 0, 0);
		INSERT INTO session (person_id, place, at_question, picks, aside) VALUES (1, 'asking', 'media', 5, '{"erase":true}'), (2, 'ready', '', 0, '{}');`)
	want := "asking|media|5|{\"erase\":true} ready||0|{}"
	got := one[string](t, s, "SELECT group_concat(concat_ws('|', place, at_question, picks, aside), ' ' ORDER BY id) FROM person")
	if got != want {
		t.Errorf("they stand at %s, want %s", got, want)
	}
}

// openOlder opens a file of an older version, in which some statements have run.
func openOlder(t *testing.T, version int, statements string) *Store {
	t.Helper()
	var scripts strings.Builder
	for _, name := range migrations(t)[:version] {
		scripts.WriteString(script(t, name))
	}
	fmt.Fprintf(&scripts, "PRAGMA application_id = %d; PRAGMA user_version = %d; ", schema.Application, version)
	file := filepath.Join(t.TempDir(), "ikmbot.db")
	change(t, file, scripts.String()+statements)
	s := mustOpen(t, file)
	t.Cleanup(func() { s.Close() })
	return s
}

// objects reads the schema: the objects with their SQL.
func objects(t testing.TB, s *Store) map[string]string {
	t.Helper()
	rows, err := s.reader.Query("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema")
	if err != nil {
		t.Fatal(err)
	}
	type object struct{ name, sql string }
	all, err := sqlite.All(rows, func(o *object) []any { return []any{&o.name, &o.sql} })
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]string{}
	for _, o := range all {
		objects[o.name] = o.sql
	}
	return objects
}

func TestOpen_RebuildsViewsAndSeeds(t *testing.T) {
	t.Parallel()

	t.Run("where their text has changed", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "ikmbot.db")
		mustOpen(t, file).Close()
		change(t, file, `
			UPDATE derived SET hash = 'of an older program';
			DROP VIEW position_quadrant;
			CREATE VIEW position_quadrant AS SELECT 'older' AS quadrant;
			UPDATE region SET name = 'older';
			DELETE FROM option WHERE question = 'age';
			UPDATE weight_set SET active = 0;
			INSERT INTO weight_set (name, note, active) VALUES ('panel', '', 1)`)
		s := mustOpen(t, file)
		defer s.Close()
		if diff := cmp.Diff(objects(t, openStore(t)), objects(t, s)); diff != "" {
			t.Errorf("schema (-fresh +rebuilt):\n%s", diff)
		}
		var older, ages int
		var active string
		err := s.reader.QueryRow(`SELECT (SELECT count(*) FROM region WHERE name = 'older'), (SELECT count(*) FROM option WHERE question = 'age'),
			(SELECT name FROM weight_set WHERE active = 1)`).Scan(&older, &ages, &active)
		if err != nil || older != 0 || ages != 5 || active != "panel" {
			t.Errorf("%d regions are as before, %d ages are there, %s is active, %v; want 0, 5, panel", older, ages, active, err)
		}
	})

	t.Run("and writes nothing where it has not", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(t.TempDir(), "ikmbot.db")
		mustOpen(t, file).Close()
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		mustOpen(t, file).Close()
		after, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(before, after) {
			t.Error("a start changed the file")
		}
	})
}

func TestSeeds(t *testing.T) {
	t.Parallel()
	s := openStore(t)

	t.Run("hold the factors of the questionnaire", func(t *testing.T) {
		t.Parallel()
		var asked []string
		for _, q := range questionnaire.Newest().Questions {
			if q.Chapter != questionnaire.ChapterBusiness {
				asked = append(asked, q.Code)
			}
		}
		rows, err := s.reader.Query("SELECT code FROM factor ORDER BY position")
		if err != nil {
			t.Fatal(err)
		}
		seeded, err := sqlite.All(rows, func(code *string) []any { return []any{code} })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asked, seeded); diff != "" {
			t.Errorf("factors (-asked +seeded):\n%s", diff)
		}
	})

	t.Run("hold the options of the questionnaire", func(t *testing.T) {
		t.Parallel()
		asked := map[string]int{}
		for _, q := range questionnaire.Newest().Questions {
			if q.Chapter != questionnaire.ChapterBusiness {
				continue
			}
			for i, code := range q.Options {
				asked[q.Code+" "+code] = i + 1
				if q.Kind == questionnaire.SomeOf {
					asked[q.Code+" "+code] = 1 << i
				}
			}
		}
		rows, err := s.reader.Query("SELECT question || ' ' || code, value FROM option")
		if err != nil {
			t.Fatal(err)
		}
		type option struct {
			code  string
			value int
		}
		options, err := sqlite.All(rows, func(o *option) []any { return []any{&o.code, &o.value} })
		if err != nil {
			t.Fatal(err)
		}
		seeded := map[string]int{}
		for _, o := range options {
			seeded[o.code] = o.value
		}
		if diff := cmp.Diff(asked, seeded); diff != "" {
			t.Errorf("options (-asked +seeded):\n%s", diff)
		}
	})

	t.Run("give balanced weights without a fault", func(t *testing.T) {
		t.Parallel()
		var faults int
		if err := s.reader.QueryRow("SELECT count(*) FROM weight_set_fault").Scan(&faults); err != nil || faults != 0 {
			t.Errorf("%d faults, %v", faults, err)
		}
	})

	t.Run("name every region in a known order", func(t *testing.T) {
		t.Parallel()
		var regions, positions, first int
		err := s.reader.QueryRow("SELECT count(*), count(DISTINCT position), (SELECT code FROM region ORDER BY position LIMIT 1) FROM region").Scan(&regions, &positions, &first)
		if err != nil || regions != 12 || positions != 12 || first != 1571 {
			t.Errorf("%d regions in %d places, first %d, %v; want 12, 12, 1571", regions, positions, first, err)
		}
	})
}

// TestViews_ReadOneAssessmentAlone checks SQLite's plans for one assessment: they read its row and
// never scan all.
func TestViews_ReadOneAssessmentAlone(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	rows, err := s.reader.Query(`
		SELECT view.name FROM sqlite_schema AS view, pragma_table_info(view.name) AS column
		WHERE view.type = 'view' AND column.name = 'assessment_id'`)
	if err != nil {
		t.Fatal(err)
	}
	views, err := sqlite.All(rows, func(view *string) []any { return []any{view} })
	if err != nil {
		t.Fatal(err)
	}
	if len(views) < 10 {
		t.Fatalf("only %d views are of assessments: %v", len(views), views)
	}
	from := map[string]string{"result": model.InsertResult}
	for _, view := range views {
		from[view] = "SELECT * FROM " + view + " WHERE assessment_id = ?"
	}
	for name, query := range from {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, step := range plan(t, s, query, 1) {
				if strings.HasPrefix(step, "SCAN assessment") {
					t.Errorf("%s reads every assessment: %s", name, step)
				}
			}
		})
	}
}

// TestViews_PlaceAFileInOneScan checks SQLite's plan for placing all assessments: one scan of them,
// with look-ups only of weights, quadrant and cell.
func TestViews_PlaceAFileInOneScan(t *testing.T) {
	t.Parallel()
	want := []string{
		"CO-ROUTINE group_total",
		"MATERIALIZE weight_row",
		"SCAN weight",
		"SCAN assessment",
		"SEARCH weight_row USING AUTOMATIC COVERING INDEX (weight_set_id=?)",
		"SCAN group_total",
		"SEARCH quadrant USING INDEX sqlite_autoindex_quadrant_2 (x_favourable=? AND y_favourable=?)",
		"SEARCH cell USING INDEX sqlite_autoindex_cell_2 (ife_band=? AND efe_band=?)",
	}
	all, _, _ := strings.Cut(model.InsertResult, "WHERE")
	got := slices.DeleteFunc(plan(t, openStore(t), all), func(step string) bool { return strings.HasPrefix(step, "BLOOM FILTER") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plan (-want +got):\n%s", diff)
	}
}

// TestOpen_TakesAnyLanguage opens a file from before the message files defined the languages,
// and has somebody speak another one.
func TestOpen_TakesAnyLanguage(t *testing.T) {
	t.Parallel()
	s := openOlder(t, 14, `
		INSERT INTO person (id, chat_id, language, created_at, last_seen_at) VALUES (1, 11, 'id', 0, 0), (2, 12, 'en', 0, 0)`)
	if got := one[string](t, s, "SELECT group_concat(language, ' ' ORDER BY id) FROM person"); got != "id en" {
		t.Errorf("they speak %s, want id en", got)
	}
	for language, taken := range map[string]bool{"eo": true, "zh-Hant": true, "": false, "x": false, "e o": false, "en_GB": false} {
		err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec("UPDATE person SET language = ? WHERE id = 2", language)
			return err
		})
		if (err == nil) != taken {
			t.Errorf("%q: %v, want it taken: %v", language, err, taken)
		}
	}
}
