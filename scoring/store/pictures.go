package store

import (
	"context"
	"errors"
	"fmt"

	"ikmbot/dialog/say"
	"ikmbot/scoring/store/internal/batch"
	resultdb "ikmbot/scoring/store/result"
)

// pictures is the part of the store about pictures of results.
type pictures struct {
	writer *batch.Writer
	means  resultdb.Means
}

// FindPicture reads what is needed to send a picture. It returns [ErrNotFound] if the result no
// longer exists.
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

// KeepPicture stores Telegram's file id of a picture, so that it need not be drawn again. It does
// nothing if the picture's result was erased in the meantime.
func (p pictures) KeepPicture(ctx context.Context, assessment int64, kind say.PictureKind, language say.Language, fileID string) error {
	err := p.writer.Write(ctx, func(t *batch.Turn) error { return resultdb.KeepPicture(t, assessment, kind, language, fileID) })
	if err != nil && !errors.Is(err, ErrClosed) {
		return fmt.Errorf("store the picture's file id: %w", err)
	}
	return nil
}
