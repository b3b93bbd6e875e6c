package batch

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/model"
	"ikmbot/scoring/store/internal/sqlite"
)

// OfficerColumn is the role of a person p as JSON; empty if there is none.
const OfficerColumn = `coalesce((
	SELECT json_object('id', o.id, 'admin', json(iif(o.admin, 'true', 'false')),
		'regions', json((SELECT json_group_array(region) FROM officer_region WHERE officer_id = o.id)),
		'draft', json((SELECT json_set(content, '$.id', id) FROM broadcast WHERE officer_id = o.id AND state = 'draft')),
		'segments', json((SELECT json_group_array(json_object('name', name, 'segment', json(choice)) ORDER BY name) FROM segment WHERE officer_id = o.id)))
	FROM officer o WHERE o.chat_id = p.chat_id AND o.removed_at IS NULL), '')`

// Person is somebody in a conversation, as stored.
type Person struct {
	ID         int64
	Chat       int64
	Session    turn.Session
	Assessment int64 // the latest one; 0: none
	Gone       bool  // was unreachable before this update
	Erased     bool
	Waiting    Waiting
}

// Waiting is a person's reminder in the outbox; there is at most one.
type Waiting struct {
	Reminder int64 // 0: none
	Kind     reminder.Kind
}

// found is a row of findPerson.
type found struct {
	Person
	skipped    string                // codes of the skipped questions
	implied    string                // codes of those that do not apply
	kept       questionnaire.Answers // given before they did not
	correction questionnaire.Answers // of a finished interview
}

