package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/mattn/go-sqlite3"
)

// ErrClosed is returned by File.Write once the file is closed.
var ErrClosed = errors.New("store is closed")

// errAborted marks an error that has taken the whole transaction with it.
var errAborted = errors.New("transaction aborted")

// maxBatch limits the jobs of one transaction, and so how long the first of them waits.
const maxBatch = 256

// writer owns the one connection that writes.
type writer struct {
	db     *sql.DB
	jobs   chan job
	quit   chan struct{} // closed: no further job is accepted
	served chan struct{} // closed: the last job is done
}

// job is something to write, and the channel for its outcome.
type job struct {
	fn   func(*sql.Tx) error
	done chan error
}

func newWriter(db *sql.DB) *writer {
	return &writer{db: db, jobs: make(chan job), quit: make(chan struct{}), served: make(chan struct{})}
}

// write is [File.Write].
func (w *writer) write(ctx context.Context, fn func(*sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j := job{fn: fn, done: make(chan error, 1)}
	select {
	case w.jobs <- j:
		return <-j.done
	case <-w.quit:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// serve runs the jobs until the file is closed.
func (w *writer) serve() {
	defer close(w.served)
	for {
		select {
		case j := <-w.jobs:
			w.commit(w.gather(j))
		case <-w.quit:
			return
		}
	}
}

// stop refuses further jobs and waits for those that were accepted.
func (w *writer) stop() {
	close(w.quit)
	<-w.served
}

// gather adds the jobs that are waiting. It waits for none: while one batch is written to disk, the
// next one comes together by itself.
func (w *writer) gather(first job) []job {
	batch := []job{first}
	for len(batch) < maxBatch {
		select {
		case j := <-w.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction and reports the outcome of each job. The first job gets no
// savepoint, for which SQLite would copy every page that it changes: if that job fails, the whole
// transaction is undone, which is its own work alone, and the others start again.
func (w *writer) commit(batch []job) {
	errs := make([]error, len(batch))
	aborted := inTx(context.Background(), w.db, func(tx *sql.Tx) error {
		if errs[0] = recovered(tx, batch[0].fn); errs[0] != nil {
			return errs[0]
		}
		for i, j := range batch[1:] {
			if errs[1+i] = Savepoint(tx, "job", j.fn); Aborts(errs[1+i]) {
				return errs[1+i]
			}
		}
		return nil
	})
	if errs[0] != nil && !Aborts(errs[0]) {
		batch[0].done <- errs[0]
		if len(batch) > 1 {
			w.commit(batch[1:])
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

// Savepoint runs fn so that an error or a panic in it, which becomes an error, undoes what fn wrote
// and the transaction continues. Savepoints may be nested, even under the same name. After an error
// for which [Aborts] is true the transaction must be given up.
func Savepoint(tx *sql.Tx, name string, fn func(*sql.Tx) error) error {
	if _, err := tx.Exec("SAVEPOINT " + name); err != nil {
		return fmt.Errorf("%w: open savepoint %s: %w", errAborted, name, err)
	}
	err := recovered(tx, fn)
	if Aborts(err) {
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

// recovered runs fn and turns a panic into an error, with the stack that led to it.
func recovered(tx *sql.Tx, fn func(*sql.Tx) error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return fn(tx)
}

// Aborts reports whether an error concerns the whole transaction rather than the job that met it:
// the disk is full or failing, memory is out, another program holds the file, or SQLite has already
// rolled the transaction back. Trying again later may help.
func Aborts(err error) bool {
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
