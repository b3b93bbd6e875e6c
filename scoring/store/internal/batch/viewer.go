package batch

import (
	"context"
	"database/sql"
	"errors"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrNotOfficer is returned if a chat that is no officer's asks for figures.
var ErrNotOfficer = errors.New("the chat is no officer's")

// FindViewer reads the officer of a chat, and the language spoken there.
func FindViewer(ctx context.Context, q sqlite.Querier, chat int64) (*Viewer, error) {
	var o Viewer
	err := q.QueryRowContext(ctx, "SELECT language, "+OfficerColumn+" FROM person p WHERE chat_id = ?", chat).Scan(&o.Language, sqlite.JSON(&o.Officer))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if o.Officer.ID == 0 {
		return nil, ErrNotOfficer
	}
	return &o, nil
}

// Viewer is an officer who gets a report.
type Viewer struct {
	turn.Officer
	Language say.Language
}
