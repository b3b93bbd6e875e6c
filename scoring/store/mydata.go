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

	"ikmbot/dialog/interview"
	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// myData reads what is stored about a person besides the answers.
func myData(t *batch.Turn, p batch.Person) (*interview.MyData, error) {
	m := &interview.MyData{Stopped: p.Session.Stopped}
	err := t.Tx.QueryRow(`
		SELECT created_at, (SELECT count(*) FROM plan WHERE person_id = id), (SELECT count(*) FROM complaint WHERE person_id = person.id),
			(SELECT count(*) FROM inquiry WHERE person_id = person.id),
			(SELECT count(sent_at) FROM reminder WHERE person_id = person.id)
		FROM person WHERE id = ?`, p.ID).Scan(&m.Since, &m.Steps, &m.Complaints, &m.Inquiries, &m.Reminders)
	if err != nil {
		return nil, err
	}
	rows, err := t.Tx.Query("SELECT version, given, contact, at FROM consent WHERE person_id = ? ORDER BY id", p.ID)
	if err != nil {
		return nil, err
	}
	m.Consents, err = sqlite.All(rows, func(c *interview.ConsentRecord) []any { return []any{&c.Version, &c.Given, &c.Contact, &c.At} })
	if err != nil {
		return nil, err
	}
	rows, err = t.Tx.Query(`
		SELECT number, started_at, coalesce(finished_at, 0), coalesce(quadrant, '')
		FROM assessment LEFT JOIN result ON result.assessment_id = assessment.id
		WHERE person_id = ? ORDER BY number`, p.ID)
	if err != nil {
		return nil, err
	}
	m.Interviews, err = sqlite.All(rows, func(i *interview.InterviewRecord) []any { return []any{&i.Run, &i.Begun, &i.Finished, &i.Quadrant} })
	return m, err
}

// MyData returns everything that is stored about the person of a chat, as indented JSON: the rows
// of each table, with codes for choices and times in UTC.
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
	options, err := readOptions(ctx, s.reader)
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

// readOptions reads the codes of options by question and value.
func readOptions(ctx context.Context, q sqlite.Querier) (map[string]map[int64]string, error) {
	rows, err := q.QueryContext(ctx, "SELECT question, value, code FROM option UNION ALL SELECT 'region', code, name FROM region WHERE name <> ''")
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

// readRows reads rows as objects with the columns' names; a NULL is left out.
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

// severalColumns are the columns that hold answers with several choices, as bit masks.
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

// readable returns a value in a form that a person can read: a time as such, a choice by its code,
// several choices by their codes, JSON as itself.
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
	case column == "answers" || column == "kept" || column == "correction" || column == "reply" || column == "aside" || column == "raw" || column == "content" || column == "choice":
		if text, ok := value.(string); ok && json.Valid([]byte(text)) {
			return json.RawMessage(text)
		}
	}
	return value
}
