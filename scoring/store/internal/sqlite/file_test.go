package sqlite

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// testSchema has a table to write to, and a view over all its columns.
var testSchema = Schema{
	Application: 7,
	Scripts: fstest.MapFS{
		"migrations/001_note.sql": {Data: []byte(`
			CREATE TABLE derived (only INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT;
			CREATE TABLE note (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), at INTEGER) STRICT;`)},
		"views/dated.sql": {Data: []byte("CREATE VIEW dated AS SELECT id, at FROM note WHERE at IS NOT NULL;")},
	},
	Migrations: "migrations/*.sql",
	Derived:    []string{"views/*.sql"},
	LastWrite:  "SELECT coalesce(max(at), 0) FROM note",
}

// openFile opens a fresh file that is closed when the test ends.
func openFile(t testing.TB) *File {
	t.Helper()
	s, err := testSchema.Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestOpen_SetsTheWriterUp(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	got := map[string]string{}
	for _, pragma := range []string{"journal_mode", "synchronous", "foreign_keys", "busy_timeout", "cache_size", "application_id"} {
		var value string
		if err := s.writer.db.QueryRow("PRAGMA " + pragma).Scan(&value); err != nil {
			t.Fatal(err)
		}
		got[pragma] = value
	}
	want := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000",
		"cache_size": "-8192", "application_id": "7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("PRAGMAs (-want +got):\n%s", diff)
	}
}

func TestFile_ReadsThroughConnectionsThatCannotWrite(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	if _, err := s.Exec("DELETE FROM note"); err == nil {
		t.Error("a reader deleted rows")
	}
}
