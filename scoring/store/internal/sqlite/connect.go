package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// readers is how many reads run side by side: enough to keep two cores busy, and few enough to
// limit the memory of their caches.
const readers = 4

// place creates the file if it does not exist, because SQLite would give it a wider mode. SQLite
// gives its companions -wal and -shm the file's own mode. It returns the file's path with all links
// resolved.
func place(path string) (string, error) {
	if err := create(path, ""); err != nil {
		return "", err
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(target)
}

// create creates a file if it does not exist. What root makes belongs to the service all the same:
// to the owner of the file model, or else to the folder's.
func create(path, model string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(giveTo(f, model, filepath.Dir(path)), f.Close())
}

// giveTo gives a file that root has created to the owner of the first of the models that exists.
func giveTo(f *os.File, models ...string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	for _, model := range models {
		if info, err := os.Stat(model); err == nil {
			owner := info.Sys().(*syscall.Stat_t)
			return f.Chown(int(owner.Uid), int(owner.Gid))
		}
	}
	return nil
}

// inspect returns an error for a file that must not be touched. It opens it for reading only,
// because a writer would switch it to the write-ahead log at once.
func (s Schema) inspect(ctx context.Context, path string) error {
	return s.look(ctx, path, func(db *sql.DB, version int) error { return conform(ctx, s, db, version) })
}

// identify is inspect for a file that was the program's own all the time: it does not compare
// what is in it.
func (s Schema) identify(ctx context.Context, path string) error {
	return s.look(ctx, path, func(*sql.DB, int) error { return nil })
}

func (s Schema) look(ctx context.Context, path string, further func(*sql.DB, int) error) error {
	alone, err := findAlone(path)
	if err != nil {
		return err
	}
	db := openDB(dsn(path, readOnly(alone != nil)), limits{})
	defer db.Close()
	var application, version, objects int
	err = db.QueryRowContext(ctx, `
		SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&application, &version, &objects)
	var se sqlite3.Error
	switch {
	case errors.As(err, &se) && se.Code == sqlite3.ErrNotADB:
		return ErrForeign
	case err != nil:
		return err
	case application != s.Application && objects > 0, version < 0:
		return ErrForeign
	case version > s.Version():
		return &NewerError{Path: path, Found: version, Known: s.Version()}
	}
	return further(db, version)
}

// openWriter opens the one connection that writes. The driver ignores options that it does not
// know, so the important ones are read back.
func openWriter(ctx context.Context, path string) (*sql.DB, error) {
	db := openDB(dsn(path, url.Values{
		"_journal_mode":    {"WAL"},
		"_synchronous":     {"FULL"}, // a commit survives a power cut, not only a crash
		"_txlock":          {"immediate"},
		"_foreign_keys":    {"1"},
		"_busy_timeout":    {"5000"}, // ms, for when another program writes
		"_stmt_cache_size": {"128"},
		"_mutex":           {"no"}, // no mutex is needed: one goroutine at a time uses it
		// KiB: the pages of some hundreds of people in the middle of a conversation. The rows of a
		// person who comes once a month are spread over a large file, where only the system's cache
		// helps.
		"_cache_size":    {"-8192"},
		"_secure_delete": {"on"}, // erased data is overwritten, not only unlinked
	}), limits{})
	db.SetMaxOpenConns(1)
	// Pages, 16 MB. The same pages are written over and over, so a checkpoint at four times the
	// usual length moves hardly more, and conversations wait for one a quarter as often.
	if _, err := db.ExecContext(ctx, "PRAGMA wal_autocheckpoint = 4000"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000", "secure_delete": "1"} {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got); err != nil {
			return nil, errors.Join(err, db.Close())
		}
		if got != want {
			return nil, errors.Join(fmt.Errorf("PRAGMA %s is %s, not %s", pragma, got, want), db.Close())
		}
	}
	return db, nil
}

// openReader opens the pool that reads while the writer writes, or a file that nobody has open.
func openReader(ctx context.Context, path string, alone bool, l limits) (*sql.DB, error) {
	options := readOnly(alone)
	options.Set("_busy_timeout", "5000")
	options.Set("_stmt_cache_size", "128")
	options.Set("_cache_size", "-2048") // KiB, of each connection
	db := openDB(dsn(path, options), l)
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// readOnly returns the options for reading a file; alone: see [footprint].
func readOnly(alone bool) url.Values {
	options := url.Values{"mode": {"ro"}}
	if alone {
		options.Set("immutable", "1")
	}
	return options
}

// dsn returns a data source name with options: a URI, because SQLite heeds mode only in one.
func dsn(path string, options url.Values) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath() + "?" + options.Encode()
}
