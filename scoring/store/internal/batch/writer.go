package batch

import (
	"context"
	"database/sql"
	"time"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// Writer opens the transactions in which what happens is written to the file.
type Writer struct {
	File     *sqlite.File
	clock    func() time.Time
	Dialog   dialog.Dialog // with the regions that the file holds
	Admins   []int64       // Telegram ids of the officers whom the settings name; nil: those that the file has
	delays   ReminderDelays
	Attempts attempts
}

// NewWriter writes to a file. Without a clock it goes by time.Now, without delays by the usual ones.
func NewWriter(file *sqlite.File, clock func() time.Time, admins []int64, delays ReminderDelays) *Writer {
	if clock == nil {
		clock = time.Now
	}
	if delays == nil {
		delays = UsualReminderDelays()
	}
	return &Writer{File: file, clock: clock, Admins: admins, delays: delays, Attempts: attempts{}}
}

// Now is what the time is by the store's clock, which all that is due goes by.
func (w *Writer) Now() time.Time { return w.clock() }

// Millis is the time in unix milliseconds.
func (w *Writer) Millis() int64 { return w.clock().UnixMilli() }

// Begin is a turn in a transaction that is open.
func (w *Writer) Begin(tx *sql.Tx) *Turn {
	return &Turn{Tx: tx, Dialog: w.Dialog, Now: w.Millis(), Admins: w.Admins, Delays: w.delays, Attempts: w.Attempts}
}

// Write runs fn in a transaction, as [sqlite.File.Write] does.
func (w *Writer) Write(ctx context.Context, fn func(*Turn) error) error {
	return w.File.Write(ctx, func(tx *sql.Tx) error { return fn(w.Begin(tx)) })
}
