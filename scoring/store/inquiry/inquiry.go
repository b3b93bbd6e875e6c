// Package inquiry stores what owners ask officers, who has taken it, and the cards that show it.
package inquiry

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"ikmbot/dialog/inquiry"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
	resultdb "ikmbot/scoring/store/result"
)

const (
	openSpan       = 14 * 24 * time.Hour // how long an unanswered inquiry counts against new ones
	inquiryDay     = 24 * time.Hour
	answeredSpan   = 30 * 24 * time.Hour // how long an answered inquiry is listed
	sentToNewcomer = 10                  // inquiries that are sent to a new officer
)

// Ask stores an owner's inquiry and announces it to the officers, unless the owner asks too often.
func Ask(t *batch.Turn, p *batch.Person, i inquiry.Inquiry) error {
	var open, today int
	err := t.Tx.QueryRow(`
		SELECT count(*) FILTER (WHERE answered_at IS NULL), count(*) FILTER (WHERE asked_at > ?)
		FROM inquiry WHERE person_id = ? AND asked_at > ?`, t.Now-inquiryDay.Milliseconds(), p.ID, t.Now-openSpan.Milliseconds()).Scan(&open, &today)
	if err != nil {
		return err
	}
	t.Asked = &inquiry.Receipt{Open: open >= inquiry.MaxOpen, Daily: today >= inquiry.MaxDaily}
	if t.Asked.Open || t.Asked.Daily {
		return nil
	}
	done, err := t.Tx.Exec(`
		INSERT INTO inquiry (person_id, region, text, photo, follows, asked_at, broadcast_id, about) VALUES (?1,
			(SELECT region FROM assessment WHERE person_id = ?1 AND region IS NOT NULL ORDER BY number DESC LIMIT 1),
			?2, ?3, (SELECT id FROM inquiry WHERE id = ?4 AND person_id = ?1), ?5,
			(SELECT broadcast_id FROM broadcast_recipient WHERE broadcast_id = ?6 AND person_id = ?1), ?7)`,
		p.ID, i.Text, i.Photo, i.Follows, t.Now, i.Broadcast, i.About)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	if err := inheritOfficer(t, id); err != nil {
		return err
	}
	if t.Asked.Officers, err = announce(t, id, 0); err != nil {
		return err
	}
	t.Asked.Region, t.Asked.Known, err = regionOf(t, id)
	return err
}

// Add adds a text to the picture that a person asked about last. If that has been answered, or has no
// room for the text, the text is a question that follows it.
func Add(t *batch.Turn, p *batch.Person, l inquiry.Letter) error {
	var id int64
	var text string
	var answered bool
	err := t.Tx.QueryRow("SELECT id, text, answered_at IS NOT NULL FROM inquiry WHERE person_id = ? AND photo <> '' ORDER BY id DESC LIMIT 1", p.ID).
		Scan(&id, &text, &answered)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	joined := strings.TrimSpace(text + "\n" + l.Text)
	if id == 0 || answered || len(utf16.Encode([]rune(joined))) > inquiry.MaxUnderPicture {
		return Ask(t, p, inquiry.Inquiry{Letter: l, Follows: id})
	}
	if _, err := t.Tx.Exec("UPDATE inquiry SET text = ? WHERE id = ?", joined, id); err != nil {
		return err
	}
	t.Asked = &inquiry.Receipt{Added: true}
	return refreshChanged(t, id)
}

// inheritOfficer gives an inquiry that follows another one to the officer who has the other, and one
// that replies to a broadcast to the officer who wrote that.
func inheritOfficer(t *batch.Turn, id int64) error {
	_, err := t.Tx.Exec(`
		UPDATE inquiry SET taken_at = ?, taken_by = heir.id
		FROM inquiry_audience, officer AS heir
		WHERE inquiry.id = ? AND inquiry_id = inquiry.id AND reachable AND officer_id = heir.id AND heir.id = coalesce(
			(SELECT earlier.taken_by FROM inquiry AS earlier WHERE earlier.id = inquiry.follows),
			(SELECT broadcast.officer_id FROM broadcast WHERE broadcast.id = inquiry.broadcast_id))`, t.Now, id)
	return err
}

