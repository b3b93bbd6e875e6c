// Package broadcast stores what officers write to many people: the draft, its recipients, their
// copies, and the progress.
package broadcast

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// SetEnded sets the columns of the broadcasts of somebody who is no longer an officer. :now is in
// unix milliseconds.
const SetEnded = "state = iif(state = 'done', 'done', 'cancelled'), finished_at = coalesce(finished_at, :now)"

// isOver holds for a broadcast that only has to be reported as finished.
const isOver = `state IN ('running', 'paused') AND listed_to >= list_end
	AND NOT EXISTS (SELECT 1 FROM outbox WHERE broadcast_id = broadcast.id)`

// KeepDraft stores the broadcast that an officer is writing.
func KeepDraft(t *batch.Turn, p *batch.Person, officer *turn.Officer) error {
	content, err := json.Marshal(officer.Draft)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec(`
		INSERT INTO broadcast (officer_id, state, content) VALUES (?, 'draft', ?)
		ON CONFLICT (officer_id) WHERE state = 'draft' DO UPDATE SET content = excluded.content`, p.Session.Officer.ID, string(content))
	return err
}

// DropDraft deletes the broadcast that an officer is writing.
func DropDraft(t *batch.Turn, p *batch.Person) error {
	_, err := t.Tx.Exec("DELETE FROM broadcast WHERE officer_id = ? AND state = 'draft'", p.Session.Officer.ID)
	return err
}

// Confirm fixes the recipients of a broadcast, who are among the people known by now. A broadcast
// that is confirmed already is no draft, and nothing happens.
func Confirm(t *batch.Turn, p *batch.Person, b broadcast.Draft) error {
	content, err := json.Marshal(b)
	if err != nil {
		return err
	}
	changed, err := sqlite.Changed(t.Tx.Exec(`
		UPDATE broadcast SET state = 'running', content = ?1, confirmed_at = ?2, due_at = max(?3, ?2), list_end = (SELECT max(id) FROM person)
		WHERE id = ?4 AND officer_id = ?5 AND state = 'draft'`, string(content), t.Now, b.Due, b.ID, p.Session.Officer.ID))
	if err != nil || !changed {
		return err
	}
	return auditChange(t, p, say.Text{Key: "audit.broadcast_confirmed", Args: number(b.ID)})
}

// SetState pauses, resumes or cancels a broadcast. An administrator may do so with anybody's.
func SetState(t *batch.Turn, p *batch.Person, e broadcast.StateChanged) error {
	var from string
	var deed say.Text
	switch e.State {
	case broadcast.Paused:
		from = "'running'"
		deed = say.Text{Key: "audit.broadcast_paused", Args: number(e.ID)}
	case broadcast.Running:
		from = "'paused'"
		deed = say.Text{Key: "audit.broadcast_running", Args: number(e.ID)}
	case broadcast.Cancelled:
		from = "'running', 'paused'"
		deed = say.Text{Key: "audit.broadcast_cancelled", Args: number(e.ID)}
	default:
		return errors.New("a broadcast can't be moved there")
	}
	changed, err := sqlite.Changed(t.Tx.Exec(`
		UPDATE broadcast SET state = ?1, finished_at = iif(?1 = 'cancelled', ?2, NULL)
		WHERE id = ?3 AND (officer_id = ?4 OR ?5) AND state IN (`+from+`)`,
		e.State, t.Now, e.ID, p.Session.Officer.ID, p.Session.Officer.Admin))
	if err != nil || !changed {
		return err
	}
	return auditChange(t, p, deed)
}

// auditChange records an officer's action on a broadcast in the audit log.
func auditChange(t *batch.Turn, p *batch.Person, deed say.Text) error {
	t.Broadcast = true
	return t.Audit(p, 0, deed)
}

func number(id int64) say.Args { return say.Args{"Number": say.Count(int(id))} }

// FreeProgressMessage forgets which message shows a broadcast's progress, once an officer has
// replaced its content.
func FreeProgressMessage(t *batch.Turn, p batch.Person, in batch.Inbound, r say.Reply) error {
	if p.Session.Officer == nil || r.Mode != say.Edit {
		return nil
	}
	_, err := t.Tx.Exec("UPDATE broadcast SET progress_message = NULL WHERE progress_message = ? AND officer_id = ?", in.Message, p.Session.Officer.ID)
	return err
}

// End drops an officer's draft and cancels the officer's broadcasts that are under way.
func End(t *batch.Turn, chat int64) error {
	const officer = "officer_id = (SELECT id FROM officer WHERE chat_id = :chat)"
	if _, err := t.Tx.Exec("DELETE FROM broadcast WHERE state = 'draft' AND "+officer, sql.Named("chat", chat)); err != nil {
		return err
	}
	t.Broadcast = true
	_, err := t.Tx.Exec("UPDATE broadcast SET "+SetEnded+" WHERE "+officer, sql.Named("chat", chat), sql.Named("now", t.Now))
	return err
}

