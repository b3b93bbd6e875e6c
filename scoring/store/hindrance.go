package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

// Hindrance is what keeps the database from being written or read. The cause lies outside
// the program, nothing is lost by it, and the same try succeeds once it is over.
type Hindrance int

// The hindrances; NoHindrance is an error of another kind.
const (
	NoHindrance Hindrance = iota
	DiskFull
	ReadOnly
	Locked      // by another program, for longer than the five seconds that are waited
	DiskFailing // reading or writing gives an error
)

// HindranceOf tells which hindrance an error comes from, wrapped or not.
func HindranceOf(err error) Hindrance {
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return NoHindrance
	}
	switch se.Code {
	case sqlite3.ErrFull:
		return DiskFull
	case sqlite3.ErrReadonly:
		return ReadOnly
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return Locked
	case sqlite3.ErrIoErr, sqlite3.ErrCantOpen:
		return DiskFailing
	}
	return NoHindrance
}
