package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"ikmbot/dialog"
	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/office"
	"ikmbot/dialog/say"
)

// application is a batch being applied.
type application struct {
	Applied
	tx        *sql.Tx
	dialog    dialog.Dialog
	now       int64
	admins    []int64
	followUps FollowUps
	made      *office.Made         // the invitation of this turn
	asked     *inquiry.Receipt     // what became of what was asked in this turn
	given     *inquiry.AnswerGiven // and of what was answered
	guesses   guesses
	spoken    int64 // the update that was last answered with words
}

// say puts a reply into the outbox, or holds it.
func (t *application) say(in Inbound, r say.Reply) error {
	out := Outgoing{Chat: in.Chat, Queued: t.now, Reply: r}
	if r.Mode == say.Edit {
		out.Message = in.Message
	}
	if err := t.supersede(in); err != nil {
		return err
	}
	if in.Throttled {
		return t.hold(out)
	}
	return t.queue(out, 0)
}

// queue puts a message into the outbox. reminder is the row that is kept of one of the bot's
// own, or 0.
func (t *application) queue(out Outgoing, reminder int64) error {
	text, err := json.Marshal(out.Reply)
	if err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	done, err := t.tx.Exec("INSERT INTO outbox (chat_id, class, message_id, reply, queued_at, due_at, reminder_id) VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0))",
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

func (t *application) notice(in Inbound, toast *say.Reply) {
	if in.Callback != "" {
		t.Notices = append(t.Notices, Notice{in.Callback, toast})
	}
}
