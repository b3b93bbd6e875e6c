package store

import (
	"context"
	"database/sql"
	"time"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// writer writes to the file what happens.
type writer struct {
	file    *sqlite.File
	clock   func() time.Time
	dialog  dialog.Dialog // with the regions that the file holds
	admins  []int64       // Telegram ids of the officers whom the settings name; nil: those that the file has
	delays  FollowUps
	guesses guesses
}

// newWriter writes to a file. Without a clock it goes by time.Now, without delays by the usual ones.
func newWriter(file *sqlite.File, clock func() time.Time, admins []int64, delays FollowUps) *writer {
	if clock == nil {
		clock = time.Now
	}
	if delays == nil {
		delays = UsualFollowUps()
	}
	return &writer{file: file, clock: clock, admins: admins, delays: delays, guesses: guesses{}}
}

// Now is what the time is by the store's clock, which all that is due goes by.
func (w *writer) Now() time.Time { return w.clock() }

// now is the time in unix milliseconds.
func (w *writer) now() int64 { return w.clock().UnixMilli() }

// begin begins to write in a transaction that is open.
func (w *writer) begin(tx *sql.Tx) *application {
	return &application{tx: tx, dialog: w.dialog, now: w.now(), admins: w.admins, followUps: w.delays, guesses: w.guesses}
}

// write runs fn in a transaction, as [sqlite.File.Write] does.
func (w *writer) write(ctx context.Context, fn func(*application) error) error {
	return w.file.Write(ctx, func(tx *sql.Tx) error { return fn(w.begin(tx)) })
}
