package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// person is somebody in a conversation, as the tables have it.
type person struct {
	id         int64
	chat       int64
	session    turn.Session
	assessment int64 // the latest one; 0: none
	gone       bool  // could not be written to before this update
	erased     bool
	waiting    waiting
}

// waiting is a message of the bot's own that is in the outbox; one at most waits for a person.
type waiting struct {
	reminder int64 // 0: none
	kind     reminder.Kind
}

// found is a row of findPerson.
type found struct {
	person
	skipped string // codes of the skipped questions
}

// personColumns are what is read of a person p, the latest assessment a and the reminder r that
// waits, and where each goes. The answers follow.
var personColumns = []struct {
	expression string
	into       func(*found) any
}{
	{"p.id", func(f *found) any { return &f.id }},
	{"p.blocked_at IS NOT NULL", func(f *found) any { return &f.gone }},
	{"p.language", func(f *found) any { return &f.session.Language }},
	{"p.stopped_at IS NOT NULL", func(f *found) any { return &f.session.Stopped }},
	{"p.place", func(f *found) any { return &f.session.Place }},
	{"p.at_question", func(f *found) any { return &f.session.At }},
	{"p.picks", func(f *found) any { return &f.session.Picks }},
	{"p.aside", func(f *found) any { return sqlite.JSON(&f.session.Aside) }},
	{officerColumn, func(f *found) any { return sqlite.JSON(&f.session.Officer) }},
	{"coalesce((SELECT json_group_object(tip, state) FROM plan WHERE person_id = p.id), '{}')", func(f *found) any { return sqlite.JSON(&f.session.Plan) }},
	{"coalesce((SELECT max(number) FROM assessment f WHERE f.person_id = p.id AND f.finished_at IS NOT NULL), 0)", func(f *found) any { return &f.session.LatestRun }},
	{"coalesce(r.id, 0)", func(f *found) any { return &f.waiting.reminder }},
	{"coalesce(r.kind, '')", func(f *found) any { return &f.waiting.kind }},
	{"coalesce(a.id, 0)", func(f *found) any { return &f.assessment }},
	{"coalesce(a.number, 0)", func(f *found) any { return &f.session.Run }},
	{"coalesce(a.questionnaire, 0)", func(f *found) any { return &f.session.Version }},
	{"coalesce(a.skipped, '')", func(f *found) any { return &f.skipped }},
}

var findPerson = func() string {
	var columns []string
	for _, c := range personColumns {
		columns = append(columns, c.expression)
	}
	for _, code := range model.Columns {
		columns = append(columns, "a."+code)
	}
	return "SELECT " + strings.Join(columns, ", ") + `
	FROM person p
	LEFT JOIN assessment a ON a.person_id = p.id AND a.number = (SELECT max(number) FROM assessment l WHERE l.person_id = p.id)
	LEFT JOIN outbox o ON o.chat_id = p.chat_id AND o.reminder_id IS NOT NULL
	LEFT JOIN reminder r ON r.id = o.reminder_id
	WHERE p.chat_id = +?`
}()

// find reads where the person of a chat stands; [sqlite.ErrNotFound] of somebody never seen before.
func (t *application) find(chat int64) (person, error) {
	f := found{person: person{chat: chat}}
	answers := make([]any, len(model.Columns))
	into := make([]any, 0, len(personColumns)+len(answers))
	for _, c := range personColumns {
		into = append(into, c.into(&f))
	}
	for i := range answers {
		into = append(into, &answers[i])
	}
	err := sqlite.Found(t.tx.QueryRow(findPerson, chat).Scan(into...))
	if err != nil {
		return person{}, fmt.Errorf("find person: %w", err)
	}
	f.session.Answers, err = model.ReadAnswers(answers, f.skipped)
	return f.person, err
}

// arrive stores somebody never seen before.
func (t *application) arrive(chat int64, language say.Language) (person, error) {
	p := person{chat: chat, session: turn.Arrive(language)}
	done, err := t.tx.Exec("INSERT INTO person (chat_id, language, created_at, last_seen_at, place) VALUES (?, ?, ?, ?, ?)",
		chat, p.session.Language, t.now, t.now, p.session.Place)
	if err != nil {
		return person{}, fmt.Errorf("store person: %w", err)
	}
	if p.id, err = done.LastInsertId(); err != nil {
		return person{}, fmt.Errorf("store person: %w", err)
	}
	return p, nil
}

// save stores where the person stands after a turn. Whoever does something can be
// written to: only a block says the contrary.
func (t *application) save(p person, next turn.Session, reachable bool) error {
	aside, err := json.Marshal(next.Aside)
	if err != nil {
		return fmt.Errorf("write aside: %w", err)
	}
	_, err = t.tx.Exec(`
		UPDATE person SET place = ?, at_question = ?, picks = ?, aside = ?, last_seen_at = ?, blocked_at = iif(?, NULL, blocked_at)
		WHERE id = ?`, next.Place, next.At, next.Picks, string(aside), t.now, reachable, p.id)
	if err != nil {
		return fmt.Errorf("save session of person %d: %w", p.id, err)
	}
	return nil
}

// isAdmin reports whether the settings name a chat as an administrator's.
func (t *application) isAdmin(chat int64) bool { return slices.Contains(t.admins, chat) }
