package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ServeBot notes that the file now belongs to the bot with this id. If it belonged to another bot
// before, former is that one's id, otherwise 0.
//
// Telegram's ids of the former bot are no longer used: updates are received from the beginning,
// pictures drawn again, and messages that would be edited are sent again. Photos of inquiries and
// answers keep the id of the bot that can show them, and can be shown again if the file returns to
// that bot. Broadcasts under way are paused, because people must start a bot before it can write to
// them. Nothing else that people said or were told changes.
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
		for _, statement := range clearFormerBot {
			if _, err := tx.Exec(statement, sql.Named("former", former), sql.Named("bot", bot)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("record which bot the database belongs to: %w", err)
	}
	return former, nil
}

// clearFormerBot removes or keeps aside the ids that belong to the bot :former, because the file is now
// :bot's.
var clearFormerBot = []string{
	"DELETE FROM seen_update",
	"DELETE FROM receiver",
	"DELETE FROM picture",
	"DELETE FROM kept_text", // it may have a photo, and the message that asks about it is the former bot's
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
