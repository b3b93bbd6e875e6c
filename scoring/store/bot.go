package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ServeBot notes that the file is from now on the one of the bot with this id. Where it was
// another bot's before, former is that one's id, and otherwise 0.
//
// Telegram's ids of the former bot are not used any more. Updates are taken anew, pictures
// drawn anew, messages that would be edited sent anew. Photos of inquiries and answers
// stay with the id of the bot that can show them, and can be shown again once the file is that
// bot's again. Broadcasts under way are paused: people have to start a bot before it can write
// to them. Nothing else of what people said or were told is touched.
func (s *Store) ServeBot(ctx context.Context, bot int64) (former int64, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		former = 0
		err := tx.QueryRow("SELECT id FROM bot WHERE id <> ?", bot).Scan(&former)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if _, err := tx.Exec("INSERT INTO bot (only, id) VALUES (1, ?) ON CONFLICT DO UPDATE SET id = excluded.id", bot); err != nil || former == 0 {
			return err
		}
		for _, statement := range leaveBot {
			if _, err := tx.Exec(statement, sql.Named("former", former), sql.Named("bot", bot)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("note which bot the database is of: %w", err)
	}
	return former, nil
}

// leaveBot puts away the ids that belong to the bot :former, for the file is now :bot's.
var leaveBot = []string{
	"DELETE FROM seen_update",
	"DELETE FROM receiver",
	"DELETE FROM picture",
	"DELETE FROM inquiry_message",
	"DELETE FROM outbox WHERE message_id <> 0 AND reply ->> 'inquiry' > 0", // the card that it edits is the former bot's
	"UPDATE outbox SET message_id = 0, reply = json_remove(reply, '$.photo') WHERE message_id <> 0 OR reply ->> 'photo' IS NOT NULL",
	"UPDATE held_reply SET message_id = 0, reply = json_remove(reply, '$.photo')",
	"UPDATE broadcast SET progress_message = NULL",
	"UPDATE broadcast SET content = json_remove(content, '$.media') WHERE state IN ('draft', 'running', 'paused')",
	"UPDATE broadcast SET state = 'paused' WHERE state = 'running'",
	"UPDATE inquiry SET photo_bot = nullif(coalesce(photo_bot, :former), :bot) WHERE photo <> ''",
	"UPDATE inquiry_answer SET photo_bot = nullif(coalesce(photo_bot, :former), :bot) WHERE photo <> ''",
}