// announce sends an inquiry to the officer who has it, or else to every officer who may see it
// except one, and again a day later. It returns how many they are.
func announce(t *batch.Turn, id, except int64) (int, error) {
	rows, err := t.Tx.Query(`
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
		out := batch.Outgoing{Chat: r.chat, Queued: t.Now, Reply: say.Reply{Language: r.language, Inquiry: id}}
		if err := queue(t, out, id); err != nil {
			return 0, err
		}
		if r.taken {
			continue
		}
		out.Reply.Parts = inquiry.UntakenYet
		out.Class, out.Due = batch.ClassReminder, batch.Daytime(time.UnixMilli(t.Now).Add(inquiryDay)).UnixMilli()
		if err := queue(t, out, id); err != nil {
			return 0, err
		}
	}
	return len(readers), nil
}

// queue puts a message of an inquiry into the outbox.
func queue(t *batch.Turn, out batch.Outgoing, id int64) error {
	if err := t.Queue(out, 0); err != nil {
		return err
	}
	_, err := t.Tx.Exec("UPDATE outbox SET inquiry_id = ? WHERE id = ?", id, t.Messages[len(t.Messages)-1].ID)
	return err
}

// SendOpen sends a new officer the inquiries that nobody has taken yet, after the other replies.
func SendOpen(t *batch.Turn, chat int64) error {
	rows, err := t.Tx.Query(`
		SELECT inquiry.id, language FROM inquiry_audience JOIN inquiry ON inquiry.id = inquiry_id
		WHERE chat_id = ? AND reachable AND taken_by IS NULL ORDER BY inquiry.id DESC LIMIT ?`, chat, sentToNewcomer)
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
	due := batch.Daytime(time.UnixMilli(t.Now)).UnixMilli()
	for _, o := range all {
		out := batch.Outgoing{Chat: chat, Class: batch.ClassReminder, Queued: t.Now, Due: due, Reply: say.Reply{Language: o.language, Inquiry: o.id}}
		if err := queue(t, out, o.id); err != nil {
			return err
		}
	}
	return nil
}

// Take assigns an inquiry to an officer and updates the cards of the others.
func Take(t *batch.Turn, p *batch.Person, id int64) error {
	taken, err := assign(t, p, id)
	if err != nil || !taken {
		return err
	}
	return refreshChanged(t, id)
}

// assign assigns an inquiry to an officer if nobody has taken it; false if that is not possible.
func assign(t *batch.Turn, p *batch.Person, id int64) (bool, error) {
	taken, err := sqlite.Changed(t.Tx.Exec(`
		UPDATE inquiry SET taken_by = ?1, taken_at = ?2
		WHERE id = ?3 AND taken_by IS NULL AND id IN (SELECT inquiry_id FROM inquiry_audience WHERE inquiry_id = ?3 AND officer_id = ?1)`,
		p.Session.Officer.ID, t.Now, id))
	if err != nil || !taken {
		return false, err
	}
	if _, err := t.Tx.Exec("DELETE FROM outbox WHERE inquiry_id = ? AND class = ?", id, batch.ClassReminder); err != nil {
		return false, err
	}
	t.Rescheduled = true
	return true, t.Audit(p, 0, say.Text{Key: "audit.inquiry_taken"})
}

// Return returns an inquiry that the officer has not answered to the others.
func Return(t *batch.Turn, p *batch.Person, id int64) error {
	freed, err := reopen(t, id, p.Session.Officer.ID)
	if err != nil || !freed {
		return err
	}
	return t.Audit(p, 0, say.Text{Key: "audit.inquiry_returned"})
}

// reopen takes an unanswered inquiry from an officer and announces it to the others; false if the
// officer does not have it.
func reopen(t *batch.Turn, id, officer int64) (bool, error) {
	freed, err := sqlite.Changed(t.Tx.Exec("UPDATE inquiry SET taken_by = NULL, taken_at = NULL WHERE id = ? AND taken_by = ? AND answered_at IS NULL", id, officer))
	if err != nil || !freed {
		return false, err
	}
	if err := refreshChanged(t, id); err != nil {
		return false, err
	}
	_, err = announce(t, id, officer)
	return true, err
}

// ReleaseAll reopens all inquiries of somebody who is no longer an officer, and updates the cards of
// the last weeks.
func ReleaseAll(t *batch.Turn, chat int64) error {
	var officer int64
	err := t.Tx.QueryRow("SELECT id FROM officer WHERE chat_id = ?", chat).Scan(&officer)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	rows, err := t.Tx.Query("SELECT id FROM inquiry WHERE taken_by = ? AND answered_at IS NULL ORDER BY id", officer)
	if err != nil {
		return err
	}
	taken, err := sqlite.All(rows, func(id *int64) []any { return []any{id} })
	if err != nil {
		return err
	}
	for _, id := range taken {
		if _, err := reopen(t, id, officer); err != nil {
			return err
		}
	}
	if _, err := t.Tx.Exec("DELETE FROM outbox WHERE chat_id = ? AND inquiry_id IS NOT NULL", chat); err != nil {
		return err
	}
	t.Rescheduled = true
	return refreshCards(t, "officer_id = ? AND inquiry_id IN (SELECT id FROM inquiry WHERE asked_at > ?)", officer, t.Now-answeredSpan.Milliseconds())
}

// refreshChanged updates the cards of an inquiry that has changed.
func refreshChanged(t *batch.Turn, id int64) error {
	if _, err := t.Tx.Exec("UPDATE inquiry SET changes = changes + 1 WHERE id = ?", id); err != nil {
		return err
	}
	return refreshCards(t, "inquiry_id = ?", id)
}

// refreshCards queues edits of cards. An edit shows the state that the inquiry has when it is sent.
func refreshCards(t *batch.Turn, which string, args ...any) error {
	rows, err := t.Tx.Query(`
		SELECT officer.chat_id, language, message_id, inquiry_id
		FROM inquiry_message
		JOIN officer ON officer.id = officer_id
		JOIN person ON person.chat_id = officer.chat_id AND blocked_at IS NULL
		WHERE `+which, args...)
	if err != nil {
		return err
	}
	messages, err := sqlite.All(rows, func(m *batch.Outgoing) []any { return []any{&m.Chat, &m.Reply.Language, &m.Message, &m.Reply.Inquiry} })
	if err != nil {
		return err
	}
	for _, m := range messages {
		m.Queued, m.Reply.Mode = t.Now, say.Edit
		if err := t.Queue(m, 0); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw withdraws a person's inquiries, and reopens those that the person has taken as an
// officer.
func Withdraw(t *batch.Turn, p *batch.Person) error {
	if err := ReleaseAll(t, p.Chat); err != nil {
		return fmt.Errorf("reopen inquiries: %w", err)
	}
	const own = "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = ?)"
	if err := refreshCards(t, own, p.ID); err != nil {
		return fmt.Errorf("withdraw inquiries: %w", err)
	}
	if _, err := t.Tx.Exec("DELETE FROM outbox WHERE "+own, p.ID); err != nil {
		return fmt.Errorf("withdraw inquiries: %w", err)
	}
	return nil
}

// RepliedTo adds to an event the inquiry whose card an officer replies to. Without one the event
// stays as it is.
func RepliedTo(t *batch.Turn, p batch.Person, e *turn.Event) error {
	if e.ReplyTo == 0 || p.Session.Officer == nil {
		return nil
	}
	var id int64 // a variable of its own, so that no event goes to the heap
	err := t.Tx.QueryRow("SELECT inquiry_id FROM inquiry_message WHERE officer_id = ? AND message_id = ?", p.Session.Officer.ID, e.ReplyTo).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the inquiry that is replied to: %w", err)
	}
	e.Inquiry = id
	return nil
}

// Answer sends an officer's answer to the owner, unless somebody else has the inquiry or the owner
// must not be written to.
func Answer(t *batch.Turn, p *batch.Person, e inquiry.Answered) error {
	var owner struct {
		chat             int64
		language         say.Language
		stopped, blocked bool
	}
	var asked inquiry.Letter
	var taker int64
	t.Given = &inquiry.AnswerGiven{Outcome: inquiry.AnswerGone}
	err := t.Tx.QueryRow(`
		SELECT person.chat_id, person.language, stopped_at IS NOT NULL, blocked_at IS NOT NULL, text, photo, coalesce(taken_by, 0),
			coalesce(officer.name, ''), coalesce(officer.admin, 0)
		FROM inquiry
		JOIN inquiry_audience ON inquiry_id = inquiry.id AND officer_id = ?
		JOIN person ON person.id = person_id
		LEFT JOIN officer ON officer.id = taken_by
		WHERE inquiry.id = ?`, p.Session.Officer.ID, e.ID).
		Scan(&owner.chat, &owner.language, &owner.stopped, &owner.blocked, &asked.Text, &asked.Photo, &taker, &t.Given.Taker.Name, &t.Given.Taker.Admin)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	case taker != 0 && taker != p.Session.Officer.ID:
		t.Given.Outcome = inquiry.AnswerTaken
	case owner.stopped:
		t.Given.Outcome = inquiry.AnswerStopped
	case owner.blocked:
		t.Given.Outcome = inquiry.AnswerBlocked
	default:
		t.Given.Outcome = inquiry.AnswerSent
		if err := keepAnswer(t, p, e); err != nil {
			return err
		}
		reply := inquiry.AnswerReply(owner.language, e.ID, asked, e.Letter)
		return t.Queue(batch.Outgoing{Chat: owner.chat, Queued: t.Now, Reply: reply}, 0)
	}
	return nil
}

// keepAnswer stores an answer, and assigns the inquiry if nobody has it.
func keepAnswer(t *batch.Turn, p *batch.Person, e inquiry.Answered) error {
	if _, err := assign(t, p, e.ID); err != nil {
		return err
	}
	_, err := t.Tx.Exec("INSERT INTO inquiry_answer (inquiry_id, officer_id, text, photo, at) VALUES (?, ?, ?, ?, ?)",
		e.ID, p.Session.Officer.ID, e.Letter.Text, e.Letter.Photo, t.Now)
	if err != nil {
		return err
	}
	if _, err := t.Tx.Exec("UPDATE inquiry SET answered_at = coalesce(answered_at, ?) WHERE id = ?", t.Now, e.ID); err != nil {
		return err
	}
	if err := refreshChanged(t, e.ID); err != nil {
		return err
	}
	return t.Audit(p, 0, say.Text{Key: "audit.inquiry_answered"})
}

// regionOf returns the region whose officers an inquiry is for; false if it is unknown.
func regionOf(t *batch.Turn, inquiry int64) (say.Region, bool, error) {
	var r say.Region
	err := t.Tx.QueryRow("SELECT code, name FROM inquiry JOIN region ON code = region WHERE id = ?", inquiry).Scan(&r.Code, &r.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return r, false, nil
	}
	return r, err == nil, err
}

// ReadBusinessResult reads the latest result of the business that an inquiry comes from.
func ReadBusinessResult(t *batch.Turn, p batch.Person, i int64) (*inquiry.BusinessResult, error) {
	var owner batch.Person
	var run int
	s := &inquiry.BusinessResult{}
	err := t.Tx.QueryRow(`
		SELECT inquiry_business.person_id, number
		FROM inquiry_business
		JOIN inquiry_audience USING (inquiry_id)
		JOIN assessment ON assessment.id = latest
		WHERE inquiry_id = ? AND officer_id = ?`, i, p.Session.Officer.ID).Scan(&owner.ID, &run)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if s.Result, err = resultdb.Read(t, owner, run); err != nil {
		return nil, err
	}
	s.Region, s.Known, err = regionOf(t, i)
	return s, err
}
