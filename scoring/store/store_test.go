package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOpen(t *testing.T) {
	t.Parallel()

	t.Run("creates files that only their owner can read", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		s := mustOpen(t, path)
		defer s.Close()
		want := map[string]fs.FileMode{"ikmbot.db": 0o600, "ikmbot.db-wal": 0o600, "ikmbot.db-shm": 0o600, "ikmbot.db.lock": 0o600}
		if diff := cmp.Diff(want, modes(t, filepath.Dir(path))); diff != "" {
			t.Errorf("modes (-want +got):\n%s", diff)
		}
	})

	t.Run("takes a path with whatever characters", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "data usaha?mode=memory#1 100%25.db")
		mustOpen(t, path).Close()
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	})

	t.Run("refuses a second copy, by a link too, until the first is closed", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		link := filepath.Join(t.TempDir(), "link.db")
		first := mustOpen(t, path)
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{path, link} {
			if _, err := Open(t.Context(), name, Options{}); !errors.Is(err, ErrInUse) {
				t.Errorf("open %s: %v, want %v", name, err, ErrInUse)
			}
		}
		if _, err := addOne(first); err != nil {
			t.Errorf("the first copy is disturbed: %v", err)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		mustOpen(t, link).Close()
	})

	t.Run("lets other programs read beside it", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		s := mustOpen(t, path)
		defer s.Close()
		db := raw(t, path)
		if _, err := addOne(s); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := db.QueryRow("SELECT count(*) FROM assessment").Scan(&n); err != nil || n != 1 {
			t.Errorf("read %d assessments, %v; want 1", n, err)
		}
	})

	t.Run("gives up when it is told to", func(t *testing.T) {
		t.Parallel()
		ended, end := context.WithCancel(t.Context())
		end()
		if _, err := Open(ended, filepath.Join(t.TempDir(), "ikmbot.db"), Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("open: %v, want %v", err, context.Canceled)
		}
	})

	t.Run("leaves nothing open when it fails", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		change(t, path, fmt.Sprintf("CREATE TABLE person (id INTEGER); PRAGMA application_id = %d", schema.Application))
		for range 2 {
			if _, err := Open(t.Context(), path, Options{}); err == nil || errors.Is(err, ErrInUse) {
				t.Errorf("open: %v, want that a table is there already", err)
			}
		}
		change(t, path, "DROP TABLE person")
		mustOpen(t, path).Close()
	})

	t.Run("names the folder that is not there", func(t *testing.T) {
		t.Parallel()
		if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "none", "ikmbot.db"), Options{}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open: %v, want %v", err, fs.ErrNotExist)
		}
	})

	t.Run("tells the time of the given clock", func(t *testing.T) {
		t.Parallel()
		at := time.Date(2026, 3, 1, 8, 0, 0, 5e6, time.UTC)
		s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Clock: func() time.Time { return at }})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if got := s.writer.Millis(); got != at.UnixMilli() {
			t.Errorf("now is %d, want %d", got, at.UnixMilli())
		}
	})
}

// TestOpen_LeavesAloneWhatIsNotItsOwn opens what must not be touched and compares the folder byte
// by byte.
func TestOpen_LeavesAloneWhatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	isNewer := func(err error) bool {
		var newer *NewerError
		return errors.As(err, &newer) && newer.Found == 999 && newer.Known == schema.Version()
	}
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		is   func(error) bool
	}{
		{
			"a database of a newer version",
			func(t *testing.T, path string) {
				mustOpen(t, path).Close()
				change(t, path, "PRAGMA user_version = 999")
			},
			isNewer,
		},
		{
			"a database of a newer version that keeps no write-ahead log",
			func(t *testing.T, path string) {
				mustOpen(t, path).Close()
				change(t, path, "PRAGMA user_version = 999; PRAGMA journal_mode = DELETE")
			},
			isNewer,
		},
		{
			"another program's database",
			func(t *testing.T, path string) { change(t, path, "CREATE TABLE song (title TEXT)") },
			func(err error) bool { return errors.Is(err, ErrForeign) },
		},
		{
			"a picture",
			func(t *testing.T, path string) { writeFile(t, path, "\x89PNG\r\n\x1a\n and so on, for some time") },
			func(err error) bool { return errors.Is(err, ErrForeign) },
		},
		{
			"a few words",
			func(t *testing.T, path string) { writeFile(t, path, "buy yarn") },
			func(err error) bool { return errors.Is(err, ErrForeign) },
		},
	} {
		t.Run("leaves alone "+c.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "ikmbot.db")
			c.make(t, path)
			if err := os.RemoveAll(path + ".lock"); err != nil {
				t.Fatal(err)
			}
			before := contents(t, filepath.Dir(path))
			if _, err := Open(t.Context(), path, Options{}); !c.is(err) {
				t.Errorf("open: %v", err)
			}
			if diff := cmp.Diff(before, contents(t, filepath.Dir(path))); diff != "" {
				t.Errorf("the folder changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestStore_Close(t *testing.T) {
	t.Parallel()

	t.Run("leaves everything in the one file", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		s := mustOpen(t, path)
		if _, err := addOne(s); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		for _, companion := range []string{"-wal", "-shm"} {
			if _, err := os.Stat(path + companion); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s is there: %v", companion, err)
			}
		}
	})

	t.Run("is done once, however often it is asked", func(t *testing.T) {
		t.Parallel()
		s := mustOpen(t, filepath.Join(t.TempDir(), "ikmbot.db"))
		for range 2 {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})

	t.Run("refuses what comes after it", func(t *testing.T) {
		t.Parallel()
		s := mustOpen(t, filepath.Join(t.TempDir(), "ikmbot.db"))
		s.Close()
		if _, err := addOne(s); !errors.Is(err, ErrClosed) {
			t.Errorf("write: %v, want %v", err, ErrClosed)
		}
	})
}

func mustOpen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// addOne writes a row and returns its id.
func addOne(s *Store) (id int64, err error) {
	err = s.file.Write(context.Background(), func(tx *sql.Tx) error {
		return tx.QueryRow("INSERT INTO assessment (number, questionnaire, weight_set_id, started_at) VALUES (1, 1, 1, 0) RETURNING id").Scan(&id)
	})
	return id, err
}

// raw opens a file as another program would.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// change runs statements on a file that no store has open.
func change(t testing.TB, path, statements string) {
	t.Helper()
	db := raw(t, path)
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func writeFile(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// contents reads every file of a folder.
func contents(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for name := range modes(t, folder) {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = text
	}
	return files
}

// modes reads the permissions of every file of a folder.
func modes(t testing.TB, folder string) map[string]fs.FileMode {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	modes := map[string]fs.FileMode{}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		modes[entry.Name()] = info.Mode().Perm()
	}
	return modes
}
