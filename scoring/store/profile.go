package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
	officedb "ikmbot/scoring/store/office"
)

// Profile returns the hash of the bot's profile that Telegram was last given; empty if there was
// none.
func (s *Store) Profile(ctx context.Context) (string, error) {
	var hash string
	err := s.reader.QueryRowContext(ctx, "SELECT hash FROM profile").Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read the profile's hash: %w", err)
	}
	return hash, nil
}

// KeepProfile stores the hash of the profile that Telegram was given, and queues the menus of
// officers, which go to each of their chats.
func (s *Store) KeepProfile(ctx context.Context, hash string) error {
	err := s.writer.Write(ctx, func(t *batch.Turn) error {
		if _, err := t.Tx.Exec("INSERT INTO profile (id, hash) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash", hash); err != nil {
			return err
		}
		rows, err := t.Tx.Query("SELECT chat_id FROM officer WHERE removed_at IS NULL AND chat_id IS NOT NULL ORDER BY id")
		if err != nil {
			return err
		}
		officers, err := sqlite.All(rows, func(chat *int64) []any { return []any{chat} })
		if err != nil {
			return err
		}
		for _, chat := range officers {
			if err := officedb.RenewMenu(t, chat); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store the profile's hash: %w", err)
	}
	return nil
}
