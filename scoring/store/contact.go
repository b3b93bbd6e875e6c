package store

import (
	"errors"

	"ikmbot/dialog/interview"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	broadcastdb "ikmbot/scoring/store/broadcast"
	fallbackdb "ikmbot/scoring/store/fallback"
	"ikmbot/scoring/store/internal/batch"
	reminderdb "ikmbot/scoring/store/reminder"
)

// decideConsent stores the decision. Without consent officers can't send anything to the person
// either.
func decideConsent(t *batch.Turn, p *batch.Person, e interview.ConsentDecided) error {
	_, err := t.Tx.Exec("INSERT INTO consent (person_id, version, given, contact, at) VALUES (?, ?, ?, ?, ?)", p.ID, e.Version, e.Given, e.Contact, t.Now)
	if err != nil {
		return err
	}
	if e.Given {
		err = reminderdb.Unhold(t, p.ID)
	} else {
		err = errors.Join(reminderdb.Withdraw(t, p, reminder.Kinds...), fallbackdb.Drop(t, p))
	}
	if err != nil || e.Given && e.Contact {
		return err
	}
	return broadcastdb.CancelCopies(t, p)
}

// askConsentAnew keeps that somebody was asked to agree to a newer text, so that it is asked once.
func askConsentAnew(t *batch.Turn, p *batch.Person, e interview.ConsentAsked) error {
	_, err := t.Tx.Exec("UPDATE person SET consent_asked = ? WHERE id = ?", e.Version, p.ID)
	return err
}

// block records that nothing can be delivered. Reminders wait for the person to return, broadcasts
// do not.
func block(t *batch.Turn, p *batch.Person) error {
	if _, err := t.Tx.Exec("UPDATE person SET blocked_at = ? WHERE id = ?", t.Now, p.ID); err != nil {
		return err
	}
	return broadcastdb.CancelCopies(t, p)
}

// setLanguage changes the language, also of messages that are waiting.
func setLanguage(t *batch.Turn, p *batch.Person, l say.Language) error {
	if _, err := t.Tx.Exec("UPDATE person SET language = ? WHERE id = ?", l, p.ID); err != nil {
		return err
	}
	_, err := t.Tx.Exec("UPDATE outbox SET reply = json_set(reply, '$.language', ?) WHERE chat_id = ? AND class <> ?", l, p.Chat, ClassReply)
	t.Rescheduled = true
	return err
}

// resume lets the bot write by itself again.
func resume(t *batch.Turn, p *batch.Person) error {
	if _, err := t.Tx.Exec("UPDATE person SET stopped_at = NULL WHERE id = ?", p.ID); err != nil {
		return err
	}
	return reminderdb.Unhold(t, p.ID)
}

// stop stops what the bot writes by itself, including what is waiting to be sent.
func stop(t *batch.Turn, p *batch.Person) error {
	if _, err := t.Tx.Exec("UPDATE person SET stopped_at = ? WHERE id = ?", t.Now, p.ID); err != nil {
		return err
	}
	if err := reminderdb.Withdraw(t, p, reminder.Kinds...); err != nil {
		return err
	}
	if err := broadcastdb.CancelCopies(t, p); err != nil {
		return err
	}
	_, err := t.Tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND class <> ?", p.Chat, ClassReply)
	t.Rescheduled = true
	return err
}