// Answer stores a recipient's answer if the broadcast asks for it.
func Answer(t *batch.Turn, p *batch.Person, e broadcast.Answered) error {
	_, err := t.Tx.Exec(`
		UPDATE broadcast_recipient SET answer = ?1 WHERE broadcast_id = ?2 AND person_id = ?3
			AND ?1 >= 0 AND ?1 < (SELECT coalesce(json_array_length(content, '$.answers.id'), 0) FROM broadcast WHERE id = ?2)`,
		e.Answer, e.ID, p.ID)
	return err
}

// KeepSegment stores a segment under the name that an officer gives it, replacing one of that name.
func KeepSegment(t *batch.Turn, p *batch.Person, e broadcast.SegmentKept) error {
	choice, err := json.Marshal(e.Segment)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec("INSERT INTO segment (officer_id, name, choice) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET choice = excluded.choice",
		p.Session.Officer.ID, e.Name, string(choice))
	return err
}

// DropSegment deletes a segment that an officer has kept.
func DropSegment(t *batch.Turn, p *batch.Person, e broadcast.SegmentDropped) error {
	_, err := t.Tx.Exec("DELETE FROM segment WHERE officer_id = ? AND name = ?", p.Session.Officer.ID, e.Name)
	return err
}

// CancelCopies cancels the copies of all broadcasts that are waiting to be sent to a person.
func CancelCopies(t *batch.Turn, p *batch.Person) error {
	cancelled, err := CancelCopiesOf(t.Tx, p.Chat, t.Now)
	t.Broadcast = t.Broadcast || cancelled
	return err
}

// CancelCopiesOf is CancelCopies for a chat, and reports whether there was any. now is in unix
// milliseconds.
func CancelCopiesOf(tx *sql.Tx, chat, now int64) (cancelled bool, err error) {
	cancelled, err = sqlite.Changed(tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND broadcast_id IS NOT NULL", chat))
	if err != nil || !cancelled {
		return false, err
	}
	_, err = tx.Exec(`
		UPDATE broadcast_recipient SET state = 'skipped', at = ?
		WHERE person_id = (SELECT id FROM person WHERE chat_id = ?) AND state = 'waiting'`, now, chat)
	return true, err
}

// SettleCopies records which copies have arrived, and reports whether any has.
func SettleCopies(tx *sql.Tx, arrived []batch.Settled) (any bool, err error) {
	type copied struct{ Broadcast, Chat, At int64 }
	var sent []copied
	for _, a := range arrived {
		if a.Broadcast != 0 {
			sent = append(sent, copied{a.Broadcast, a.Chat, a.At})
		}
	}
	if len(sent) == 0 {
		return false, nil
	}
	list, err := json.Marshal(sent)
	if err != nil {
		return false, err
	}
	_, err = tx.Exec(`
		UPDATE broadcast_recipient SET state = 'sent', reason = '', at = value ->> 'At' FROM json_each(?)
		WHERE broadcast_id = value ->> 'Broadcast' AND person_id = (SELECT id FROM person WHERE chat_id = value ->> 'Chat')`, string(list))
	if err != nil {
		return false, err
	}
	_, err = tx.Exec("UPDATE person SET broadcast_at = value ->> 'At' FROM json_each(?) WHERE chat_id = value ->> 'Chat'", string(list))
	return true, err
}

// AnyOver reports whether a broadcast only has to be reported as finished.
func AnyOver(tx *sql.Tx) (over bool, err error) {
	err = tx.QueryRow("SELECT EXISTS (SELECT 1 FROM broadcast WHERE " + isOver + ")").Scan(&over)
	return over, err
}

// LoseCopy records that a recipient's copy can't be delivered.
func LoseCopy(tx *sql.Tx, broadcast int64, d batch.Delivery) error {
	state := "failed"
	if d.Gone {
		state = "blocked"
	}
	_, err := tx.Exec(`
		UPDATE broadcast_recipient SET state = ?, reason = ?, at = ?
		WHERE broadcast_id = ? AND person_id = (SELECT id FROM person WHERE chat_id = ?)`, state, d.Reason, d.At, broadcast, d.Chat)
	return err
}

// opens returns the first moment from now on, in unix milliseconds, at which a broadcast that is
// due at a time may go out: outside the quiet hours of its zone, unless it ignores them.
func opens(now, due int64, b broadcast.Draft) int64 {
	at := max(now, due)
	if b.Night {
		return at
	}
	return batch.Between(broadcast.QuietTo, broadcast.QuietFrom, time.UnixMilli(at).In(b.Zone.Location())).UnixMilli()
}
