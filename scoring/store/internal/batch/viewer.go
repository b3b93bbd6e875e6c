package batch

import (
	"context"
	"database/sql"
	"errors"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/sqlite"
)

// ErrNotOfficer is returned where figures are asked for from a chat that is no officer's.
var ErrNotOfficer = errors.New("the chat is no officer's")

// FindViewer reads who the officer of a chat is, and the language spoken there.
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

// Viewer is an officer to whom something is reported.
type Viewer struct {
	turn.Officer
	Language say.Language
}
