package store

import (
	"context"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// Reader reads the file and writes nothing to it. It is safe for concurrent use.
type Reader struct{ reader *sqlite.Reader }

// OpenReader opens a file that is there for reading only, whether the bot is running on it
// or not. It creates nothing, brings nothing up to date and leaves no file beside it.
//
// A file that belongs to another program gives [ErrForeign], one of a newer version a
// [*NewerError], one of an older version or with other views [ErrOtherVersion].
func OpenReader(ctx context.Context, path string) (*Reader, error) {
	file, err := schema.OpenReader(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %q: %w", path, err)
	}
	return &Reader{file}, nil
}

// Close closes the file. It gives [ErrChanged] where the bot was started while nothing but the
// Reader had the file open: what was read may be half of one thing and half of another.
func (r *Reader) Close() error { return r.reader.Close() }

// Verify reads the whole file and gives an error that names the first fault in it.
func (r *Reader) Verify(ctx context.Context) error { return r.reader.Verify(ctx) }

// Regions are the regions that the questionnaire offers, in its order. The name is empty
// where the word for it stands in locales.
func (r *Reader) Regions(ctx context.Context) ([]dialog.Region, error) {
	return readRegions(ctx, r.reader)
}
