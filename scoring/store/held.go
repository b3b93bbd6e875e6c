package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"ikmbot/scoring/store/internal/sqlite"
)

// supersede forgets what is held for a chat to which a turn has something newer to say.
func (a *application) supersede(in Inbound) error {
	if a.spoken == in.Update {
		return nil // the turn has said something already, which stays beside this
	}
	a.spoken = in.Update
	if _, err := a.tx.Exec("DELETE FROM held_reply WHERE chat_id = ?", in.Chat); err != nil {
		return fmt.Errorf("forget held replies: %w", err)
	}
	return nil
}

// hold keeps a reply until [Store.TellHeld].
func (a *application) hold(out Outgoing) error {
	reply, err := json.Marshal(out.Reply)
	if err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	_, err = a.tx.Exec("INSERT INTO held_reply (chat_id, message_id, reply) VALUES (?, ?, ?)", out.Chat, out.Message, string(reply))
	if err != nil {
		return fmt.Errorf("hold reply: %w", err)
	}
	a.Held = true
	return nil
}

// TellHeld puts into the outbox what is held of chats that are answered sparsely, and returns
// it: of each the replies of its newest turn.
func (s *Store) TellHeld(ctx context.Context) ([]Outgoing, error) {
	var told []Outgoing
	err := s.file.Write(ctx, func(tx *sql.Tx) error {
		a := s.application(tx)
		rows, err := tx.Query("SELECT chat_id, message_id, reply FROM held_reply ORDER BY id")
		if err != nil {
			return err
		}
		held, err := sqlite.All(rows, func(out *Outgoing) []any { return []any{&out.Chat, &out.Message, sqlite.JSON(&out.Reply)} })
		if err != nil || len(held) == 0 {
			return err
		}
		for _, out := range held {
			out.Queued = a.now
			if err := a.queue(out, 0); err != nil {
				return err
			}
		}
		told = a.Messages
		_, err = tx.Exec("DELETE FROM held_reply")
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tell held replies: %w", err)
	}
	return told, nil
}
