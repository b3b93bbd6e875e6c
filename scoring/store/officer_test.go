package store

import (
	"path/filepath"
	"testing"
)

// TestAdministrators opens the same file alternately with and without administrators.
func TestAdministrators(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "ikmbot.db")
	for _, opened := range []struct {
		when  string
		names []int64
		want  int
	}{
		{"two are named", []int64{5, 6}, 2},
		{"nothing is said of them, as by the commands for the operator", nil, 2},
		{"one is named", []int64{6}, 1},
		{"nobody is", []int64{}, 0},
	} {
		s, err := Open(t.Context(), file, Options{Administrators: opened.names})
		if err != nil {
			t.Fatal(err)
		}
		if n := one[int](t, s, "SELECT count(*) FROM officer WHERE admin = 1 AND removed_at IS NULL"); n != opened.want {
			t.Errorf("when %s there are %d administrators, want %d", opened.when, n, opened.want)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
