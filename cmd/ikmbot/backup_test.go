package main

import (
	"path/filepath"
	"strings"
	"testing"

	"ikmbot/scoring/store"
)

func TestBackup_IsMadeOfAnOpenDatabaseAndRestoredToAClosedOne(t *testing.T) {
	t.Parallel()
	settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "a.db")}
	copied := filepath.Join(t.TempDir(), "copy.db")
	s, err := store.Open(t.Context(), settings["IKMBOT_DB"], store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		command string
		code    int
		said    string
	}{
		{"backup", exitDone, "Backed up"},
		{"backup", exitFailed, "never overwritten"},
		{"restore", exitFailed, "is in use by another ikmbot"},
	} {
		if o := command(t.Context(), settings, step.command, copied); o.code != step.code || !strings.Contains(o.out+o.errs, step.said) {
			t.Errorf("%s: %+v, want %d and %q", step.command, o, step.code, step.said)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if o := command(t.Context(), settings, "restore", copied); o.code != exitDone || !strings.Contains(o.out, "now holds") {
		t.Errorf("restore: %+v", o)
	}
}
