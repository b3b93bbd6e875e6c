package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// received notes that an update came at a time.
func received(t *testing.T, s *Store, at int) {
	t.Helper()
	exec(t, s, "INSERT OR REPLACE INTO receiver (id, next_update, at) VALUES (1, 1, ?)", at)
}

// backedUp returns a closed database that received something at 100, and its backup.
func backedUp(t *testing.T) (path, backup string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "ikmbot.db")
	backup = filepath.Join(t.TempDir(), "copy.db")
	s := mustOpen(t, path)
	defer s.Close()
	received(t, s, 100)
	if _, err := addOne(s); err != nil {
		t.Fatal(err)
	}
	if rows, err := Backup(t.Context(), path, backup); err != nil || rows == 0 {
		t.Fatalf("backup of a running bot: %d rows, %v", rows, err)
	}
	return path, backup
}

func assessments(t *testing.T, path string) (n int) {
	t.Helper()
	if err := raw(t, path).QueryRow("SELECT count(*) FROM assessment").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBackup(t *testing.T) {
	t.Parallel()

	t.Run("copies a database in use into one file for its owner alone", func(t *testing.T) {
		t.Parallel()
		_, backup := backedUp(t)
		if m := modes(t, filepath.Dir(backup)); len(m) != 1 || m["copy.db"] != 0o600 {
			t.Errorf("the backup's folder holds %v", m)
		}
		if n := assessments(t, backup); n != 1 {
			t.Errorf("the backup holds %d assessments, want 1", n)
		}
	})

	t.Run("overwrites nothing", func(t *testing.T) {
		t.Parallel()
		path, backup := backedUp(t)
		if _, err := Backup(t.Context(), path, backup); !errors.Is(err, ErrExists) {
			t.Errorf("second backup: %v, want %v", err, ErrExists)
		}
	})

	t.Run("creates no database to copy", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		if _, err := Backup(t.Context(), filepath.Join(folder, "none.db"), filepath.Join(folder, "copy.db")); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("backup: %v, want %v", err, os.ErrNotExist)
		}
		if left := contents(t, folder); len(left) > 0 {
			t.Errorf("it left %d files", len(left))
		}
	})
}

func TestRestore(t *testing.T) {
	t.Parallel()

	t.Run("puts the backup in place and keeps what was there", func(t *testing.T) {
		t.Parallel()
		path, backup := backedUp(t)
		change(t, path, "DELETE FROM assessment")
		if err := Restore(t.Context(), backup, path); err != nil {
			t.Fatal(err)
		}
		mustOpen(t, path).Close()
		if now, before := assessments(t, path), assessments(t, path+".before-restore"); now != 1 || before != 0 {
			t.Errorf("%d assessments now and %d before, want 1 and 0", now, before)
		}
	})

	t.Run("restores where there is nothing", func(t *testing.T) {
		t.Parallel()
		_, backup := backedUp(t)
		path := filepath.Join(t.TempDir(), "new.db")
		if err := Restore(t.Context(), backup, path); err != nil {
			t.Fatal(err)
		}
		if n := assessments(t, path); n != 1 {
			t.Errorf("%d assessments, want 1", n)
		}
	})

	t.Run("takes the place of a damaged database", func(t *testing.T) {
		t.Parallel()
		path, backup := backedUp(t)
		damaged, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		clear(damaged[100:4096]) // the schema's page, after the file's header
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Restore(t.Context(), backup, path); err != nil {
			t.Fatal(err)
		}
		if n := assessments(t, path); n != 1 {
			t.Errorf("%d assessments, want 1", n)
		}
	})

	refusals := map[string]struct {
		prepare func(t *testing.T, path, backup string)
		refused func(error) bool
	}{
		"a database in use": {
			func(t *testing.T, path, _ string) { s := mustOpen(t, path); t.Cleanup(func() { s.Close() }) },
			func(err error) bool { return errors.Is(err, ErrInUse) },
		},
		"a database that went on after the backup": {
			func(t *testing.T, path, _ string) { change(t, path, "UPDATE receiver SET at = 101") },
			func(err error) bool { return errors.Is(err, ErrNewerData) },
		},
		"a backup of a newer version": {
			func(t *testing.T, _, backup string) {
				change(t, backup, fmt.Sprintf("PRAGMA user_version = %d", schema.Version()+1))
			},
			func(err error) bool { var newer *NewerError; return errors.As(err, &newer) },
		},
		"what is no backup": {
			func(t *testing.T, _, backup string) { writeFile(t, backup, "a letter, long enough to be read as one") },
			func(err error) bool { return errors.Is(err, ErrForeign) },
		},
		"to lose what an earlier restore kept": {
			func(t *testing.T, path, _ string) { writeFile(t, path+".before-restore", "kept") },
			func(err error) bool { return errors.Is(err, ErrExists) },
		},
	}
	for name, r := range refusals {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			path, backup := backedUp(t)
			r.prepare(t, path, backup)
			before, _ := os.ReadFile(path)
			if err := Restore(t.Context(), backup, path); !r.refused(err) {
				t.Errorf("restore: %v", err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the database was changed")
			}
		})
	}
}
