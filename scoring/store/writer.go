package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/mattn/go-sqlite3"
)

// ErrClosed is returned by whatever writes once the store is closed.
var ErrClosed = errors.New("store is closed")

// errAborted marks an error that has taken the whole transaction with it.
var errAborted = errors.New("transaction aborted")

// maxBatch bounds the jobs of one transaction, and so how long the first of them waits.
const maxBatch = 256

// job is something to write, and where its outcome goes.
type job struct {
	fn   func(*sql.Tx) error
	done chan error
}

// write runs fn in a transaction and returns once that is committed, or undone. Jobs that
// wait at the same time share a transaction: an error or a panic in fn undoes what fn wrote
// and nothing else, an error for which aborts is true undoes the work of all.
//
// fn runs on the writer's own goroutine. It must not call write, must not keep to itself an error
// for which aborts is true, and must use the transaction without a context that may end: an
// interrupted statement rolls the whole transaction back. ctx bounds the wait for a place
// and nothing after it.
func (s *Store) write(ctx context.Context, fn func(*sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := job{fn: fn, done: make(chan error, 1)}
	select {
	case s.jobs <- j:
		return <-j.done
	case <-s.quit:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// serve owns the writer's connection until the store is closed.
func (s *Store) serve() {
	defer close(s.served)
	for {
		select {
		case j := <-s.jobs:
			s.commit(s.gather(j))
		case <-s.quit:
			return
		}
	}
}

// gather takes what else is waiting. It waits for nothing: while one batch is written to
// the disk, the next one comes together by itself.
func (s *Store) gather(first job) []job {
	batch := []job{first}
	for len(batch) < maxBatch {
		select {
		case j := <-s.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction and tells each job how it went. The first job needs no
// savepoint, for which SQLite would copy every page that it changes: where that one fails, all
// of the transaction is undone, which is its own work alone, and the others begin anew.
func (s *Store) commit(batch []job) {
	errs := make([]error, len(batch))
	aborted := inTx(context.Background(), s.writer, func(tx *sql.Tx) error {
		if errs[0] = recovered(tx, batch[0].fn); errs[0] != nil {
			return errs[0]
		}
		for i, j := range batch[1:] {
			if errs[1+i] = savepoint(tx, "job", j.fn); aborts(errs[1+i]) {
				return errs[1+i]
			}
		}
		return nil
	})
	if errs[0] != nil && !aborts(errs[0]) {
		batch[0].done <- errs[0]
		if len(batch) > 1 {
			s.commit(batch[1:])
		}
		return
	}
	for i, j := range batch {
		if aborted != nil {
			j.done <- aborted
		} else {
			j.done <- errs[i]
		}
	}
}

// inTx runs fn in a transaction of its own.
func inTx(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// savepoint runs fn so that an error or a panic in it, which becomes an error, undoes what
// fn wrote and the transaction goes on. It may be nested, under the same name too. After an
// error for which aborts is true the transaction must be given up.
func savepoint(tx *sql.Tx, name string, fn func(*sql.Tx) error) error {
	if _, err := tx.Exec("SAVEPOINT " + name); err != nil {
		return fmt.Errorf("%w: open savepoint %s: %w", errAborted, name, err)
	}
	err := recovered(tx, fn)
	if aborts(err) {
		return err
	}
	if err != nil {
		if _, lost := tx.Exec("ROLLBACK TO " + name); lost != nil {
			return fmt.Errorf("%w: undo savepoint %s: %w, after: %w", errAborted, name, lost, err)
		}
	}
	if _, lost := tx.Exec("RELEASE " + name); lost != nil {
		return fmt.Errorf("%w: release savepoint %s: %w", errAborted, name, lost)
	}
	return err
}

// recovered runs fn and makes an error of a panic, with the stack that led to it.
func recovered(tx *sql.Tx, fn func(*sql.Tx) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return fn(tx)
}

// aborts tells whether an error concerns the whole transaction rather than the job that met
// it: the disk is full or failing, memory is out, another program holds the file, or SQLite
// has rolled the transaction back already. Trying again later may help.
func aborts(err error) bool {
	if errors.Is(err, errAborted) {
		return true
	}
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return false
	}
	switch se.Code {
	case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrNomem, sqlite3.ErrCorrupt, sqlite3.ErrReadonly, sqlite3.ErrCantOpen:
		return true
	}
	return false
}
