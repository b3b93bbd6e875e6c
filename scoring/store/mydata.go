package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/sqlite"
)

// personal lists the tables that hold something of a person, and by which
// condition: with :person, the person's id, and :chat, the chat's. It is in the order in which rows
// can be deleted. What a person is shown and what is erased both follow it, so that neither
// can forget a table.
//
// What an officer did stays on record; who it was is erased.
var personal = []struct {
	table, condition string
	erased           string // what the columns become; empty: the row is deleted
}{
	{"outbox", "chat_id = :chat", ""},
	{"held_reply", "chat_id = :chat", ""},
	{"undelivered", "chat_id = :chat", ""},
	{"set_aside", "chat_id = :chat", ""},
	{"complaint", "person_id = :person", ""},
	{"inquiry_message", "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = :person) OR officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"inquiry_answer", "inquiry_id IN (SELECT id FROM inquiry WHERE person_id = :person) OR officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"inquiry", "person_id = :person", ""},
	{"plan", "person_id = :person", ""},
	{"consent", "person_id = :person", ""},
	{"picture", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"result", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"step_try", "assessment_id IN (SELECT id FROM assessment WHERE person_id = :person)", ""},
	{"reminder", "person_id = :person", ""},
	{"follow_up", "person_id = :person", ""},
	{"assessment", "person_id = :person", ""},
	{"broadcast_recipient", "person_id = :person", ""},
	{"person", "id = :person", ""},
	{"audit", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", "about_id = about_id"},
	{"invitation", "made_by IN (SELECT id FROM officer WHERE chat_id = :chat)", "revoked_at = coalesce(revoked_at, :now)"},
	{"segment", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"broadcast", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat) AND state = 'draft'", ""},
	{"broadcast", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", endBroadcast},
	{"officer_region", "officer_id IN (SELECT id FROM officer WHERE chat_id = :chat)", ""},
	{"officer", "chat_id = :chat", "chat_id = NULL, name = '', admin = 0, removed_at = coalesce(removed_at, :now)"},
}

// erase deletes whatever is stored about a person, and notes that an erasure took place.
func (t *application) erase(p *person) error {
	if err := t.withdrawInquiries(p); err != nil {
		return err
	}
	for _, held := range personal {
		statement := "DELETE FROM " + held.table
		if held.erased != "" {
			statement = "UPDATE " + held.table + " SET " + held.erased
		}
		_, err := t.tx.Exec(statement+" WHERE "+held.condition, sql.Named("person", p.id), sql.Named("chat", p.chat), sql.Named("now", t.now))
		if err != nil {
			return fmt.Errorf("erase from %s: %w", held.table, err)
		}
	}
	if _, err := t.tx.Exec("INSERT INTO erasure (at) VALUES (?)", t.now); err != nil {
		return fmt.Errorf("note erasure: %w", err)
	}
	p.erased = true
	t.Broadcast = true // one may have lost its last recipient, or its author
	t.Erased = append(t.Erased, p.chat)
	// What was said earlier in the batch is in the outbox no more. Of a copy, for the
	// batch goes back to what it was if this update is set aside.
	t.Messages = slices.DeleteFunc(slices.Clone(t.Messages), func(m Outgoing) bool { return m.Chat == p.chat })
	return nil
}

// MyData is everything that is stored about the person of a chat, as indented
// JSON: the rows of each table, choices by their codes and times in UTC.
func (s *Store) MyData(ctx context.Context, chat int64) ([]byte, error) {
	data, err := s.myDataOf(ctx, chat)
	if err != nil {
		return nil, fmt.Errorf("read a person's data: %w", err)
	}
	return data, nil
}

func (s *Store) myDataOf(ctx context.Context, chat int64) ([]byte, error) {
	var id int64
	err := s.reader.QueryRowContext(ctx, "SELECT id FROM person WHERE chat_id = ?", chat).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	options, err := s.options(ctx)
	if err != nil {
		return nil, err
	}
	tables := map[string][]map[string]any{}
	for _, held := range personal {
		rows, err := s.reader.QueryContext(ctx, "SELECT * FROM "+held.table+" WHERE "+held.condition, sql.Named("person", id), sql.Named("chat", chat))
		if err != nil {
			return nil, err
		}
		if tables[held.table], err = readRows(rows, options); err != nil {
			return nil, err
		}
	}
	return json.MarshalIndent(tables, "", "  ")
}

// options are the codes of the choices by question and value.
func (s *Store) options(ctx context.Context) (map[string]map[int64]string, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT question, value, code FROM option UNION ALL SELECT 'region', code, name FROM region WHERE name <> ''")
	if err != nil {
		return nil, err
	}
	type option struct {
		question, code string
		value          int64
	}
	all, err := sqlite.All(rows, func(o *option) []any { return []any{&o.question, &o.value, &o.code} })
	options := map[string]map[int64]string{}
	for _, o := range all {
		if options[o.question] == nil {
			options[o.question] = map[int64]string{}
		}
		options[o.question][o.value] = o.code
	}
	return options, err
}

// readRows reads rows as objects by their columns' names; a NULL is left out.
func readRows(rows *sql.Rows, options map[string]map[int64]string) ([]map[string]any, error) {
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	all := []map[string]any{}
	for rows.Next() {
		values := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := map[string]any{}
		for i, c := range columns {
			if values[i] != nil {
				row[c] = readable(c, values[i], options[c])
			}
		}
		all = append(all, row)
	}
	return all, rows.Err()
}

// severalColumns are the columns that hold answers of several choices, as bit masks.
var severalColumns = severalQuestions()

func severalQuestions() map[string]bool {
	several := map[string]bool{}
	for _, q := range questionnaire.AllQuestions() {
		if q.Kind == questionnaire.SomeOf {
			several[q.Code] = true
		}
	}
	return several
}

// readable makes a value one that a person can read: a time as such, a choice by its
// code, several choices as their codes, JSON as itself.
func readable(column string, value any, codes map[int64]string) any {
	n, whole := value.(int64)
	switch {
	case whole && (column == "at" || strings.HasSuffix(column, "_at")):
		return time.UnixMilli(n).UTC().Format(time.RFC3339)
	case whole && severalColumns[column]:
		picked := []string{}
		for _, bit := range slices.Sorted(maps.Keys(codes)) {
			if n&bit != 0 {
				picked = append(picked, codes[bit])
			}
		}
		return picked
	case whole && codes[n] != "":
		return codes[n]
	case column == "reply" || column == "aside" || column == "raw" || column == "content" || column == "choice":
		if text, ok := value.(string); ok && json.Valid([]byte(text)) {
			return json.RawMessage(text)
		}
	}
	return value
}
