package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/sqlite"
)

const (
	waitsAtMost   = 14 * 24 * time.Hour // that an inquiry without an answer counts against further ones
	inquiryDay    = 24 * time.Hour
	answeredSpan  = 30 * 24 * time.Hour // that an answered inquiry is listed
	broughtAtMost = 10                  // inquiries to a new officer
)

// ask keeps what an owner asks and tells the officers, unless it is too much.
func (t *application) ask(p *person, i inquiry.Inquiry) error {
	var open, today int
	err := t.tx.QueryRow(`
		SELECT count(*) FILTER (WHERE answered_at IS NULL), count(*) FILTER (WHERE asked_at > ?)
		FROM inquiry WHERE person_id = ? AND asked_at > ?`, t.now-inquiryDay.Milliseconds(), p.id, t.now-waitsAtMost.Milliseconds()).Scan(&open, &today)
	if err != nil {
		return err
	}
	t.asked = &inquiry.Receipt{Open: open >= inquiry.MaxOpen, Daily: today >= inquiry.MaxDaily}
	if t.asked.Open || t.asked.Daily {
		return nil
	}
	done, err := t.tx.Exec(`
		INSERT INTO inquiry (person_id, region, text, photo, follows, asked_at) VALUES (?1,
			(SELECT region FROM assessment WHERE person_id = ?1 AND region IS NOT NULL ORDER BY number DESC LIMIT 1),
			?2, ?3, (SELECT id FROM inquiry WHERE id = ?4 AND person_id = ?1), ?5)`, p.id, i.Text, i.Photo, i.Follows, t.now)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	if err := t.passOn(id); err != nil {
		return err
	}
	if t.asked.Officers, err = t.announce(id, 0); err != nil {
		return err
	}
	t.asked.Region, t.asked.Known, err = t.regionOf(id)
	return err
}

// passOn gives an inquiry that follows another one to the officer who has that.
func (t *application) passOn(id int64) error {
	_, err := t.tx.Exec(`
		UPDATE inquiry SET taken_at = ?, taken_by = earlier.taken_by
		FROM inquiry AS earlier
		JOIN inquiry_audience ON officer_id = earlier.taken_by
		WHERE inquiry.id = ? AND earlier.id = inquiry.follows AND inquiry_id = inquiry.id AND reachable`, t.now, id)
	return err
}

// announce tells of an inquiry whoever has it, or else every officer who may see it but one,
// and these once more in a day's time. It returns how many they are.
func (t *application) announce(id, except int64) (int, error) {
	rows, err := t.tx.Query(`
		SELECT chat_id, language, taken_by IS NOT NULL FROM inquiry_audience JOIN inquiry ON id = inquiry_id
		WHERE inquiry_id = ? AND reachable AND officer_id = coalesce(taken_by, officer_id) AND officer_id <> ?`, id, except)
	if err != nil {
		return 0, err
	}
	type reader struct {
		chat     int64
		language say.Language
		taken    bool
	}
	readers, err := sqlite.All(rows, func(r *reader) []any { return []any{&r.chat, &r.language, &r.taken} })
	if err != nil {
		return 0, err
	}
	for _, r := range readers {
		out := Outgoing{Chat: r.chat, Queued: t.now, Reply: say.Reply{Language: r.language, Inquiry: id}}
		if err := t.queueInquiry(out, id); err != nil {
			return 0, err
		}
		if r.taken {
			continue
		}
		out.Reply.Parts = inquiry.UntakenYet
		out.Class, out.Due = ClassReminder, Daytime(time.UnixMilli(t.now).Add(inquiryDay)).UnixMilli()
		if err := t.queueInquiry(out, id); err != nil {
			return 0, err
		}
	}
	return len(readers), nil
}

// queueInquiry puts a message of an inquiry into the outbox.
func (t *application) queueInquiry(out Outgoing, id int64) error {
	if err := t.queue(out, 0); err != nil {
		return err
	}
	_, err := t.tx.Exec("UPDATE outbox SET inquiry_id = ? WHERE id = ?", id, t.Messages[len(t.Messages)-1].ID)
	return err
}

// bring tells a new officer of what nobody has taken yet, after whatever else is said.
func (t *application) bring(chat int64) error {
	rows, err := t.tx.Query(`
		SELECT inquiry.id, language FROM inquiry_audience JOIN inquiry ON inquiry.id = inquiry_id
		WHERE chat_id = ? AND reachable AND taken_by IS NULL ORDER BY inquiry.id DESC LIMIT ?`, chat, broughtAtMost)
	if err != nil {
		return err
	}
	type open struct {
		id       int64
		language say.Language
	}
	all, err := sqlite.All(rows, func(o *open) []any { return []any{&o.id, &o.language} })
	if err != nil {
		return err
	}
	due := Daytime(time.UnixMilli(t.now)).UnixMilli()
	for _, o := range all {
		out := Outgoing{Chat: chat, Class: ClassReminder, Queued: t.now, Due: due, Reply: say.Reply{Language: o.language, Inquiry: o.id}}
		if err := t.queueInquiry(out, o.id); err != nil {
			return err
		}
	}
	return nil
}

