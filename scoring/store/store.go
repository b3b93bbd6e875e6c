// Package store is the bot's one SQLite file: every table, view and statement.
//
// The tables grow by the numbered scripts in migrations/, which are never edited once
// released. The model is the views in views/, one a step, each headed by its formula, over
// the rows in seed/; both are rebuilt when their text has changed. Go asks and does not
// recompute.
//
// One connection writes. What is to be written at the same time is committed together, a job
// that fails being undone alone, and is on the disk when its caller goes on. Reads go through
// a pool of their own that cannot write.
//
// Statements that a conversation runs through joins and views compare columns with +? and not
// with ?. SQLite takes a bare parameter there for one whose values may ask for different
// plans, and parses and plans the statement anew each time, which takes several times as
// long as to run it.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"ikmbot/dialog"
)

// Options are what a store can be opened with.
type Options struct {
	Clock          func() time.Time // what the time is; time.Now where it is nil
	Retention      int              // months after which somebody who does nothing is forgotten; 0: never
	Administrators []int64          // Telegram ids of the officers who invite the others; nil: those that the file has
	FollowUps      FollowUps        // when the bot writes by itself; UsualFollowUps where it is nil
}

// Store is the open file. It is safe for concurrent use.
type Store struct {
	Reader
	clock      func() time.Time
	admins     []int64
	dialog     dialog.Dialog // with the regions that the file holds
	follow     FollowUps
	guesses    guesses
	means      map[int]*kept[*PicPoint] // of the regions that have a name
	interviews kept[interviews]
	lock       *fileLock
	writer     *sql.DB // one connection, owned by serve once that runs
	jobs       chan job
	quit       chan struct{} // closed: no further job is taken
	served     chan struct{} // closed: the last job is done
	closing    func() error
}

// Open opens the file at path and brings it to the program's own version. A file that is
// not there is created, for its owner's eyes only (mode 0600).
//
// A file that is in use by another copy gives [ErrInUse], one that belongs to another
// program [ErrForeign], one of a newer version a [*NewerError]; the file is then as it was.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	s, err := open(ctx, path, options)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, options Options) (_ *Store, err error) {
	s := &Store{clock: options.Clock, admins: options.Administrators, guesses: guesses{}, jobs: make(chan job), quit: make(chan struct{}), served: make(chan struct{})}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.follow = options.FollowUps; s.follow == nil {
		s.follow = UsualFollowUps()
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.release())
		}
	}()
	if path, err = place(path); err != nil {
		return nil, err
	}
	if err = inspect(ctx, path); err != nil {
		return nil, err
	}
	if s.lock, err = lockFile(path + ".lock"); err != nil {
		return nil, err
	}
	if err = inspect(ctx, path); err != nil { // again: a newer copy may have come and gone
		return nil, err
	}
	if s.writer, err = openWriter(ctx, path); err != nil {
		return nil, err
	}
	if err = migrate(ctx, s.writer); err != nil {
		return nil, err
	}
	if err = derive(ctx, s.writer); err != nil {
		return nil, err
	}
	if s.reader, err = openReader(ctx, path, false); err != nil {
		return nil, err
	}
	if s.dialog.Regions, err = readRegions(ctx, s.reader); err != nil {
		return nil, err
	}
	s.means = map[int]*kept[*PicPoint]{}
	for _, r := range s.dialog.Regions {
		if r.Name != "" {
			s.means[r.Code] = &kept[*PicPoint]{}
		}
	}
	s.dialog.Retention = options.Retention
	s.closing = sync.OnceValue(s.close)
	go s.serve()
	if options.Administrators != nil {
		if err := s.administer(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// Close waits for the jobs that were taken, refuses further ones with [ErrClosed] and
// leaves one file with everything in it. Closing twice is closing once.
func (s *Store) Close() error { return s.closing() }

func (s *Store) close() error {
	close(s.quit)
	<-s.served
	if err := s.release(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// release gives back whatever is open. A checkpoint by hand moves what it can into the file
// even where another program is reading; the last connection to close moves the rest.
func (s *Store) release() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		_, err := s.writer.Exec("PRAGMA wal_checkpoint(PASSIVE)")
		errs = append(errs, err, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return errors.Join(errs...)
}

// Now is what the time is by the store's clock, which all that is due goes by.
func (s *Store) Now() time.Time { return s.clock() }

// now is the time in unix milliseconds.
func (s *Store) now() int64 { return s.clock().UnixMilli() }

// querier is what a transaction and the reading pool have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
