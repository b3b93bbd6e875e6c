// Package store is the bot's one SQLite file: every table, view and statement.
//
// The tables grow by the numbered scripts in migrations/, which are never edited once
// released. The model is the views in views/, one a step, each headed by its formula, over
// the rows in seed/; both are rebuilt when their text has changed. Go asks and does not
// recompute.
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
	Languages      say.Languages    // that people are talked with in; a store without any talks with nobody
	Clock          func() time.Time // what the time is; time.Now where it is nil
	Retention      int              // months after which somebody who does nothing is forgotten; 0: never
	Administrators []int64          // Telegram ids of the officers who invite the others; nil: those that the file has
	ReminderDelays ReminderDelays   // when the bot writes by itself; UsualReminderDelays where it is nil
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
	if err := s.prepare(ctx, dialog.Dialog{Languages: options.Languages, Retention: options.Retention}); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// prepare reads what the file holds for as long as it is open, and names the administrators.
func (s *Store) prepare(ctx context.Context, d dialog.Dialog) (err error) {
	if d.Regions, err = model.ReadRegions(ctx, s.reader); err != nil {
		return err
	}
	s.writer.Dialog = d
	s.pictures = pictures{s.writer, resultdb.NewMeans(d.Regions)}
	if s.writer.Admins == nil {
		return nil
	}
	return officedb.Administer(ctx, s.writer)
}

// Close waits for what is being written, refuses what comes after with [ErrClosed] and
// leaves one file with everything in it. Closing twice is closing once.
func (s *Store) Close() error { return s.file.Close() }

// Now is what the time is by the store's clock, which all that is due goes by.
func (s *Store) Now() time.Time { return s.writer.Now() }

// Import takes in a file of interviews in the form that [exchange.Write] gives it: semicolons or
// commas, with or without a byte order mark, the columns in any order. The interviews are kept as
// such on paper, whoever they were first held with, and scored by the views as any other.
//
// All of it happens, or nothing: a fault gives an [*exchange.Error]. With skipFaulty, faulty lines
// are passed over and told; without the right columns nothing can be read all the same.
//
// It reads the file on a goroutine of its own, and no more once it has returned.
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