// personColumns lists what is read of a person p, the latest assessment a and the waiting reminder
// r, and the field for each. The answers follow.
var personColumns = []struct {
	expression string
	into       func(*found) any
}{
	{"p.id", func(f *found) any { return &f.ID }},
	{"p.blocked_at IS NOT NULL", func(f *found) any { return &f.Gone }},
	{"p.language", func(f *found) any { return &f.Session.Language }},
	{"p.stopped_at IS NOT NULL", func(f *found) any { return &f.Session.Stopped }},
	{"p.place", func(f *found) any { return &f.Session.Place }},
	{"p.at_question", func(f *found) any { return &f.Session.At }},
	{"p.picks", func(f *found) any { return &f.Session.Picks }},
	{"p.aside", func(f *found) any { return sqlite.JSON(&f.Session.Aside) }},
	{OfficerColumn, func(f *found) any { return sqlite.JSON(&f.Session.Officer) }},
	{"(SELECT json_group_array(json_object('tip', tip, 'state', state) ORDER BY taken_at, tip) FROM plan WHERE person_id = p.id)", func(f *found) any { return sqlite.JSON(&f.Session.Plan) }},
	{"coalesce((SELECT max(number) FROM assessment f WHERE f.person_id = p.id AND f.finished_at IS NOT NULL), 0)", func(f *found) any { return &f.Session.LatestRun }},
	{"coalesce((SELECT iif(given, version, 0) FROM consent WHERE person_id = p.id ORDER BY id DESC LIMIT 1), 0)", func(f *found) any { return &f.Session.Agreed }},
	{"p.consent_asked", func(f *found) any { return &f.Session.AskedAnew }},
	{"coalesce((SELECT kept FROM kept_text WHERE person_id = p.id), '')", func(f *found) any { return sqlite.JSON(&f.Session.Kept) }},
	{"coalesce(r.id, 0)", func(f *found) any { return &f.Waiting.Reminder }},
	{"coalesce(r.kind, '')", func(f *found) any { return &f.Waiting.Kind }},
	{"coalesce(a.id, 0)", func(f *found) any { return &f.Assessment }},
	{"coalesce(a.number, 0)", func(f *found) any { return &f.Session.Run }},
	{"coalesce(a.questionnaire, 0)", func(f *found) any { return &f.Session.Version }},
	{"coalesce(a.skipped, '')", func(f *found) any { return &f.skipped }},
	{"coalesce(a.implied, '')", func(f *found) any { return &f.implied }},
	{"coalesce(a.kept, '')", func(f *found) any { return sqlite.JSON(&f.kept) }},
	{"coalesce(a.correction, '')", func(f *found) any { return sqlite.JSON(&f.correction) }},
	{"coalesce(a.finished_at, 0)", func(f *found) any { return &f.Session.Finished }},
	{"EXISTS (SELECT 1 FROM plan d WHERE d.person_id = p.id AND d.state = 'done' AND d.at >= a.finished_at)",
		func(f *found) any { return &f.Session.Acted }},
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

// Find reads the person of a chat; [sqlite.ErrNotFound] if the bot has never met them.
func (t *Turn) Find(chat int64) (Person, error) {
	f := found{Person: Person{Chat: chat}}
	answers := make([]any, len(model.Columns))
	into := make([]any, 0, len(personColumns)+len(answers))
	for _, c := range personColumns {
		into = append(into, c.into(&f))
	}
	for i := range answers {
		into = append(into, &answers[i])
	}
	err := sqlite.Found(t.Tx.QueryRow(findPerson, chat).Scan(into...))
	if err != nil {
		return Person{}, fmt.Errorf("find person: %w", err)
	}
	if f.Session.Answers, err = model.ReadAnswers(answers, f.skipped); err != nil {
		return Person{}, err
	}
	for _, code := range strings.Fields(f.implied) {
		delete(f.Session.Answers, code)
	}
	maps.Copy(f.Session.Answers, f.kept)
	if f.correction != nil {
		f.Session.Told, f.Session.Answers = f.Session.Answers, f.correction
	}
	if f.Session.Interviewing() && f.Session.LatestRun > 0 && f.Session.LatestRun < f.Session.Run {
		f.Session.Earlier, err = t.earlier(f.Person)
	}
	return f.Person, err
}

// findRatings reads the ratings that a person's interview was answered with.
var findRatings = "SELECT questionnaire, implied, " + strings.Join(model.Factors(), ", ") + " FROM assessment WHERE person_id = ? AND number = ?"

// earlier reads the ratings of the latest finished interview, without those that were implied.
func (t *Turn) earlier(p Person) (turn.Earlier, error) {
	e := turn.Earlier{Ratings: questionnaire.Answers{}}
	var implied string
	factors := model.Factors()
	ratings := make([]int, len(factors))
	into := []any{&e.Version, &implied}
	for i := range ratings {
		into = append(into, &ratings[i])
	}
	if err := t.Tx.QueryRow(findRatings, p.ID, p.Session.LatestRun).Scan(into...); err != nil {
		return e, fmt.Errorf("read the ratings before: %w", err)
	}
	without := strings.Fields(implied)
	for i, code := range factors {
		if !slices.Contains(without, code) {
			e.Ratings[code] = questionnaire.Answer{Value: ratings[i]}
		}
	}
	return e, nil
}

// Arrive stores a person whom the bot has never met.
func (t *Turn) Arrive(chat int64, language say.Language) (Person, error) {
	p := Person{Chat: chat, Session: turn.Arrive(language)}
	done, err := t.Tx.Exec("INSERT INTO person (chat_id, language, created_at, last_seen_at, place) VALUES (?, ?, ?, ?, ?)",
		chat, p.Session.Language, t.Now, t.Now, p.Session.Place)
	if err != nil {
		return Person{}, fmt.Errorf("store person: %w", err)
	}
	if p.ID, err = done.LastInsertId(); err != nil {
		return Person{}, fmt.Errorf("store person: %w", err)
	}
	return p, nil
}

// Save stores a person's session after a turn. Somebody who does something is reachable, unless
// what they did is to block the bot.
func (t *Turn) Save(p Person, next turn.Session, reachable bool) error {
	aside, err := json.Marshal(next.Aside)
	if err != nil {
		return fmt.Errorf("encode the aside: %w", err)
	}
	_, err = t.Tx.Exec(`
		UPDATE person SET place = ?, at_question = ?, picks = ?, aside = ?, last_seen_at = ?, blocked_at = iif(?, NULL, blocked_at)
		WHERE id = ?`, next.Place, next.At, next.Picks, string(aside), t.Now, reachable, p.ID)
	if err != nil {
		return fmt.Errorf("save session of person %d: %w", p.ID, err)
	}
	return nil
}

// IsAdmin reports whether the settings name a chat as an administrator's.
func (t *Turn) IsAdmin(chat int64) bool { return slices.Contains(t.Admins, chat) }
