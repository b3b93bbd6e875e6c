package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// usage is what a process uses at an instant, or has used by then.
type usage struct {
	memory    int           // resident, KiB
	peak      int           // the most that was resident, KiB
	processor time.Duration // had so far, to the hundredth of a second
	files     int           // open
}

// usageOf reads it where the system has a /proc.
func usageOf(pid int) (usage, error) {
	status, err1 := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	stat, err2 := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	files, err3 := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err := errors.Join(err1, err2, err3); err != nil {
		return usage{}, err
	}
	behind := func(content []byte, mark string) string {
		_, rest, _ := strings.Cut(string(content), mark)
		return rest
	}
	u := usage{files: len(files)}
	_, err1 = fmt.Sscan(behind(status, "VmRSS:"), &u.memory)
	_, err2 = fmt.Sscan(behind(status, "VmHWM:"), &u.peak)
	fields := strings.Fields(behind(stat, ") ")) // behind the program's name, from the third on
	var user, system int64
	_, err3 = fmt.Sscan(strings.Join(fields[11:13], " "), &user, &system)
	u.processor = time.Duration(user+system) * (time.Second / ticks)
	return u, errors.Join(err1, err2, err3)
}

// ticks is how many of the system's units of processor time a second has.
const ticks = 100

// usages are those of one run, in equal steps of time.
type usages []usage

// check tells a run's usage by quarters and sees to it that it stays level: of open files from the
// second quarter on, and of memory, which the caches of the database fill first, in a run of a
// minute or longer.
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
