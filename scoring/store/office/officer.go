// Package office stores who the officers are, their invitations, and what they did.
package office

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"ikmbot/dialog/office"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	broadcastdb "ikmbot/scoring/store/broadcast"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Administer makes the people in the settings administrators, and nobody else. Those who have
// already talked with the bot get the matching menu.
// names are what the settings call them.
func Administer(ctx context.Context, w *batch.Writer, names map[int64]string) error {
	return w.Write(ctx, func(t *batch.Turn) error {
		rows, err := t.Tx.Query("SELECT chat_id FROM officer WHERE admin = 1 AND removed_at IS NULL AND chat_id IS NOT NULL")
		if err != nil {
			return err
		}
		before, err := sqlite.All(rows, func(chat *int64) []any { return []any{chat} })
		if err != nil {
			return err
		}
		for _, chat := range before {
			if !t.IsAdmin(chat) {
				if err := Dismiss(t, chat); err != nil {
					return err
				}
			}
		}
		for _, chat := range t.Admins {
			if !slices.Contains(before, chat) {
				if err := Promote(t, chat); err != nil {
					return err
				}
			}
			if _, err := t.Tx.Exec("UPDATE officer SET name = ? WHERE chat_id = ?", names[chat], chat); err != nil {
				return err
			}
		}
		return nil
	})
}

// Promote makes the officer of a chat an administrator.
func Promote(t *batch.Turn, chat int64) error {
	_, err := t.Tx.Exec("DELETE FROM officer_region WHERE officer_id = (SELECT id FROM officer WHERE chat_id = ?)", chat)
	if err == nil {
		_, err = t.Tx.Exec(`
			INSERT INTO officer (chat_id, name, admin, since) VALUES (?, '', 1, ?)
			ON CONFLICT (chat_id) DO UPDATE SET admin = 1, since = excluded.since, removed_at = NULL`, chat, t.Now)
	}
	if err != nil {
		return fmt.Errorf("make an administrator: %w", err)
	}
	return RenewMenu(t, chat)
}

// Dismiss ends the role of a chat. The officer's broadcasts are cancelled.
func Dismiss(t *batch.Turn, chat int64) error {
	if err := broadcastdb.End(t, chat); err != nil {
		return err
	}
	_, err := t.Tx.Exec("UPDATE officer SET removed_at = ?, admin = 0 WHERE chat_id = ? AND removed_at IS NULL", t.Now, chat)
	if err != nil {
		return fmt.Errorf("dismiss an officer: %w", err)
	}
	if err := inquirydb.ReleaseAll(t, chat); err != nil {
		return fmt.Errorf("free the inquiries of an officer: %w", err)
	}
	return RenewMenu(t, chat)
}

// RenewMenu queues the menu of a chat's role, unless the bot has never met anybody there.
func RenewMenu(t *batch.Turn, chat int64) error {
	var session turn.Session
	err := t.Tx.QueryRow("SELECT language, "+batch.OfficerColumn+" FROM person p WHERE chat_id = ?", chat).Scan(&session.Language, sqlite.JSON(&session.Officer))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the role of a chat: %w", err)
	}
	return t.Queue(batch.Outgoing{Chat: chat, Queued: t.Now, Reply: turn.MenuReply(session)}, 0)
}

// Remove ends an officer's role and tells them.
func Remove(t *batch.Turn, p *batch.Person, id int64) error {
	var chat int64
	err := t.Tx.QueryRow("SELECT coalesce(chat_id, 0) FROM officer WHERE id = ? AND admin = 0 AND removed_at IS NULL", id).Scan(&chat)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := Dismiss(t, chat); err != nil {
		return err
	}
	if err := t.Audit(p, id, say.Text{Key: "audit.removed"}); err != nil {
		return err
	}
	var language say.Language
	err = t.Tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", chat).Scan(&language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.Queue(batch.Outgoing{Chat: chat, Queued: t.Now, Reply: office.RemovedReply(language)}, 0)
}
