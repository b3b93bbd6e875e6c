// Package sqlite is one SQLite file that a single program writes: a lock that keeps a second copy
// out, one connection that writes and a pool that reads, a schema that grows by numbered scripts,
// and backups. It knows nothing of the data.
//
// Jobs that are waiting at the same time are committed together; a job that fails is undone alone,
// and a job is on disk when its caller continues. Reads go through a pool that cannot write.
//
// Statements that run often through joins and views compare columns with +? and not with ?. With a
// bare parameter SQLite assumes there that its value may change the plan, and parses and plans the
// statement again each time, which takes several times as long as running it.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// ErrInUse is returned by Open if another copy of the program has the file open.
var ErrInUse = errors.New("another copy of the program is using it")

// ErrForeign is returned by Open if the file is no database, or another program's.
var ErrForeign = errors.New("not a database of this program")

// NewerError is returned by Open if the file's version is newer than this program knows. The file
// stays unchanged.
type NewerError struct {
	Path  string
	Found int // the file's version
	Known int // the newest version that this program knows
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("it has version %d and this program knows versions to %d: run the newer program", e.Found, e.Known)
}

// File is an open file. It is safe for concurrent use; its Reader is the pool that reads.
type File struct {
	*Reader
	lock    *fileLock
	writer  *writer
	closing func() error
}

// Open opens the file at path and brings it to the schema's version. It creates a file that does
// not exist, readable by its owner only (mode 0600).
//
// It returns [ErrInUse] for a file that another copy is using, [ErrForeign] for another program's,
// [*NewerError] for one of a newer version, and [*AlteredError] for one with other tables than the
// program makes; the file is then unchanged.
func (s Schema) Open(ctx context.Context, path string) (_ *File, err error) {
	f := &File{}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.release())
		}
	}()
	if path, err = place(path); err != nil {
		return nil, err
	}
	if err = s.inspect(ctx, path); err != nil {
		return nil, err
	}
	if f.lock, err = lockFile(path + lockSuffix); err != nil {
		return nil, err
	}
	if err = s.inspect(ctx, path); err != nil { // again, because a newer copy may have run in the meantime
		return nil, err
	}
	db, err := openWriter(ctx, path)
	if err != nil {
		return nil, err
	}
	f.writer = newWriter(db)
	if err = s.migrate(ctx, db); err != nil {
		return nil, err
	}
	if err = s.derive(ctx, db); err != nil {
		return nil, err
	}
	pool, err := openReader(ctx, path, false, limits{})
	if err != nil {
		return nil, err
	}
	f.Reader = &Reader{DB: pool, schema: s}
	f.closing = sync.OnceValue(f.close)
	go f.writer.serve()
	return f, nil
}

// Write runs fn in a transaction and returns once that is committed, or undone. Jobs that wait at
// the same time share a transaction: an error or a panic in fn undoes only what fn wrote, but an
// error for which [Aborts] is true undoes the work of all. It returns [ErrClosed] once the file is
// closed.
//
// fn runs on the writer's own goroutine. It must not call Write, must return every error for which
// Aborts is true, and must not use a context that may end with the transaction, because an
// interrupted statement rolls the whole transaction back. ctx limits the wait for a place and
// nothing after it.
func (f *File) Write(ctx context.Context, fn func(*sql.Tx) error) error {
	return f.writer.write(ctx, fn)
}

// Probe tests whether the file can be written, by writing a value that is already there. ctx limits
// the wait for the writer, not the writing.
func (f *File) Probe(ctx context.Context) error {
	return f.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", f.schema.Version()))
		return err
	})
}

// Close waits for the accepted jobs, refuses further ones with [ErrClosed] and leaves one file with
// everything in it. Further calls do nothing.
func (f *File) Close() error { return f.closing() }

func (f *File) close() error {
	f.writer.stop()
	if err := f.release(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// release closes what is open. It runs a checkpoint, which moves what it can into the file even
// while another program is reading; the last connection to close moves the rest.
func (f *File) release() error {
	var errs []error
	if f.Reader != nil {
		errs = append(errs, f.DB.Close())
	}
	if f.writer != nil {
		_, err := f.writer.db.Exec("PRAGMA wal_checkpoint(PASSIVE)")
		errs = append(errs, err, f.writer.db.Close())
	}
	if f.lock != nil {
		errs = append(errs, f.lock.release())
	}
	return errors.Join(errs...)
}
