package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Profile is the hash of the bot's profile that Telegram was given last; empty if none was.
func (s *Store) Profile(ctx context.Context) (string, error) {
	var hash string
	err := s.reader.QueryRowContext(ctx, "SELECT hash FROM profile").Scan(&hash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read which profile was given: %w", err)
	}
	return hash, nil
}

// KeepProfile remembers which profile Telegram was given.
func (s *Store) KeepProfile(ctx context.Context, hash string) error {
	err := s.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO profile (id, hash) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash", hash)
		return err
	})
	if err != nil {
		return fmt.Errorf("remember which profile was given: %w", err)
	}
	return nil
}
