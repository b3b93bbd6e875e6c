package sqlite

import (
	"database/sql"
	"errors"
	"net/url"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// fileLock is held while a store is open, so that no second copy sends what this one sends.
//
// It is an exclusive transaction on an empty SQLite file next to the database. A lock on the
// database itself would shut out its readers; and opening that file a second time, as a lock of our
// own would, drops SQLite's locks on it when it is closed. SQLite's own lock ends with the process
// and works wherever SQLite does.
type fileLock struct {
	db *sql.DB
	tx *sql.Tx
}

// lockSuffix is added to a database's name for its lock.
const lockSuffix = ".lock"

func lockFile(path string) (*fileLock, error) {
	if err := create(path, strings.TrimSuffix(path, lockSuffix)); err != nil {
		return nil, err
	}
	db := openDB(dsn(path, url.Values{
		"_txlock":       {"exclusive"},
		"_busy_timeout": {"0"},
		"_journal_mode": {"MEMORY"}, // no third file: nothing is ever written to this one
	}), limits{})
	tx, err := db.Begin()
	var se sqlite3.Error
	if errors.As(err, &se) && se.Code == sqlite3.ErrBusy {
		err = ErrInUse
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &fileLock{db, tx}, nil
}

func (l *fileLock) release() error { return errors.Join(l.tx.Rollback(), l.db.Close()) }
