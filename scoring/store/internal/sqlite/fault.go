package sqlite

import (
	"errors"
	"io/fs"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// Fault is what keeps the file from being written or read. The cause lies outside the program,
// nothing is lost, and the same call succeeds once the fault is over.
type Fault int

// The faults; NoFault is an error of another kind.
const (
	NoFault Fault = iota
	DiskFull
	ReadOnly    // the file, its folder or the disk is read-only, or a file next to it can't be created
	Locked      // by another program, for more than five seconds
	DiskFailing // reading or writing fails
)

// FaultOf reports which fault an error comes from, wrapped or not.
func FaultOf(err error) Fault {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return DiskFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ReadOnly
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return NoFault
	}
	switch se.Code {
	case sqlite3.ErrFull:
		return DiskFull
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return ReadOnly
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return Locked
	case sqlite3.ErrIoErr:
		return DiskFailing
	}
	return NoFault
}
