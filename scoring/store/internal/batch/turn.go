// Package batch is the one transaction in which a batch of updates is applied, turn by turn: the
// person who takes the turn, what is to be sent, what officers did. The store's other packages
// write their tables in it; none of them opens another.
package batch

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/office"
	"ikmbot/dialog/say"
)

// Turn is the transaction in which a batch is applied, and its outcome so far. The fields after
// Attempts are about the current turn.
type Turn struct {
	Applied
	Tx       *sql.Tx
	Dialog   dialog.Dialog
	Now      int64   // unix milliseconds
	Admins   []int64 // Telegram ids of the administrators in the settings
	Delays   ReminderDelays
	Attempts attempts
	Made     *office.Made         // the invitation of this turn
	Asked    *inquiry.Receipt     // the outcome of what was asked in this turn
	Given    *inquiry.AnswerGiven // the outcome of what was answered in this turn
	Spoken   int64                // the last update that was answered with words
}

// Say puts a reply into the outbox, or holds it.
func (t *Turn) Say(in Inbound, r say.Reply) error {
	out := Outgoing{Chat: in.Chat, Queued: t.Now, Reply: r}
	if r.Mode == say.Edit {
		out.Message = in.Message
	}
	if err := t.supersede(in); err != nil {
		return err
	}
	if in.Throttled {
		return t.hold(out)
	}
	return t.Queue(out, 0)
}

// Queue puts a message into the outbox. reminder is its row in table followup, or 0.
func (t *Turn) Queue(out Outgoing, reminder int64) error {
	text, err := json.Marshal(out.Reply)
	if err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	done, err := t.Tx.Exec("INSERT INTO outbox (chat_id, class, message_id, reply, queued_at, due_at, reminder_id) VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0))",
		out.Chat, out.Class, out.Message, string(text), out.Queued, out.Due, reminder)
	if err != nil {
		return fmt.Errorf("queue reply: %w", err)
	}
	if out.ID, err = done.LastInsertId(); err != nil {
		return fmt.Errorf("queue reply: %w", err)
	}
	t.Messages = append(t.Messages, out)
	return nil
}

// Notice answers the callback query of an update, if it has one.
func (t *Turn) Notice(in Inbound, toast *say.Reply) {
	if in.Callback != "" {
		t.Notices = append(t.Notices, Notice{in.Chat, in.Callback, toast})
	}
}
