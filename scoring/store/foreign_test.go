package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikmbot/scoring"
)

// forgeries are what somebody may have done to a file before giving it to an operator. Each would
// write a file, change rows or never end when the program does what it does with a file.
var forgeries = map[string]string{
	"a trigger":                            `CREATE TRIGGER t AFTER UPDATE ON person BEGIN DELETE FROM assessment; END`,
	"a trigger on the seeded rows":         `CREATE TRIGGER t AFTER INSERT ON derived BEGIN DELETE FROM assessment; END`,
	"one more table":                       `CREATE TABLE extra (x)`,
	"a table whose name leaves its quotes": `CREATE TABLE "x\" (x); CREATE TABLE "x""; ATTACH '%[1]s' AS y; CREATE TABLE y.z (x); --" (x)`,
	"one more index":                       `CREATE INDEX extra ON person (language)`,
	"a column that computes":               `ALTER TABLE person ADD COLUMN extra TEXT AS (hex(zeroblob(500000000)))`,
	"a column with a check":                `ALTER TABLE person ADD COLUMN extra INTEGER DEFAULT 1 CHECK (extra < 2)`,
	"a table without its checks":           `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK', 'CHECK (1) CHECK') WHERE name = 'person'`,
	"a virtual table":                      `CREATE VIRTUAL TABLE extra USING fts4(x)`,
}

// views of a foreign file are never used, so that it does not matter what they hold.
var foreignViews = map[string]string{
	"a view whose name leaves its quotes": `
		CREATE VIEW "x\" AS SELECT 1;
		CREATE VIEW "x""; ATTACH '%[1]s' AS y; CREATE TABLE y.z (x); --" AS SELECT 1`,
	"a view whose name leaves its quotes to copy the file": `
		CREATE VIEW "x\" AS SELECT 1;
		CREATE VIEW "x""; VACUUM INTO '%[1]s'; --" AS SELECT 1`,
	"a view that never ends": `
		DROP VIEW position;
		CREATE VIEW position AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n`,
	"a view over itself": `
		DROP VIEW position;
		PRAGMA writable_schema = ON;
		INSERT INTO sqlite_schema VALUES ('view', 'position', 'position', 0, 'CREATE VIEW position AS SELECT * FROM position')`,
	"seeded rows of its own": `UPDATE tip SET minutes = 77`,
}

// forged is a backup with which something was done, and the file that it tries to write.
func forged(t *testing.T, statements string) (path, backup, written string) {
	t.Helper()
	path, backup = backedUp(t)
	written = filepath.Join(t.TempDir(), "written")
	change(t, backup, strings.ReplaceAll(statements, "%[1]s", written))
	return path, backup, written
}

func notWritten(t *testing.T, file string) {
	t.Helper()
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it wrote %s: %v", file, err)
	}
}

// briefly ends what would not end.
func briefly(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func TestForeign_TablesOfItsOwnAreRefused(t *testing.T) {
	t.Parallel()
	for name, statements := range forgeries {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, backup, written := forged(t, statements)
			before := contents(t, filepath.Dir(backup))
			var altered *AlteredError
			var bad *BackupError
			if err := Restore(briefly(t), backup, path); !errors.As(err, &altered) || !errors.As(err, &bad) {
				t.Errorf("restore: %v", err)
			}
			if r, err := OpenReader(briefly(t), backup); !errors.As(err, &altered) {
				t.Errorf("for reading: %v, %v", r, err)
			}
			if s, err := Open(briefly(t), backup, Options{}); !errors.As(err, &altered) {
				t.Errorf("for the bot: %v, %v", s, err)
			}
			if n := assessments(t, path); n != 1 {
				t.Errorf("the database has %d assessments, want 1", n)
			}
			notWritten(t, written)
			for file, was := range before {
				if now := contents(t, filepath.Dir(backup))[file]; string(now) != string(was) {
					t.Errorf("%s was changed", file)
				}
			}
		})
	}
}

func TestForeign_ViewsOfItsOwnAreReplaced(t *testing.T) {
	t.Parallel()
	for name, statements := range foreignViews {
		// A file may say that its views are the program's, or that they are not.
		for _, hash := range []string{"", "; UPDATE derived SET hash = 'another'"} {
			t.Run(name+hash, func(t *testing.T) {
				t.Parallel()
				path, backup, written := forged(t, statements+hash)
				r, err := OpenReader(briefly(t), backup)
				var altered *AlteredError
				if hash == "" && statements[0] != 'U' && !errors.As(err, &altered) || hash != "" && !errors.Is(err, ErrOtherVersion) {
					t.Errorf("for reading: %v, %v", r, err)
				}
				if err == nil {
					r.Close()
				}
				if err := Restore(briefly(t), backup, path); err != nil {
					t.Fatal(err)
				}
				likeNew(t, path)
				mustOpen(t, backup).Close() // as if it had been copied into place
				if statements[0] != 'U' || hash != "" {
					likeNew(t, backup)
				}
				notWritten(t, written)
			})
		}
	}
}

