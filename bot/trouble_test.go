package bot_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// holdDatabase begins a transaction that shuts out every other writer.
func holdDatabase(t testing.TB, file string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		tx.Rollback()
		db.Close()
	}
}

// times counts how often a text stands in the log.
func (w *world) times(text string) int { return strings.Count(w.log.String(), text) }

func TestTrouble_TheDatabaseIsHeldByAnotherProgram(t *testing.T) {
	t.Parallel()
	for mode, posted := range modes {
		t.Run("with updates by "+mode, func(t *testing.T) {
			t.Parallel()
			w := newWorldPosted(t, posted)
			w.outlast(w.lock, "another program has locked the database")
		})
	}
}

// TestTrouble_TheDiskIsFull answers interviews on a small disk of its own while that is
// filled to the last byte.
func TestTrouble_TheDiskIsFull(t *testing.T) {
	t.Parallel()
	for mode, posted := range modes {
		t.Run("with updates by "+mode, func(t *testing.T) {
			t.Parallel()
			disk := smallDisk(t)
			w := openWorldIn(t, disk, store.Options{})
			w.posted = posted
			w.run()
			w.outlast(func() func() {
				w.emptyLog()
				return fill(t, disk)
			}, "the disk is full")
		})
	}
}

// outlast lets owners answer interviews, one half before and the other after trouble that
// begins in between, and holds that it is told once and that nothing is lost.
func (w *world) outlast(begin func() (end func()), told string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), patience)
	defer cancel()
	owners := make([]*owner, 5)
	for i := range owners {
		owners[i] = newOwner(w.Server, int64(i+1))
		owners[i].Start("")
		if err := owners[i].upTo(ctx, "S1"); err != nil {
			w.t.Fatal(err)
		}
	}
	end := begin()
	finished := make(chan error, len(owners))
	for _, o := range owners {
		go func() { finished <- o.finish(ctx) }()
	}
	if err := w.log.await(ctx, "storing what was received does not work"); err != nil {
		w.t.Fatal("the trouble is not told")
	}
	w.await(503, "database: ")
	end()
	for range owners {
		if err := <-finished; err != nil {
			w.t.Fatal(err)
		}
	}
	w.settle()
	w.checkInterviews(owners)
	for _, line := range []string{"storing what was received does not work", "storing what was received works again"} {
		if n := w.times(line); n != 1 {
			w.t.Errorf("%q is told %d times, want once:\n%s", line, n, w.log.String())
		}
	}
	if w.times(told) == 0 {
		w.t.Errorf("%q is not told:\n%s", told, w.log.String())
	}
	if n := w.count("set_aside"); n != 0 {
		w.t.Errorf("%d updates are set aside", n)
	}
	w.t.Logf("the log:\n%s", w.log.String())
}

// emptyLog moves all of the write-ahead log into the database, so that nothing can be committed
// into room that the log has taken already.
func (w *world) emptyLog() {
	w.t.Helper()
	w.settle()
	db, err := sql.Open("sqlite3", "file:"+w.file+"?_busy_timeout=5000")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	var busy, frames, moved int
	if err := db.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil || busy != 0 {
		w.t.Fatalf("empty the log: busy %d, %v", busy, err)
	}
}

// smallDisk mounts a disk of a few megabytes, which takes root.
func smallDisk(t *testing.T) string {
	t.Helper()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("a small disk can be mounted by root only: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// fill fills a disk until it takes no further byte.
func fill(t *testing.T, disk string) (free func()) {
	t.Helper()
	ballast := filepath.Join(disk, "ballast")
	f, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 16, 1 << 12, 1} {
		for err = nil; err == nil; _, err = f.Write(make([]byte, size)) {
		}
	}
	return func() {
		if err := os.Remove(ballast); err != nil {
			t.Error(err)
		}
	}
}

// TestTrouble_TheClockJumps puts the clock two days forward and back again under a bot that
// runs: a reminder comes once, at the time of day that holds then.
func TestTrouble_TheClockJumps(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	w := openWorldAt(t, func() time.Time { return noon.Add(time.Duration(ahead.Load())) })
	w.run()
	o := newOwner(w.Server, 1)
	w.complain(o)
	for _, jump := range []time.Duration{2 * 24 * time.Hour, 0, 2 * 24 * time.Hour} {
		ahead.Store(int64(jump))
		newOwner(w.Server, 2).Send("/bantuan") // whatever comes in shows the new time
		w.settle()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		err := o.Wait(ctx, func([]simulator.Message) bool { return reminded(o) > 0 })
		cancel()
		if err != nil {
			t.Fatal("no reminder came")
		}
		w.settle()
		if n := reminded(o); n != 1 {
			t.Errorf("with the clock %v ahead: reminded %d times, want once", jump, n)
		}
	}
	if n := w.times("clock has jumped"); n != 3 {
		t.Errorf("jumps are told %d times, want 3:\n%s", n, w.log.String())
	}
}