// takeInquiry gives an inquiry to an officer and lets the others see it.
func (t *application) takeInquiry(p *person, id int64) error {
	taken, err := t.assign(p, id)
	if err != nil || !taken {
		return err
	}
	return t.changed(id)
}

// assign gives an inquiry to an officer, if it is nobody's yet; false if it is not to be had.
func (t *application) assign(p *person, id int64) (bool, error) {
	taken, err := sqlite.Changed(t.tx.Exec(`
		UPDATE inquiry SET taken_by = ?1, taken_at = ?2
		WHERE id = ?3 AND taken_by IS NULL AND id IN (SELECT inquiry_id FROM inquiry_audience WHERE inquiry_id = ?3 AND officer_id = ?1)`,
		p.session.Officer.ID, t.now, id))
	if err != nil || !taken {
		return false, err
	}
	if _, err := t.tx.Exec("DELETE FROM outbox WHERE inquiry_id = ? AND class = ?", id, ClassReminder); err != nil {
		return false, err
	}
	t.Rescheduled = true
	return true, t.audit(p, 0, say.Text{Key: "audit.inquiry_taken"})
}

// returnInquiry leaves an inquiry that the officer has not answered to the others.
func (t *application) returnInquiry(p *person, id int64) error {
	freed, err := t.reopen(id, p.session.Officer.ID)
	if err != nil || !freed {
		return err
	}
	return t.audit(p, 0, say.Text{Key: "audit.inquiry_returned"})
}

// reopen lets an inquiry without an answer be nobody's again and tells the others; false where
// it is not the officer's.
func (t *application) reopen(id, officer int64) (bool, error) {
	freed, err := sqlite.Changed(t.tx.Exec("UPDATE inquiry SET taken_by = NULL, taken_at = NULL WHERE id = ? AND taken_by = ? AND answered_at IS NULL", id, officer))
	if err != nil || !freed {
		return false, err
	}
	if err := t.changed(id); err != nil {
		return false, err
	}
	_, err = t.announce(id, officer)
	return true, err
}

// freeAll does so with all that an officer has who is one no longer, and closes what the
// messages of the last weeks told.
func (t *application) freeAll(chat int64) error {
	var officer int64
	err := t.tx.QueryRow("SELECT id FROM officer WHERE chat_id = ?", chat).Scan(&officer)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	rows, err := t.tx.Query("SELECT id FROM inquiry WHERE taken_by = ? AND answered_at IS NULL ORDER BY id", officer)
	if err != nil {
		return err
	}
	taken, err := sqlite.All(rows, func(id *int64) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range taken {
		if _, err := t.reopen(id, officer); err != nil {
			return err
		}
	}
	if _, err := t.tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND inquiry_id IS NOT NULL", chat); err != nil {
		return err
	}
	t.Rescheduled = true
	return t.putRight("officer_id = ? AND inquiry_id IN (SELECT id FROM inquiry WHERE asked_at > ?)", officer, t.now-answeredSpan.Milliseconds())
}

// changed puts right what officers have been told of an inquiry.
func (t *application) changed(id int64) error {
	if _, err := t.tx.Exec("UPDATE inquiry SET changes = changes + 1 WHERE id = ?", id); err != nil {
		return err
	}
	return t.putRight("inquiry_id = ?", id)
}

// putRight lets messages that tell of inquiries be written anew, as things are when that is sent.
func (t *application) putRight(which string, args ...any) error {
	rows, err := t.tx.Query(`
		SELECT officer.chat_id, language, message_id, inquiry_id
		FROM inquiry_message
		JOIN officer ON officer.id = officer_id
		JOIN person ON person.chat_id = officer.chat_id AND blocked_at IS NULL
		WHERE `+which, args...)
	if err != nil {
		return err
	}
	messages, err := sqlite.All(rows, func(m *Outgoing) []any { return []any{&m.Chat, &m.Reply.Language, &m.Message, &m.Reply.Inquiry} })
	if err != nil {
		return err
	}
	for _, m := range messages {
		m.Queued, m.Reply.Mode = t.now, say.Edit
		if err := t.queue(m, 0); err != nil {
			return err
		}
	}
	return nil
}

