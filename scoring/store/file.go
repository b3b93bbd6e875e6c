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
	ErrForeign      = sqlite.ErrForeign      // by whatever opens a file
	ErrClosed       = sqlite.ErrClosed       // by whatever writes once the store is closed
	ErrOtherVersion = sqlite.ErrOtherVersion // by OpenReader
	ErrChanged      = sqlite.ErrChanged      // by a Reader's Close
	ErrExists       = sqlite.ErrExists       // by Backup and Restore
	ErrNewerData    = sqlite.ErrNewerData    // by Restore
	ErrNotFound     = sqlite.ErrNotFound     // where what is asked for is not there, or no longer
)

// NewerError is returned by whatever opens a file that a newer version of the program has brought
// further than this one knows.
type NewerError = sqlite.NewerError

// BackupError is returned by Restore when the backup can't be used.
type BackupError = sqlite.BackupError

// StorageFault is what keeps the file from being written or read. The cause lies outside the
// program, nothing is lost by it, and the same try succeeds once it is over.
type StorageFault = sqlite.Fault

// The storage faults; NoStorageFault is an error of another kind.
const (
	NoStorageFault = sqlite.NoFault
	DiskFull       = sqlite.DiskFull
	ReadOnly       = sqlite.ReadOnly    // the file, its folder or the disk; or a file beside it can't be created
	Locked         = sqlite.Locked      // by another program, for longer than the five seconds that are waited
	DiskFailing    = sqlite.DiskFailing // reading or writing gives an error
)

// StorageFaultOf reports which storage fault an error comes from, wrapped or not.
func StorageFaultOf(err error) StorageFault { return sqlite.FaultOf(err) }

// Backup copies the database at path to the file to, which must not exist yet ([ErrExists]),
// readable by its owner only, and returns how many rows it holds. The bot may be running: the
// copy is of one instant and holds nobody up. It is compared with the original, row counts
// and integrity, before it gets its name.
func Backup(ctx context.Context, path, to string) (rows int, err error) {
	return schema.Backup(ctx, path, to)
}

// Restore puts the backup in the place of the database at path, at once or not at all; what
// was there is kept beside it under the name path.before-restore ([ErrExists] where that is taken).
//
// It refuses a database in use ([ErrInUse]), one that went on after the backup
// ([ErrNewerData]), and a backup that is damaged, another program's ([ErrForeign]) or of a
// newer version ([*NewerError]), each of these in a [*BackupError]; the database is then as it was.
func Restore(ctx context.Context, backup, path string) error {
	return schema.Restore(ctx, backup, path)
}

// Probe tries whether the database can be written, by writing what is there once more. ctx
// bounds the wait for the writer, not the writing.
func (s *Store) Probe(ctx context.Context) error {
	if err := s.file.Probe(ctx); err != nil {
		return fmt.Errorf("probe database: %w", err)
	}
	return nil
}

// FreeSpace is how many bytes are free, for the program's user, on the disk that the file
// at path lies on or is to lie on.
func FreeSpace(path string) (int64, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &disk); err != nil {
		return 0, fmt.Errorf("look at the disk of %q: %w", path, err)
	}
	return int64(disk.Bavail) * int64(disk.Bsize), nil
}
