package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"github.com/mattn/go-sqlite3"
)

func TestFaultOf_RecognisesFaultsFromOutside(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		err  error
		want Fault
	}{
		{nil, NoFault},
		{errors.New("of another kind"), NoFault},
		{sqlite3.Error{Code: sqlite3.ErrConstraint}, NoFault},
		{sqlite3.Error{Code: sqlite3.ErrFull}, DiskFull},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, ReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, Locked},
		{sqlite3.Error{Code: sqlite3.ErrIoErr}, DiskFailing},
		{&fs.PathError{Op: "open", Err: syscall.ENOSPC}, DiskFull},
		{&fs.PathError{Op: "open", Err: syscall.EROFS}, ReadOnly},
		{&fs.PathError{Op: "open", Err: syscall.EACCES}, ReadOnly},
	} {
		err := x.err
		if err != nil {
			err = fmt.Errorf("commit: %w", err)
		}
		if got := FaultOf(err); got != x.want {
			t.Errorf("%v: %d, want %d", x.err, got, x.want)
		}
	}
}

func TestProbe_WritesAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	var before, after int
	for _, version := range []*int{&before, &after} {
		if err := s.QueryRow("PRAGMA user_version").Scan(version); err != nil {
			t.Fatal(err)
		}
		if err := s.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if before != after {
		t.Errorf("version %d became %d", before, after)
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	// The version is written to the header, so that a full or read-only disk is noticed.
	if _, err := s.writer.db.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Probe(t.Context()); FaultOf(err) != ReadOnly {
		t.Errorf("a probe of what can't be written: %v", err)
	}
}
