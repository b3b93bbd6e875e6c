package store

import (
	"context"
	"fmt"
	"path/filepath"
	"syscall"

	"ikmbot/scoring/store/internal/sqlite"
)

// Errors of the file. Each is documented where it is returned.
var (
	ErrInUse        = sqlite.ErrInUse        // by Open and Restore
	ErrForeign      = sqlite.ErrForeign      // by everything that opens a file
	ErrClosed       = sqlite.ErrClosed       // by everything that writes, once the store is closed
	ErrOtherVersion = sqlite.ErrOtherVersion // by OpenReader
	ErrChanged      = sqlite.ErrChanged      // by a Reader's Close
	ErrExists       = sqlite.ErrExists       // by Backup and Restore
	ErrNewerData    = sqlite.ErrNewerData    // by Restore
	ErrNotFound     = sqlite.ErrNotFound     // if what is asked for does not exist, or no longer
)

// NewerError is returned by everything that opens a file whose version is newer than this program
// knows.
type NewerError = sqlite.NewerError

// AlteredError is returned by everything that opens a file whose tables are not those that this
// program makes.
type AlteredError = sqlite.AlteredError

// IsDamaged reports whether err tells of a file that SQLite finds damaged, wrapped or not.
func IsDamaged(err error) bool { return sqlite.IsDamaged(err) }

// BackupError is returned by Restore when the backup can't be used.
type BackupError = sqlite.BackupError

// FileError is returned by Backup and Restore when the file that they make can't be written.
type FileError = sqlite.FileError

// StorageFault is what keeps the file from being written or read. The cause lies outside the
// program, nothing is lost, and the same call succeeds once the fault is over.
type StorageFault = sqlite.Fault

// The storage faults; NoStorageFault is an error of another kind.
const (
	NoStorageFault = sqlite.NoFault
	DiskFull       = sqlite.DiskFull
	ReadOnly       = sqlite.ReadOnly    // the file, its folder or the disk is read-only, or a file next to it can't be created
	Locked         = sqlite.Locked      // by another program, for more than five seconds
	DiskFailing    = sqlite.DiskFailing // reading or writing fails
)

// StorageFaultOf reports which storage fault an error comes from, wrapped or not.
func StorageFaultOf(err error) StorageFault { return sqlite.FaultOf(err) }

// Backup copies the database at path to the file to, which must not exist yet ([ErrExists]),
// readable by its owner only, and returns how many rows it holds. The bot may be running: the copy
// is of one instant and blocks nobody. Its row counts and integrity are checked before it gets its
// name.
func Backup(ctx context.Context, path, to string) (rows int, err error) {
	return schema.Backup(ctx, path, to)
}

// Restore replaces the database at path by the backup, at once or not at all. The old database is
// kept as path.before-restore ([ErrExists] if that name is taken). A backup may come from anybody:
// its views and seeded rows are replaced by the program's own.
//
// It refuses a database in use ([ErrInUse]), one that received updates after the backup
// ([ErrNewerData]), and a backup that is damaged, another program's ([ErrForeign]), of a newer
// version ([*NewerError]) or not as the program made it ([*AlteredError]), each of these in a [*BackupError]; the database is then unchanged.
func Restore(ctx context.Context, backup, path string) error {
	return schema.Restore(ctx, backup, path)
}

// Probe tests whether the database can be written, by writing a value that is already there. ctx
// limits the wait for the writer, not the writing.
func (s *Store) Probe(ctx context.Context) error {
	if err := s.file.Probe(ctx); err != nil {
		return fmt.Errorf("probe database: %w", err)
	}
	return nil
}

// FreeSpace returns how many bytes the program's user has free on the disk of the file at path,
// which need not exist yet.
func FreeSpace(path string) (int64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err != nil {
		return 0, fmt.Errorf("look at the disk of %q: %w", path, err)
	}
	return int64(disk.Bavail) * int64(disk.Bsize), nil
}
