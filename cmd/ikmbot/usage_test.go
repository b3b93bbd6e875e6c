package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// usage is what a process uses at an instant.
type usage struct {
	memory int // resident, KiB
	files  int // open
}

// usageOf reads it where the system has a /proc.
func usageOf(pid int) (usage, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return usage{}, err
	}
	_, behind, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(behind, "kB")
	memory, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return usage{}, err
	}
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return usage{memory, len(files)}, err
}

// usages are those of one run, in equal steps of time.
type usages []usage

// check tells a run's usage by quarters and sees to it that it stays level: of open files from the
// second quarter on, and of memory, which the caches of the database fill first, in a run of a minute or longer.
func (u usages) check(t *testing.T) {
	t.Helper()
	if len(u) < 8 {
		return
	}
	var most [4]usage
	for i := range most {
		for _, one := range u[i*len(u)/4 : (i+1)*len(u)/4] {
			most[i].memory, most[i].files = max(most[i].memory, one.memory), max(most[i].files, one.files)
		}
		t.Logf("quarter %d of the run without kills: at most %d MiB, %d open files", i+1, most[i].memory/1024, most[i].files)
	}
	early := slices.MaxFunc(most[:2], func(a, b usage) int { return a.files - b.files })
	if most[3].files > early.files+8 {
		t.Errorf("%d open files grew to %d", early.files, most[3].files)
	}
	if len(u) > 60 && most[3].memory > most[1].memory*3/2 {
		t.Errorf("memory grew from %d to %d KiB", most[1].memory, most[3].memory)
	}
}
