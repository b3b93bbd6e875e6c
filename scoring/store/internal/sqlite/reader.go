package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrOtherVersion is returned by OpenReader when the file is as an older version of the
// program has left it, or with other views than this one's. Open brings it up to date.
var ErrOtherVersion = errors.New("another version of the program has used it last: start the bot on it once")

// ErrChanged is returned by a Reader's Close when the bot was started while nothing but the
// Reader had the file open: what was read may be half of one thing and half of another.
var ErrChanged = errors.New("it has been written to while it was read: read it again")

// Reader reads the file and writes nothing to it. It is safe for concurrent use.
type Reader struct {
	*sql.DB // connections that cannot write
	schema  Schema
	alone   *footprint // nil where a writer may be at work, as SQLite is told
}

// OpenReader opens a file that is there for reading only, whether the bot is running on it
// or not. It creates nothing, brings nothing up to date and leaves no file beside it.
//
// A file that belongs to another program gives [ErrForeign], one of a newer version a
// [*NewerError], one of an older version or with other views [ErrOtherVersion].
func (s Schema) OpenReader(ctx context.Context, path string) (*Reader, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	if err := s.inspect(ctx, path); err != nil {
		return nil, err
	}
	r := &Reader{schema: s}
	if r.alone, err = findAlone(path); err != nil {
		return nil, err
	}
	if r.DB, err = openReader(ctx, path, r.alone != nil); err != nil {
		return nil, err
	}
	if err := s.upToDate(ctx, r); err != nil {
		return nil, errors.Join(err, r.DB.Close())
	}
	return r, nil
}

// upToDate gives ErrOtherVersion where Open would have something to do.
func (s Schema) upToDate(ctx context.Context, q Querier) error {
	var version int
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	if version != s.Version() {
		return ErrOtherVersion
	}
	found, err := derivedFrom(ctx, q)
	if err == nil && found != s.hash() {
		err = ErrOtherVersion
	}
	return err
}

// Close closes the file. It gives [ErrChanged] where what was read is not to be trusted.
func (r *Reader) Close() error {
	err := r.DB.Close()
	if r.alone != nil {
		err = errors.Join(err, r.alone.unchanged())
	}
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Verify reads the whole file and gives an error that names the first fault in it.
func (r *Reader) Verify(ctx context.Context) error { return intact(ctx, r) }

// intact gives an error where SQLite does not find every page and every index in order.
func intact(ctx context.Context, q Querier) error {
	var found string
	if err := q.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("check integrity: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("check integrity: %s", found)
	}
	return nil
}

// Scripts are the texts of the schema's scripts that match a pattern, in the order of their names.
func (r *Reader) Scripts(pattern string) []string {
	var texts []string
	for _, name := range r.schema.list(pattern) {
		texts = append(texts, r.schema.text(name))
	}
	return texts
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
