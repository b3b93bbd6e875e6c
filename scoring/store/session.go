package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/model"
)

// person is somebody in a conversation, as the tables have it.
type person struct {
	id         int64
	chat       int64
	session    dialog.Session
	assessment int64 // the latest one; 0: none
	gone       bool  // could not be written to before this update
	erased     bool
	waiting    waiting
}

var findPerson = `
	SELECT p.id, p.blocked_at IS NOT NULL, p.language, p.stopped_at IS NOT NULL, p.place, p.at_question, p.picks, p.aside, ` + officerColumn + `,
		coalesce((SELECT json_group_object(tip, state) FROM plan WHERE person_id = p.id), '{}'),
		coalesce((SELECT max(number) FROM assessment f WHERE f.person_id = p.id AND f.finished_at IS NOT NULL), 0),
		coalesce(r.id, 0), coalesce(r.kind, ''), coalesce(a.id, 0), coalesce(a.number, 0), coalesce(a.questionnaire, 0), coalesce(a.skipped, ''), a.` + strings.Join(model.Columns, ", a.") + `
	FROM person p
	LEFT JOIN assessment a ON a.person_id = p.id AND a.number = (SELECT max(number) FROM assessment l WHERE l.person_id = p.id)
	LEFT JOIN outbox o ON o.chat_id = p.chat_id AND o.reminder_id IS NOT NULL
	LEFT JOIN reminder r ON r.id = o.reminder_id
	WHERE p.chat_id = +?`

// find reads where a person stands; somebody never seen before arrives.
func (a *application) find(in Inbound) (person, error) {
	p := person{chat: in.Chat}
	var aside, officer, plan, skipped string
	answers := make([]any, len(model.Columns))
	s := &p.session
	into := append(make([]any, 0, 18+len(answers)),
		&p.id, &p.gone, &s.Language, &s.Stopped, &s.Place, &s.At, &s.Picks, &aside, &officer, &plan, &s.LatestRun, &p.waiting.reminder, &p.waiting.kind, &p.assessment, &s.Run, &s.Version, &skipped)
	for i := range answers {
		into = append(into, &answers[i])
	}
	err := a.tx.QueryRow(findPerson, in.Chat).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return a.arrive(in)
	}
	if err != nil {
		return person{}, fmt.Errorf("find person: %w", err)
	}
	if err := json.Unmarshal([]byte(aside), &s.Aside); err != nil {
		return person{}, fmt.Errorf("read aside of person %d: %w", p.id, err)
	}
	if err := json.Unmarshal([]byte(plan), &s.Plan); err != nil {
		return person{}, fmt.Errorf("read plan of person %d: %w", p.id, err)
	}
	if s.Officer, err = readOfficer(officer); err != nil {
		return person{}, err
	}
	s.Answers, err = model.ReadAnswers(answers, skipped)
	return p, err
}

// arrive stores somebody never seen before.
func (a *application) arrive(in Inbound) (person, error) {
	p := person{chat: in.Chat, session: dialog.Arrive(in.Language)}
	done, err := a.tx.Exec("INSERT INTO person (chat_id, language, created_at, last_seen_at, place) VALUES (?, ?, ?, ?, ?)",
		in.Chat, p.session.Language, a.now, a.now, p.session.Place)
	if err != nil {
		return person{}, fmt.Errorf("store person: %w", err)
	}
	if p.id, err = done.LastInsertId(); err != nil {
		return person{}, fmt.Errorf("store person: %w", err)
	}
	if !slices.Contains(a.admins, in.Chat) {
		return p, nil
	}
	if err := errors.Join(a.promote(in.Chat), a.bring(in.Chat)); err != nil {
		return person{}, err
	}
	return a.find(in)
}

// save stores where the person stands after a turn. Whoever does something can be
// written to: only a block says the contrary.
func (a *application) save(p person, next dialog.Session, reachable bool) error {
	aside, err := json.Marshal(next.Aside)
	if err != nil {
		return fmt.Errorf("write aside: %w", err)
	}
	_, err = a.tx.Exec(`
		UPDATE person SET place = ?, at_question = ?, picks = ?, aside = ?, last_seen_at = ?, blocked_at = iif(?, NULL, blocked_at)
		WHERE id = ?`, next.Place, next.At, next.Picks, string(aside), a.now, reachable, p.id)
	if err != nil {
		return fmt.Errorf("save session of person %d: %w", p.id, err)
	}
	if p.gone && reachable {
		a.Rescheduled = true // reminders that were held back may go
		return a.release(p.id)
	}
	return nil
}
