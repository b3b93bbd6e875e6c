package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// owners reads whom each file of a folder belongs to.
func owners(t *testing.T, folder string) map[string][2]uint32 {
	t.Helper()
	owners := map[string][2]uint32{}
	for name := range modes(t, folder) {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		of := info.Sys().(*syscall.Stat_t)
		owners[name] = [2]uint32{of.Uid, of.Gid}
	}
	return owners
}

// TestOwner_OfWhatRootMakes has root do what an operator does in the folder of a service: every
// file must be the service's, or it does not start again.
func TestOwner_OfWhatRootMakes(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("this test needs root")
		}
		t.Skip("only root can give files away")
	}
	const service, other = 60001, 60002
	folder := t.TempDir()
	path := filepath.Join(folder, "ikmbot.db")
	allBelongTo := func(when string, want map[string][2]uint32) {
		t.Helper()
		for name, of := range owners(t, folder) {
			owner, special := want[name]
			if !special {
				owner = [2]uint32{service, service}
			}
			if of != owner {
				t.Errorf("%s %s belongs to %v, want %v", when, name, of, owner)
			}
		}
	}
	if err := os.Chown(folder, service, service); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path)
	received(t, s, 100)
	allBelongTo("while it is open,", nil)
	backup := filepath.Join(folder, "copy.db")
	if _, err := Backup(t.Context(), path, backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	allBelongTo("after a backup", nil)
	if err := Restore(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	allBelongTo("after a restore", nil)
	// The owner of what was there counts for more than the folder's.
	for name := range modes(t, folder) {
		if err := os.Chown(filepath.Join(folder, name), other, other); err != nil {
			t.Fatal(err)
		}
	}
	for _, left := range []string{path + ".before-restore", path + ".lock"} {
		if err := os.Remove(left); err != nil {
			t.Fatal(err)
		}
	}
	if err := Restore(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	mine := [2]uint32{other, other}
	allBelongTo("after a second restore", map[string][2]uint32{
		"ikmbot.db": mine, "ikmbot.db.lock": mine, "ikmbot.db.before-restore": mine, "copy.db": mine,
	})
}
