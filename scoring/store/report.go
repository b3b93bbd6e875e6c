package store

import (
	"context"
	"errors"
	"fmt"

	"ikmbot/dialog"
)

// Report reads the figures that a reply to an officer's chat is filled with.
func (s *Store) Report(ctx context.Context, chat int64, r dialog.Report) (dialog.Figures, error) {
	var figures dialog.Figures
	var err error
	switch r.Kind {
	default:
		err = errors.New("there is none")
	}
	if err != nil {
		return dialog.Figures{}, fmt.Errorf("read report %q: %w", r.Kind, err)
	}
	return figures, nil
}
