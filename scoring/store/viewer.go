package store

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

// officerOf reads who the officer of a chat is, and the language spoken there.
func officerOf(ctx context.Context, q sqlite.Querier, chat int64) (*reader, error) {
	var o reader
	err := q.QueryRowContext(ctx, "SELECT language, "+officerColumn+" FROM person p WHERE chat_id = ?", chat).Scan(&o.language, sqlite.JSON(&o.Officer))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if o.Officer.ID == 0 {
		return nil, ErrNotOfficer
	}
	return &o, nil
}

// reader is an officer to whom something is reported.
type reader struct {
	turn.Officer
	language say.Language
}
