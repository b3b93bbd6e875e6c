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

	"github.com/mattn/go-sqlite3"
)

// ErrExists is returned by Backup and Restore if a file that they would write exists already.
var ErrExists = errors.New("the file is there already")

// ErrNewerData is returned by Restore if the database has received updates after the backup was
// made.
var ErrNewerData = errors.New("the database has gone on since the backup")

// BackupError is returned by Restore when the backup can't be used.
type BackupError struct {
	Path string
	Err  error
}

func (e *BackupError) Error() string { return fmt.Sprintf("read backup %q: %v", e.Path, e.Err) }

func (e *BackupError) Unwrap() error { return e.Err }

// FileError is returned by Backup and Restore when the file that they make can't be written.
type FileError struct {
	Path string // that it is to have
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("write %q: %v", e.Path, e.Err) }

func (e *FileError) Unwrap() error { return e.Err }

// beforeRestore is added to the name of a replaced database.
const beforeRestore = ".before-restore"

// Backup copies the database at path to the file to, which must not exist yet ([ErrExists]),
// readable by its owner only, and returns how many rows it holds. The bot may be running: the copy
// is of one instant and blocks nobody. Its row counts and integrity are checked before it gets its
// name.
func (s Schema) Backup(ctx context.Context, path, to string) (rows int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("back up %q: %w", path, err)
		}
	}()
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return 0, err
	}
	if err = s.identify(ctx, path); err != nil {
		return 0, err
	}
	if err = absent(to); err != nil {
		return 0, err
	}
	part := to + ".part"
	if err = createAnew(part, ""); err != nil {
		return 0, &FileError{to, err}
	}
	defer os.Remove(part)
	if rows, err = copyDatabase(ctx, path, part); err != nil {
		return 0, err
	}
	if err = os.Rename(part, to); err != nil {
		return 0, &FileError{to, err}
	}
	return rows, nil
}

// createAnew creates a file in place of what an interrupted run has left. It removes a journal too,
// which SQLite would play back into the new file.
func createAnew(path, model string) error {
	for _, left := range []string{path, path + "-journal"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return create(path, model)
}

// absent returns ErrExists if there is a file.
func absent(path string) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return fmt.Errorf("%w: %s", ErrExists, path)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// copyDatabase makes the copy and checks it. It counts and copies in one reading transaction, so
// that both see the same instant.
func copyDatabase(ctx context.Context, from, to string) (int, error) {
	source, err := openReader(ctx, from, false, limits{})
	if err != nil {
		return 0, err
	}
	defer source.Close()
	conn, err := source.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return 0, err
	}
	want, err := countRows(ctx, conn)
	if err != nil {
		return 0, err
	}
	target := openCopy(to)
	defer target.Close()
	if err := copyPages(ctx, target, conn); err != nil {
		return 0, &FileError{to, err}
	}
	// Everything goes into one file, so that it can be moved.
	if _, err := target.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil {
		return 0, &FileError{to, err}
	}
	got, err := countRows(ctx, target)
	if err == nil && got != want {
		err = fmt.Errorf("the copy has %d rows and the original %d", got, want)
	}
	return got, errors.Join(err, intact(ctx, target))
}

// openCopy opens a copy that nobody else uses.
func openCopy(path string) *sql.DB {
	db := openDB(dsn(path, url.Values{"_synchronous": {"FULL"}}), limits{})
	db.SetMaxOpenConns(1)
	return db
}

func copyPages(ctx context.Context, target *sql.DB, source *sql.Conn) error {
	to, err := target.Conn(ctx)
	if err != nil {
		return err
	}
	defer to.Close()
	return to.Raw(func(to any) error {
		return source.Raw(func(from any) error {
			into, ours := to.(*sqlite3.SQLiteConn)
			out, theirs := from.(*sqlite3.SQLiteConn)
			if !ours || !theirs {
				return fmt.Errorf("a %T can't be copied to a %T", from, to)
			}
			backup, err := into.Backup("main", out, "main")
			if err != nil {
				return err
			}
			done, err := backup.Step(-1)
			if err == nil && !done {
				err = errors.New("the copy was held up by a lock")
			}
			return errors.Join(err, backup.Finish())
		})
	})
}

