package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/simulator"
)

// mostLost is how much the replica may lack: Litestream copies what is new every second.
const mostLost = 5 * time.Second

// TestLitestream loses the server under load: while owners answer interviews and Litestream
// replicates the database, both programs are killed and the database is deleted. What Litestream
// restores must be the database as it was a moment before, and the bot must go on from it with
// everybody. It tells what was lost. Where there is no Litestream the test is skipped, in CI it
// fails.
func TestLitestream(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("litestream")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("litestream is not installed: go install github.com/benbjohnson/litestream/cmd/litestream@v0.5.18")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	w := newWire(t)
	p := newVictim(t, w)
	replica := "file://" + filepath.ToSlash(filepath.Join(t.TempDir(), "replica"))

	p.start()
	litestream := private(tool, "replicate", p.file, replica)
	if err := litestream.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		litestream.Process.Kill()
		litestream.Wait()
	})
	phones := loadFor(ctx, w.Server, 8*time.Second, func() {
		litestream.Process.Kill()
		p.end(syscall.SIGKILL)
	})
	before := recordOf(t, p.file)
	loseServer(t, p.file)

	began := time.Now()
	if out, err := private(tool, "restore", "-o", p.file, replica).CombinedOutput(); err != nil {
		t.Fatalf("litestream restore: %v\n%s", err, out)
	}
	restored := recordOf(t, p.file)
	t.Logf("restored in %v; of %d updates taken the last %d are lost, %v; %d of %d results", time.Since(began).Round(time.Millisecond),
		len(before.updates), len(before.updates)-len(restored.updates), before.last.Sub(restored.last), len(restored.results), len(before.results))
	restored.check(t, before)
	if info, err := os.Stat(p.file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the restored database can be read by others: %v, %v", info, err)
	}

	p.start()
	for _, phone := range phones {
		sent := phone.Send("/lanjut")
		answered := func(messages []simulator.Message) bool {
			last := messages[len(messages)-1]
			return last.FromBot && last.ID > sent
		}
		if err := phone.Wait(ctx, answered); err != nil {
			t.Error(err)
		}
	}
	next := newRespondent(w.Server, 1_000_000, 1)
	if err := next.interview(ctx); err != nil {
		t.Error(err)
	}
	p.terminate()
	next.check(t)
	checkLog(t, w.Server, p.log.String())
}

// private is a program whose files are its user's own, which Litestream does not see to.
func private(program string, args ...string) *exec.Cmd {
	return exec.Command("sh", append([]string{"-c", `umask 077; exec "$0" "$@"`, program}, args...)...)
}

// loadFor lets owners answer interviews for so long, and then has the server lost. It gives the
// phones of all of them.
func loadFor(ctx context.Context, s *simulator.Server, lasts time.Duration, lose func()) []*simulator.Phone {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var mu sync.Mutex
	var phones []*simulator.Phone
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			for err := error(nil); err == nil; {
				mu.Lock()
				o := newRespondent(s, int64(len(phones)+1), 1)
				phones = append(phones, o.Phone)
				mu.Unlock()
				o.thinks = 10 * time.Millisecond
				err = o.interview(ctx) // ends with the context
			}
		})
	}
	<-time.After(lasts)
	lose()
	stop()
	group.Wait()
	return phones
}

// loseServer deletes the database and everything beside it that belongs to it.
func loseServer(t *testing.T, file string) {
	t.Helper()
	beside, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*ikmbot.db*"))
	hidden, err2 := filepath.Glob(filepath.Join(filepath.Dir(file), ".ikmbot.db*"))
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	for _, path := range slices.Concat(beside, hidden) {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
	}
}

// A record is what a database holds of what was taken.
type record struct {
	updates []string // in the order of their ids
	last    time.Time
	results []string
}

func recordOf(t *testing.T, file string) record {
	t.Helper()
	db := openDatabase(t, file)
	defer db.Close()
	list := func(query string) (all []string) {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var one string
			if err := rows.Scan(&one); err != nil {
				t.Fatal(err)
			}
			all = append(all, one)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if faults := list("PRAGMA integrity_check"); !slices.Equal(faults, []string{"ok"}) {
		t.Fatalf("%s: %v", file, faults)
	}
	r := record{
		updates: list("SELECT update_id FROM seen_update ORDER BY update_id"),
		results: list("SELECT concat_ws(' ', assessment_id, x, y, quadrant) FROM result"),
	}
	var last int64
	if err := db.QueryRow("SELECT max(at) FROM seen_update").Scan(&last); err != nil {
		t.Fatal(err)
	}
	r.last = time.UnixMilli(last)
	return r
}

// check sees to it that a restored database is the one before, but for the last moment.
func (r record) check(t *testing.T, before record) {
	t.Helper()
	if len(r.updates) > len(before.updates) || len(r.results) > len(before.results) {
		t.Fatalf("more was restored than there was: %d of %d updates", len(r.updates), len(before.updates))
	}
	if diff := cmp.Diff(before.updates[:len(r.updates)], r.updates); diff != "" {
		t.Errorf("updates (-before +restored):\n%s", diff)
	}
	for _, result := range r.results {
		if !slices.Contains(before.results, result) {
			t.Errorf("a result was restored that there was not: %s", result)
		}
	}
	if lost := before.last.Sub(r.last); lost > mostLost {
		t.Errorf("%v are lost", lost)
	}
	if len(r.results) == 0 {
		t.Error("no result was restored, which tests little")
	}
}
