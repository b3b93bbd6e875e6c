package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ikmbot/dialog"
)

// ErrOtherVersion is returned by OpenReader when the file is as an older version of the
// program has left it, or with other views than this one's. Open brings it up to date.
var ErrOtherVersion = errors.New("another version of the program has used it last: start the bot on it once")

// ErrChanged is returned by a Reader's Close when the bot was started while nothing but the
// Reader had the file open: what was read may be half of one thing and half of another.
var ErrChanged = errors.New("it has been written to while it was read: read it again")

// Reader reads the file and writes nothing to it. It is safe for concurrent use.
type Reader struct {
	reader *sql.DB // connections that cannot write
	alone  *footprint
}

// OpenReader opens a file that is there for reading only, whether the bot is running on it
// or not. It creates nothing, brings nothing up to date and leaves no file beside it.
//
// A file that belongs to another program gives [ErrForeign], one of a newer version a
// [*NewerError], one of an older version or with other views [ErrOtherVersion].
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	r, err := openReaderOf(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return r, nil
}

func openReaderOf(ctx context.Context, path string) (*Reader, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	if err := inspect(ctx, path); err != nil {
		return nil, err
	}
	r := &Reader{}
	if r.alone, err = findAlone(path); err != nil {
		return nil, err
	}
	if r.reader, err = openReader(ctx, path, r.alone != nil); err != nil {
		return nil, err
	}
	if err := upToDate(ctx, r.reader); err != nil {
		return nil, errors.Join(err, r.reader.Close())
	}
	return r, nil
}

// upToDate gives ErrOtherVersion where Open would have something to do.
func upToDate(ctx context.Context, q querier) error {
	var version int
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	if version != len(migrations()) {
		return ErrOtherVersion
	}
	found, err := derivedFrom(ctx, q)
	if err == nil && found != derivedHash() {
		err = ErrOtherVersion
	}
	return err
}

// Close closes the file. It gives [ErrChanged] where what was read is not to be trusted.
func (r *Reader) Close() error {
	err := r.reader.Close()
	if r.alone != nil {
		err = errors.Join(err, r.alone.unchanged())
	}
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Regions are the regions that the questionnaire offers, in its order. The name is empty
// where the word for it stands in locales.
func (r *Reader) Regions(ctx context.Context) ([]dialog.Region, error) {
	return readRegions(ctx, r.reader)
}

// footprint is what a database file without a log looks like from outside. SQLite reads
// such a one as immutable, without a lock, so that it leaves no companions that nobody
// would clear away, and cannot itself notice that another program begins to write.
type footprint struct {
	path string
	info fs.FileInfo
}

// findAlone is nil where a log stands beside the file.
func findAlone(path string) (*footprint, error) {
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	info, err := os.Stat(path)
	return &footprint{path, info}, err
}

// unchanged gives ErrChanged where somebody has written to the file or may be about to.
func (f *footprint) unchanged() error {
	now, err := findAlone(f.path)
	if err != nil {
		return err
	}
	if now == nil || !os.SameFile(f.info, now.info) || now.info.Size() != f.info.Size() || !now.info.ModTime().Equal(f.info.ModTime()) {
		return ErrChanged
	}
	return nil
}
