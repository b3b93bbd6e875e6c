package store

import (
	"context"
	"errors"
	"fmt"

	"ikmbot/dialog/say"
)

// pictures are pictures of results.
type pictures struct {
	writer *writer
	means  means
}

// FindPicture reads what is needed to send a picture. It gives [ErrNotFound] where the
// result is no longer there.
func (p pictures) FindPicture(ctx context.Context, chat int64, picture say.Picture, language say.Language) (Picture, error) {
	found, err := findPicture(ctx, p.writer.file, chat, picture, language)
	if err == nil && found.FileID == "" {
		err = p.means.show(ctx, p.writer.file, p.writer.Now(), &found)
	}
	if err != nil {
		return Picture{}, fmt.Errorf("read what to draw: %w", err)
	}
	return found, nil
}

// KeepPicture remembers Telegram's file id of a picture, so that it need not be drawn again.
// A picture whose result was erased meanwhile is not remembered.
func (p pictures) KeepPicture(ctx context.Context, assessment int64, kind say.PictureKind, language say.Language, fileID string) error {
	err := p.writer.write(ctx, func(t *application) error { return t.keepPicture(assessment, kind, language, fileID) })
	if err != nil && !errors.Is(err, ErrClosed) {
		return fmt.Errorf("remember picture: %w", err)
	}
	return nil
}
