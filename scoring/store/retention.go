package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
)

// maxForgotten is how many people are forgotten in one transaction.
const maxForgotten = 100

// Forget erases who the people are that have not done anything for as long as the store's
// retention, and keeps their assessments as nobody's. It tells what follows, and whether
// there are more to forget. Officers in office are not forgotten.
func (s *Store) Forget(ctx context.Context) (forgotten Applied, more bool, err error) {
	if s.dialog.Retention == 0 {
		return Applied{}, false, nil
	}
	idle, err := s.idle(ctx)
	if err != nil || len(idle) == 0 {
		return Applied{}, false, err
	}
	err = s.write(ctx, func(tx *sql.Tx) error {
		a := s.application(tx)
		for _, p := range idle {
			if err := a.forget(&p, s.idleSince()); err != nil {
				return fmt.Errorf("forget person %d: %w", p.id, err)
			}
		}
		forgotten = a.Applied
		return nil
	})
	return forgotten, len(idle) == maxForgotten, err
}

// idleSince is before when the last thing was done by somebody who is to be forgotten, in unix milliseconds.
func (s *Store) idleSince() int64 { return s.Now().AddDate(0, -s.dialog.Retention, 0).UnixMilli() }

// idle reads some of those who are to be forgotten. It goes through all people, once a day,
// for an index on when each was last here would make every answer dearer.
func (s *Store) idle(ctx context.Context) ([]person, error) {
	rows, err := s.reader.QueryContext(ctx, `
		SELECT id, chat_id FROM person
		WHERE last_seen_at < ? AND chat_id NOT IN (SELECT chat_id FROM officer WHERE removed_at IS NULL AND chat_id IS NOT NULL) LIMIT ?`,
		s.idleSince(), maxForgotten)
	if err != nil {
		return nil, fmt.Errorf("find whom to forget: %w", err)
	}
	return scanAll(rows, func(p *person) []any { return []any{&p.id, &p.chat} })
}

// forget erases one person but for the answers that may be used further. They stay those of one
// business, by a code that was never anybody's. Whoever has come back meanwhile is not forgotten.
func (a *application) forget(p *person, idleSince int64) error {
	var back bool
	if err := a.tx.QueryRow("SELECT NOT EXISTS (SELECT 1 FROM person WHERE id = ? AND last_seen_at < ?)", p.id, idleSince).Scan(&back); err != nil || back {
		return err
	}
	_, err1 := a.tx.Exec("DELETE FROM picture WHERE assessment_id IN (SELECT id FROM assessment WHERE person_id = ?)", p.id)
	_, err2 := a.tx.Exec("DELETE FROM step_try WHERE assessment_id IN (SELECT id FROM assessment WHERE person_id = ?)", p.id)
	_, err3 := a.tx.Exec(`
		UPDATE assessment SET person_id = NULL, paper = ?1, name = NULL
		WHERE person_id = +?2 AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = +?2)`, "F-"+rand.Text()[:13], p.id)
	return errors.Join(err1, err2, err3, a.erase(p))
}