// countRows returns how many rows all tables hold together.
func countRows(ctx context.Context, db Querier) (int, error) {
	rows, err := db.QueryContext(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	if err != nil {
		return 0, err
	}
	tables, err := All(rows, func(name *string) []any { return []any{name} })
	if err != nil {
		return 0, err
	}
	total := 0
	for _, table := range tables {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+quote(table)).Scan(&n); err != nil {
			return 0, fmt.Errorf("count table %s: %w", table, err)
		}
		total += n
	}
	return total, nil
}

// Restore replaces the database at path by the backup, at once or not at all. The old database is
// kept as path.before-restore ([ErrExists] if that name is taken). A backup may come from anybody:
// its views and seeded rows are replaced by the program's own.
//
// It refuses a database in use ([ErrInUse]), one that received updates after the backup
// ([ErrNewerData]), and a backup that is damaged, another program's ([ErrForeign]), of a newer
// version ([*NewerError]) or not as the program made it ([*AlteredError]), each of these in a [*BackupError]; the database is then unchanged.
func (s Schema) Restore(ctx context.Context, backup, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore %q: %w", path, err)
		}
	}()
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	lock, err := lockFile(path + lockSuffix)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	part := path + ".restoring"
	defer os.Remove(part)
	made, err := s.readBackup(ctx, backup, part, path)
	if writing, ok := errors.AsType[*FileError](err); ok {
		return &FileError{path, writing.Err}
	}
	if err != nil {
		return &BackupError{Path: backup, Err: err}
	}
	if err := s.setAsideOld(ctx, path, made); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// readBackup copies a checked backup to the file to and returns when it last received something, in
// unix milliseconds. The copy belongs to the owner of the file model. SQLite copies it, because a file copied by hand may have a log next to it.
func (s Schema) readBackup(ctx context.Context, backup, to, model string) (at int64, err error) {
	if err := s.inspect(ctx, backup); err != nil {
		return 0, err
	}
	if err := createAnew(to, model); err != nil {
		return 0, &FileError{model, err}
	}
	if err := verify(ctx, backup); err != nil { // before it is counted: pages may lead in circles
		return 0, err
	}
	if _, err := copyDatabase(ctx, backup, to); err != nil {
		return 0, err
	}
	db := openCopy(to)
	if at, err = s.lastReceived(ctx, db); err == nil {
		err = remake(ctx, s, db)
	}
	return at, errors.Join(err, db.Close())
}

func (s Schema) lastReceived(ctx context.Context, db Querier) (at int64, err error) {
	err = db.QueryRowContext(ctx, s.LastWrite).Scan(&at)
	return at, err
}

// setAsideOld renames what is at path, unless it must not be replaced. A damaged database can't say
// when it last received something, and is replaced anyway.
func (s Schema) setAsideOld(ctx context.Context, path string, made int64) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := absent(path + beforeRestore); err != nil {
		return err
	}
	if err := s.notNewer(ctx, path, made); err != nil && !IsDamaged(err) {
		return err
	}
	if err := os.Link(path, path+beforeRestore); err != nil {
		return err
	}
	// The log of a damaged database goes with it: next to the backup it would be taken for the
	// backup's.
	if err := os.Rename(path+"-wal", path+beforeRestore+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// notNewer opens the database for writing, so that closing it moves its log into it.
func (s Schema) notNewer(ctx context.Context, path string, made int64) error {
	if err := s.identify(ctx, path); err != nil {
		return err
	}
	db, err := openWriter(ctx, path)
	if err != nil {
		return err
	}
	at, err := s.lastReceived(ctx, db)
	if err == nil && at > made {
		err = ErrNewerData
	}
	return errors.Join(err, db.Close())
}

// IsDamaged reports whether err tells of a file that SQLite finds damaged, wrapped or not.
func IsDamaged(err error) bool {
	var se sqlite3.Error
	return errors.Is(err, ErrDamaged) || errors.As(err, &se) && se.Code == sqlite3.ErrCorrupt
}
