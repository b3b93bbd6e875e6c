package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
)

func TestOpenReader(t *testing.T) {
	t.Parallel()

	// A file with one finished interview, closed.
	closed := func(t *testing.T) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		s := mustOpen(t, path)
		finished(t, s, addAssessment(t, s, allRated(2)))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	files := func(t *testing.T, path string) (names []string) {
		t.Helper()
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	recap := func(t *testing.T, r *Reader) scoring.Recap {
		t.Helper()
		recap, err := r.Recap(t.Context(), scoring.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		return recap
	}

	t.Run("reads a file that nobody has open and leaves nothing beside it", func(t *testing.T) {
		t.Parallel()
		path := closed(t)
		before := files(t, path)
		r, err := OpenReader(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if got := recap(t, r); got.Finished != 1 || got.Result.Quadrant != scoring.Growth {
			t.Errorf("recap: %+v", got)
		}
		if regions, err := r.Regions(t.Context()); err != nil || len(regions) != 12 || regions[0].Name != "Kota Jambi" {
			t.Errorf("regions %v, %v", regions, err)
		}
		if diff := cmp.Diff(before, files(t, path)); diff != "" {
			t.Errorf("files while it is read (-before +now):\n%s", diff)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(before, files(t, path)); diff != "" {
			t.Errorf("files (-before +after):\n%s", diff)
		}
	})

	t.Run("reads what the bot has just written, by a link too", func(t *testing.T) {
		t.Parallel()
		path := closed(t)
		s := mustOpen(t, path)
		defer s.Close()
		finished(t, s, addAssessment(t, s, allRated(2)))
		link := filepath.Join(t.TempDir(), "link.db")
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{path, link} {
			r, err := OpenReader(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			finished(t, s, addAssessment(t, s, allRated(2)))
			var want int
			if err := s.reader.QueryRow("SELECT count(*) FROM result").Scan(&want); err != nil {
				t.Fatal(err)
			}
			if got := recap(t, r); got.Finished != want {
				t.Errorf("%d businesses are finished, want %d", got.Finished, want)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		}
	})

	t.Run("tells when the bot was started meanwhile", func(t *testing.T) {
		t.Parallel()
		path := closed(t)
		r, err := OpenReader(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		s := mustOpen(t, path)
		defer s.Close()
		if err := r.Close(); !errors.Is(err, ErrChanged) {
			t.Errorf("close: %v, want %v", err, ErrChanged)
		}
	})

	t.Run("cannot write", func(t *testing.T) {
		t.Parallel()
		r, err := OpenReader(t.Context(), closed(t))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := r.reader.Exec("DELETE FROM result"); err == nil {
			t.Error("rows were deleted")
		}
	})

	for _, c := range []struct {
		name, change string
		want         error
	}{
		{"another program's", "PRAGMA application_id = 1", ErrForeign},
		{"an older version's", "PRAGMA user_version = 1", ErrOtherVersion},
		{"one with other views", "UPDATE derived SET hash = 'of other views'", ErrOtherVersion},
	} {
		t.Run("refuses a file that is "+c.name, func(t *testing.T) {
			t.Parallel()
			path := closed(t)
			change(t, path, c.change)
			if _, err := OpenReader(t.Context(), path); !errors.Is(err, c.want) {
				t.Errorf("open: %v, want %v", err, c.want)
			}
		})
	}

	t.Run("refuses a file of a newer version", func(t *testing.T) {
		t.Parallel()
		path := closed(t)
		change(t, path, fmt.Sprintf("PRAGMA user_version = %d", schema.Version()+1))
		var newer *NewerError
		if _, err := OpenReader(t.Context(), path); !errors.As(err, &newer) {
			t.Errorf("open: %v, want a NewerError", err)
		}
	})

	t.Run("creates nothing where there is no file", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "ikmbot.db")
		if _, err := OpenReader(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("open: %v, want %v", err, fs.ErrNotExist)
		}
		if got := files(t, path); len(got) != 0 {
			t.Errorf("files: %v", got)
		}
	})
}