// likeNew checks that a file has the views and the seeded rows of a new one, and its interview.
func likeNew(t *testing.T, path string) {
	t.Helper()
	r, err := OpenReader(briefly(t), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Recap(briefly(t), scoring.Scope{}); err != nil {
		t.Error(err)
	}
	var odd, interviews int
	err = r.reader.QueryRow("SELECT (SELECT count(*) FROM tip WHERE minutes = 77), (SELECT count(*) FROM assessment)").Scan(&odd, &interviews)
	if err != nil || odd != 0 || interviews != 1 {
		t.Errorf("%d foreign seeded rows, %d interviews, %v; want 0 and 1", odd, interviews, err)
	}
}

// TestForeign_OldVersionIsUpdated gives a file of an older version a view that leaves its quotes.
func TestForeign_OldVersionIsUpdated(t *testing.T) {
	t.Parallel()
	written := filepath.Join(t.TempDir(), "written")
	s := openOlder(t, 5, strings.ReplaceAll(foreignViews["a view whose name leaves its quotes"], "%[1]s", written))
	if _, err := addOne(s); err != nil {
		t.Fatal(err)
	}
	notWritten(t, written)
}

// TestForeign_WhatToolsLeaveIsNothingForeign lets an operator run ANALYZE and Litestream.
func TestForeign_WhatToolsLeaveIsNothingForeign(t *testing.T) {
	t.Parallel()
	for name, statements := range map[string]string{
		"SQLite's ANALYZE": "ANALYZE",
		"Litestream": `CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
			CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER);
			INSERT INTO _litestream_seq (id, seq) VALUES (1, 1)`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path, backup, _ := forged(t, statements)
			likeNew(t, backup)
			if err := Restore(t.Context(), backup, path); err != nil {
				t.Fatal(err)
			}
			mustOpen(t, path).Close()
			likeNew(t, path)
		})
	}
	// Under such a name there may be nothing else.
	path, backup, _ := forged(t, "CREATE TABLE _litestream_lock (id INTEGER CHECK (hex(zeroblob(500000000)) != ''))")
	var altered *AlteredError
	if err := Restore(briefly(t), backup, path); !errors.As(err, &altered) {
		t.Errorf("restore: %v", err)
	}
}

// TestForeign_NothingIsAttached tries what a statement could do that a file has broken into.
func TestForeign_NothingIsAttached(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	file := filepath.Join(t.TempDir(), "written")
	for _, statement := range []string{"ATTACH '" + file + "' AS y", "VACUUM INTO '" + file + "'"} {
		if _, err := s.reader.Exec(statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
	notWritten(t, file)
	for pragma, want := range map[string]int{"trusted_schema": 0, "cell_size_check": 1} {
		if got := one[int](t, s, "SELECT * FROM pragma_"+pragma); got != want {
			t.Errorf("PRAGMA %s is %d, want %d", pragma, got, want)
		}
	}
}

// TestForeign_EndsWithItsContext has a statement without an end.
func TestForeign_EndsWithItsContext(t *testing.T) {
	t.Parallel()
	_, backup := backedUp(t)
	r, err := OpenReader(t.Context(), backup)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var n int
	err = r.reader.QueryRowContext(ctx, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n").Scan(&n)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it ended with %v", err)
	}
	err = r.reader.QueryRow("SELECT length(hex(zeroblob(20000000)))").Scan(&n)
	if err == nil {
		t.Error("a value of 40 MB was made")
	}
}

// TestForeign_FlippedBits flips bits of a backup anywhere: whatever is done with it ends, and says
// what is wrong or gives what is there.
func TestForeign_FlippedBits(t *testing.T) {
	t.Parallel()
	path, backup := backedUp(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 1))
	found := 0
	for i := range 60 {
		bad := append([]byte(nil), whole...)
		page := random.IntN(len(bad) / 4096)
		for range 1 + i%20 {
			// The first bytes of a page say what it is and where its rows are.
			bad[page*4096+random.IntN(20+i*4)] ^= 1 << random.IntN(8)
		}
		file := filepath.Join(t.TempDir(), fmt.Sprintf("%d.db", i))
		writeFile(t, file, string(bad))
		if readAll(t, file) != nil {
			found++
		}
		to := filepath.Join(filepath.Dir(file), "restored.db")
		if err := Restore(briefly(t), file, to); err == nil {
			mustOpen(t, to).Close()
		} else if _, err := os.Lstat(to); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("what could not be restored is there: %v", err)
		}
	}
	if found < 20 {
		t.Errorf("%d of 60 damaged files were found out", found)
	}
	if n := assessments(t, path); n != 1 {
		t.Errorf("%d assessments, want 1", n)
	}
}

func readAll(t *testing.T, file string) error {
	t.Helper()
	r, err := OpenReader(briefly(t), file)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := r.Verify(briefly(t)); err != nil {
		if !IsDamaged(err) {
			t.Errorf("verify: %v", err)
		}
		return err
	}
	_, err = r.Recap(briefly(t), scoring.Scope{})
	return err
}
