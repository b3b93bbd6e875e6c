package store

import (
	"context"
	"errors"
	"fmt"

	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	resultdb "ikmbot/scoring/store/result"
)

// pictures serves the pictures of results.
type pictures struct {
	writer *batch.Writer
	means  resultdb.Means
}

// FindPicture reads what is needed to send a picture. It gives [ErrNotFound] where the
// result is no longer there.
func (p pictures) FindPicture(ctx context.Context, chat int64, picture say.Picture, language say.Language) (Picture, error) {
	found, err := resultdb.FindPicture(ctx, p.writer.File, chat, picture, language)
	if err == nil && found.FileID == "" {
		err = p.means.Show(ctx, p.writer.File, p.writer.Now(), &found)
	}
	if err != nil {
		return Picture{}, fmt.Errorf("read what to draw: %w", err)
	}
	return found, nil
}

// KeepPicture remembers Telegram's file id of a picture, so that it need not be drawn again.
// A picture whose result was erased meanwhile is not remembered.
func (p pictures) KeepPicture(ctx context.Context, assessment int64, kind say.PictureKind, language say.Language, fileID string) error {
	err := p.writer.Write(ctx, func(t *batch.Turn) error { return resultdb.KeepPicture(t, assessment, kind, language, fileID) })
	if err != nil && !errors.Is(err, ErrClosed) {
		return fmt.Errorf("remember picture: %w", err)
	}
	return nil
}
