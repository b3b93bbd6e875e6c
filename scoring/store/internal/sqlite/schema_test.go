package sqlite

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMigrateTo(t *testing.T) {
	t.Parallel()

	t.Run("alters tables under whatever views there are", func(t *testing.T) {
		t.Parallel()
		s := openFile(t)
		if err := testSchema.migrateTo(t.Context(), s.writer.db, 1000, "ALTER TABLE note DROP COLUMN at"); err != nil {
			t.Error(err)
		}
	})

	t.Run("is all or nothing", func(t *testing.T) {
		t.Parallel()
		s := openFile(t)
		before := objects(t, s)
		if err := testSchema.migrateTo(t.Context(), s.writer.db, 1000, "CREATE TABLE good (n INTEGER); CREATE TABLE note (n INTEGER)"); err == nil {
			t.Error("a second table of the same name was made")
		}
		if diff := cmp.Diff(before, objects(t, s)); diff != "" {
			t.Errorf("schema (-before +after):\n%s", diff)
		}
		var version int
		if err := s.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version != testSchema.Version() {
			t.Errorf("version %d, %v; want %d", version, err, testSchema.Version())
		}
	})
}

// objects reads the schema: the objects with their SQL.
func objects(t testing.TB, s *File) map[string]string {
	t.Helper()
	rows, err := s.Query("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema")
	if err != nil {
		t.Fatal(err)
	}
	type object struct{ name, sql string }
	all, err := All(rows, func(o *object) []any { return []any{&o.name, &o.sql} })
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]string{}
	for _, o := range all {
		objects[o.name] = o.sql
	}
	return objects
}