// withdrawInquiries takes back what a person asks, and lets go of what the person as an officer has.
func (t *application) withdrawInquiries(p *person) error {
	if err := t.freeAll(p.chat); err != nil {
		return fmt.Errorf("free inquiries: %w", err)
	}
	const own = "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = ?)"
	if err := t.putRight(own, p.id); err != nil {
		return fmt.Errorf("withdraw inquiries: %w", err)
	}
	if _, err := t.tx.Exec("DELETE FROM outbox WHERE "+own, p.id); err != nil {
		return fmt.Errorf("withdraw inquiries: %w", err)
	}
	return nil
}

// repliedTo finds the inquiry that an officer's message tells of to which an event replies. The
// event stays as it is where there is none.
func (t *application) repliedTo(p person, e *turn.Event) error {
	if e.ReplyTo == 0 || p.session.Officer == nil {
		return nil
	}
	err := t.tx.QueryRow("SELECT inquiry_id FROM inquiry_message WHERE officer_id = ? AND message_id = ?", p.session.Officer.ID, e.ReplyTo).Scan(&e.Inquiry)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the inquiry that is replied to: %w", err)
	}
	return nil
}

// answerInquiry passes an officer's answer on to the owner, unless somebody else has the
// inquiry or the owner is not to be written to.
func (t *application) answerInquiry(p *person, e inquiry.Answered) error {
	var owner struct {
		chat             int64
		language         say.Language
		stopped, blocked bool
	}
	var asked inquiry.Letter
	var taker int64
	t.given = &inquiry.AnswerGiven{Outcome: inquiry.AnswerGone}
	err := t.tx.QueryRow(`
		SELECT person.chat_id, person.language, stopped_at IS NOT NULL, blocked_at IS NOT NULL, text, photo, coalesce(taken_by, 0),
			coalesce(officer.name, ''), coalesce(officer.admin, 0)
		FROM inquiry
		JOIN inquiry_audience ON inquiry_id = inquiry.id AND officer_id = ?
		JOIN person ON person.id = person_id
		LEFT JOIN officer ON officer.id = taken_by
		WHERE inquiry.id = ?`, p.session.Officer.ID, e.ID).
		Scan(&owner.chat, &owner.language, &owner.stopped, &owner.blocked, &asked.Text, &asked.Photo, &taker, &t.given.Taker.Name, &t.given.Taker.Admin)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case taker != 0 && taker != p.session.Officer.ID:
		t.given.Outcome = inquiry.AnswerTaken
	case owner.stopped:
		t.given.Outcome = inquiry.AnswerStopped
	case owner.blocked:
		t.given.Outcome = inquiry.AnswerBlocked
	default:
		t.given.Outcome = inquiry.AnswerSent
		if err := t.keepAnswer(p, e); err != nil {
			return err
		}
		reply := inquiry.AnswerReply(owner.language, e.ID, asked, e.Letter)
		return t.queue(Outgoing{Chat: owner.chat, Queued: t.now, Reply: reply}, 0)
	}
	return nil
}

// keepAnswer keeps an answer, and takes the inquiry where nobody has.
func (t *application) keepAnswer(p *person, e inquiry.Answered) error {
	if _, err := t.assign(p, e.ID); err != nil {
		return err
	}
	_, err := t.tx.Exec("INSERT INTO inquiry_answer (inquiry_id, officer_id, text, photo, at) VALUES (?, ?, ?, ?, ?)",
		e.ID, p.session.Officer.ID, e.Letter.Text, e.Letter.Photo, t.now)
	if err != nil {
		return err
	}
	if _, err := t.tx.Exec("UPDATE inquiry SET answered_at = coalesce(answered_at, ?) WHERE id = ?", t.now, e.ID); err != nil {
		return err
	}
	if err := t.changed(e.ID); err != nil {
		return err
	}
	return t.audit(p, 0, say.Text{Key: "audit.inquiry_answered"})
}

// regionOf is the region whose officers an inquiry is for; false where none is known.
func (t *application) regionOf(inquiry int64) (say.Region, bool, error) {
	var r say.Region
	err := t.tx.QueryRow("SELECT code, name FROM inquiry JOIN region ON code = region WHERE id = ?", inquiry).Scan(&r.Code, &r.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, err
}

// standing reads how the business stands that an inquiry comes from.
func (t *application) standing(p person, i int64) (*inquiry.Standing, error) {
	var owner person
	var run int
	s := &inquiry.Standing{}
	err := t.tx.QueryRow(`
		SELECT inquiry_business.person_id, number
		FROM inquiry_business
		JOIN inquiry_audience USING (inquiry_id)
		JOIN assessment ON assessment.id = latest
		WHERE inquiry_id = ? AND officer_id = ?`, i, p.session.Officer.ID).Scan(&owner.id, &run)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if s.Result, err = t.result(owner, run); err != nil {
		return nil, err
	}
	s.Region, s.Known, err = t.regionOf(i)
	return s, err
}
