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

// ErrOtherVersion is returned by OpenReader if the file was last used by an older version of the
// program, or has other views than this one's. Open updates it.
var ErrOtherVersion = errors.New("another version of the program has used it last: start the bot on it once")

// ErrChanged is returned by a Reader's Close if the bot was started while only the Reader had the
// file open: what was read may be inconsistent.
var ErrChanged = errors.New("it has been written to while it was read: read it again")

// longestValue is the longest value that a Reader takes, in bytes.
const longestValue = 16 << 20

// Reader reads the file and writes nothing to it. It is safe for concurrent use.
type Reader struct {
	*sql.DB // connections that cannot write
	schema  Schema
	alone   *footprint // nil if a writer may be at work; SQLite is told which
}

// OpenReader opens an existing file for reading only, whether or not the bot is running on it. It
// creates nothing, updates nothing and leaves no file next to it.
//
// It returns [ErrForeign] for another program's file, [*NewerError] for one of a newer version,
// [*AlteredError] for one with other tables or views than it should have, and [ErrOtherVersion] for
// one that Open would have to bring up to date. Statements run over a file that somebody else may
// have made; its data alone is theirs. ctx is what ends them where there is no end of the data.
func (s Schema) OpenReader(ctx context.Context, path string) (*Reader, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	if err := s.identify(ctx, path); err != nil {
		return nil, err
	}
	r := &Reader{schema: s}
	if r.alone, err = findAlone(path); err != nil {
		return nil, err
	}
	if r.DB, err = openReader(ctx, path, r.alone != nil, limits{length: longestValue}); err != nil {
		return nil, err
	}
	if err := s.upToDate(ctx, r); err != nil {
		return nil, errors.Join(err, r.DB.Close())
	}
	return r, nil
}

// upToDate returns ErrOtherVersion if Open would have to update the file, and an AlteredError if it
// is not what Open would make of it.
func (s Schema) upToDate(ctx context.Context, q Querier) error {
	var version int
	if err := q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("read version: %w", err)
	}
	if version != s.Version() {
		return ErrOtherVersion
	}
	if err := conform(ctx, s, q, version); err != nil {
		return err
	}
	found, err := derivedFrom(ctx, q)
	switch {
	case err != nil:
		return err
	case found != s.hash():
		return ErrOtherVersion
	}
	return conformViews(ctx, s, q)
}

// Close closes the file. It returns [ErrChanged] if what was read can't be trusted.
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

// Verify reads the whole file and returns an error that names its first fault.
func (r *Reader) Verify(ctx context.Context) error { return intact(ctx, r) }

// intact returns an error unless SQLite finds every page and every index in order.
func intact(ctx context.Context, q Querier) error {
	var found string
	if err := q.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("check integrity: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("check integrity: %w: %s", ErrDamaged, found)
	}
	return nil
}

// verify is Verify for a file that is not open.
func verify(ctx context.Context, path string) error {
	db, err := openReader(ctx, path, false, limits{})
	if err != nil {
		return err
	}
	return errors.Join(intact(ctx, db), db.Close())
}

// Scripts returns the texts of the schema's scripts that match a pattern, in the order of their
// names.
func (r *Reader) Scripts(pattern string) []string {
	var texts []string
	for _, name := range r.schema.list(pattern) {
		texts = append(texts, r.schema.text(name))
	}
	return texts
}

// footprint identifies the state of a database file without a log. SQLite reads such a file as
// immutable, without a lock, so that it leaves no companions that nobody would remove; it can't
// notice then that another program begins to write.
type footprint struct {
	path string
	info fs.FileInfo
}

// findAlone returns nil if a log stands next to the file.
func findAlone(path string) (*footprint, error) {
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	info, err := os.Stat(path)
	return &footprint{path, info}, err
}

// unchanged returns ErrChanged if somebody has written to the file or may be about to.
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
