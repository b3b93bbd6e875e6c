package store

import (
	"ikmbot/dialog/interview"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
)

// decide keeps what was agreed to. Without it nothing is sent by an officer either.
func (t *application) decide(p *person, e interview.ConsentDecided) error {
	_, err := t.tx.Exec("INSERT INTO consent (person_id, version, given, contact, at) VALUES (?, ?, ?, ?, ?)", p.id, e.Version, e.Given, e.Contact, t.now)
	if err != nil {
		return err
	}
	if e.Given {
		err = t.release(p.id)
	} else {
		err = t.takeBack(p, reminder.Kinds...)
	}
	if err != nil || e.Given && e.Contact {
		return err
	}
	return t.spare(p)
}

// block notes that nothing can be delivered. Reminders wait for the person to come back,
// broadcasts do not.
func (t *application) block(p *person) error {
	if _, err := t.tx.Exec("UPDATE person SET blocked_at = ? WHERE id = ?", t.now, p.id); err != nil {
		return err
	}
	return t.spare(p)
}

// setLanguage changes the language, also of what is still to come.
func (t *application) setLanguage(p *person, l say.Language) error {
	if _, err := t.tx.Exec("UPDATE person SET language = ? WHERE id = ?", l, p.id); err != nil {
		return err
	}
	_, err := t.tx.Exec("UPDATE outbox SET reply = json_set(reply, '$.language', ?) WHERE chat_id = ? AND class <> ?", l, p.chat, ClassReply)
	t.Rescheduled = true
	return err
}

// resume lets the bot send by itself again.
func (t *application) resume(p *person) error {
	if _, err := t.tx.Exec("UPDATE person SET stopped_at = NULL WHERE id = ?", p.id); err != nil {
		return err
	}
	return t.release(p.id)
}

// stop ends whatever the bot sends by itself, what waits already included.
func (t *application) stop(p *person) error {
	if _, err := t.tx.Exec("UPDATE person SET stopped_at = ? WHERE id = ?", t.now, p.id); err != nil {
		return err
	}
	if err := t.takeBack(p, reminder.Kinds...); err != nil {
		return err
	}
	if err := t.spare(p); err != nil {
		return err
	}
	_, err := t.tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND class <> ?", p.chat, ClassReply)
	t.Rescheduled = true
	return err
}
