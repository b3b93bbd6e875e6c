package batch

import (
	"context"
	"database/sql"
	"time"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// Writer opens the transactions that write to the file.
type Writer struct {
	File     *sqlite.File
	clock    func() time.Time
	Dialog   dialog.Dialog // with the regions that the file holds
	Admins   []int64       // Telegram ids of the administrators in the settings; nil: those that the file has
	delays   ReminderDelays
	Attempts attempts
}

// NewWriter returns a writer to a file. A nil clock is time.Now, nil delays are the usual ones.
func NewWriter(file *sqlite.File, clock func() time.Time, admins []int64, delays ReminderDelays) *Writer {
	if clock == nil {
		clock = time.Now
	}
	if delays == nil {
		delays = UsualReminderDelays()
	}
	return &Writer{File: file, clock: clock, Admins: admins, delays: delays, Attempts: attempts{}}
}

// Now returns the time by the store's clock, which decides what is due.
func (w *Writer) Now() time.Time { return w.clock() }

// Millis returns the time in unix milliseconds.
func (w *Writer) Millis() int64 { return w.clock().UnixMilli() }

// Begin returns a turn in an open transaction.
func (w *Writer) Begin(tx *sql.Tx) *Turn {
	return &Turn{Tx: tx, Dialog: w.Dialog, Now: w.Millis(), Admins: w.Admins, Delays: w.delays, Attempts: w.Attempts}
}

// Write runs fn in a transaction, as [sqlite.File.Write] does.
func (w *Writer) Write(ctx context.Context, fn func(*Turn) error) error {
	return w.File.Write(ctx, func(tx *sql.Tx) error { return fn(w.Begin(tx)) })
}
