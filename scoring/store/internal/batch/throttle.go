package batch

import (
	"encoding/json"
	"fmt"

	"ikmbot/scoring/store/internal/sqlite"
)

// supersede drops what is held for a chat once a turn has something newer to say there.
func (t *Turn) supersede(in Inbound) error {
	if t.Spoken == in.Update {
		return nil // the turn has said something already, which is kept with this
	}
	t.Spoken = in.Update
	if _, err := t.Tx.Exec("DELETE FROM held_reply WHERE chat_id = ?", in.Chat); err != nil {
		return fmt.Errorf("drop held replies: %w", err)
	}
	return nil
}

// hold keeps a reply until ReleaseThrottled.
func (t *Turn) hold(out Outgoing) error {
	reply, err := json.Marshal(out.Reply)
	if err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	_, err = t.Tx.Exec("INSERT INTO held_reply (chat_id, message_id, reply) VALUES (?, ?, ?)", out.Chat, out.Message, string(reply))
	if err != nil {
		return fmt.Errorf("hold reply: %w", err)
	}
	t.Held = true
	return nil
}

// ReleaseThrottled moves the held replies of throttled chats to the outbox: for each chat those of
// its newest turn.
func (t *Turn) ReleaseThrottled() error {
	rows, err := t.Tx.Query("SELECT chat_id, message_id, reply FROM held_reply ORDER BY id")
	if err != nil {
		return err
	}
	held, err := sqlite.All(rows, func(out *Outgoing) []any { return []any{&out.Chat, &out.Message, sqlite.JSON(&out.Reply)} })
	if err != nil || len(held) == 0 {
		return err
	}
	for _, out := range held {
		out.Queued = t.Now
		if err := t.Queue(out, 0); err != nil {
			return err
		}
	}
	_, err = t.Tx.Exec("DELETE FROM held_reply")
	return err
}
