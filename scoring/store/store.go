// Package store is the bot's one SQLite file: every table, view and statement.
//
// The tables grow by the numbered scripts in migrations/, which are never edited once released. The
// model is the views in views/, one for each step, each headed by its formula, over the rows in
// seed/; both are rebuilt when their text has changed. Go reads and does not recompute.
//
// One transaction holds a whole turn: the answer, the session, the update's id and the replies.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"

	"ikmbot/dialog"
	"ikmbot/dialog/say"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
	officedb "ikmbot/scoring/store/office"
	resultdb "ikmbot/scoring/store/result"
)

// Options are the settings of a store.
type Options struct {
	Languages          say.Languages    // that the bot speaks; a store without any can't hold conversations
	Clock              func() time.Time // nil: time.Now
	Operator           string           // who runs the bot and how to reach them; empty: not told
	Retention          int              // months of inactivity after which a person is forgotten; 0: never
	Administrators     []int64          // Telegram ids of the officers who invite the others; nil: those that the file has
	AdministratorNames map[int64]string // by Telegram id; whoever is not named is called an administrator
	ReminderDelays     ReminderDelays   // when the bot writes by itself; nil: UsualReminderDelays
}

// Store is the open file. It is safe for concurrent use.
type Store struct {
	Reader
	outbox
	broadcasts
	inquiries
	reminders
	pictures
	reports
	weights
	file       *sqlite.File
	writer     *batch.Writer
	interviews sqlite.Cache[interviews]
}

// Open opens the file at path and brings it to the program's own version. It creates a file that
// does not exist, readable by its owner only (mode 0600).
//
// It returns [ErrInUse] for a file that another copy is using, [ErrForeign] for another program's,
// and [*NewerError] for one of a newer version; the file is then unchanged.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	s, err := open(ctx, path, options)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, options Options) (*Store, error) {
	file, err := schema.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	w := batch.NewWriter(file, options.Clock, options.Administrators, options.ReminderDelays)
	s := &Store{
		Reader: Reader{file.Reader}, outbox: outbox{w}, broadcasts: broadcasts{w}, inquiries: inquiries{w}, reminders: reminders{w}, reports: reports{w},
		weights: weights{file}, file: file, writer: w,
	}
	if err := s.prepare(ctx, dialog.Dialog{Languages: options.Languages, Operator: options.Operator, Retention: options.Retention}, options.AdministratorNames); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare reads what does not change while the file is open, and names the administrators.
func (s *Store) prepare(ctx context.Context, d dialog.Dialog, names map[int64]string) (err error) {
	if d.Regions, err = model.ReadRegions(ctx, s.reader); err != nil {
		return err
	}
	s.writer.Dialog = d
	s.pictures = pictures{s.writer, resultdb.NewMeans(d.Regions)}
	if s.writer.Admins == nil {
		return nil
	}
	return officedb.Administer(ctx, s.writer, names)
}

// Close waits for what is being written, refuses further writes with [ErrClosed] and leaves one
// file with everything in it. Further calls do nothing.
func (s *Store) Close() error { return s.file.Close() }

// Now returns the time by the store's clock, which decides what is due.
func (s *Store) Now() time.Time { return s.writer.Now() }

// Import imports a file of interviews in the form that [exchange.Write] writes: semicolons or
// commas, with or without a byte order mark, the columns in any order. The interviews are stored as
// held on paper, however they were first held, and scored by the views like all others.
//
// All of it is imported, or nothing: faults give an [*exchange.Error]. With skipFaulty, faulty
// lines are skipped and counted; a fault in the columns is still an error.
//
// It reads the file on another goroutine, which has ended when Import returns.
func (s *Store) Import(ctx context.Context, from io.Reader, skipFaulty bool) (exchange.Imported, error) {
	var done exchange.Imported
	err := s.file.Write(ctx, func(tx *sql.Tx) (err error) {
		done, err = exchange.Import(ctx, tx, from, skipFaulty, s.writer.Millis())
		return err
	})
	if err != nil {
		return exchange.Imported{}, fmt.Errorf("import interviews: %w", err)
	}
	return done, nil
}
