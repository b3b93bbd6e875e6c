// Package storytest compares what a program does now with files that record what it did.
package storytest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each runs a test for each file that a pattern matches, and fails if there is none: retell returns
// what the program makes of the file's text now, and the two must be the same. It also gets the last
// part of the file's name before .txt as kind, such as "id" of story.id.txt. With update the files
// are rewritten instead.
func Each(t *testing.T, pattern string, update bool, retell func(t *testing.T, kind, told string) (now string)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no file is like %s: %v", pattern, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			told, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			now := retell(t, strings.TrimPrefix(filepath.Ext(name), "."), string(told))
			if update {
				if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(told), "\n"), strings.Split(now, "\n")); diff != "" {
				t.Errorf("it goes another way (-told +now):\n%s\nGo test with -update writes it anew.", diff)
			}
		})
	}
}
