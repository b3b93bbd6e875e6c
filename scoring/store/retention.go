package store

import (
	"context"
	"crypto/rand"
	"fmt"

	fallbackdb "ikmbot/scoring/store/fallback"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// maxForgotten limits how many people are forgotten in one transaction, and maxLookedAt how many
// are looked at to find them.
const (
	maxForgotten = 100
	maxLookedAt  = 5000
)

// Forget looks at the next people whose ids are greater than after; 0 begins with the first. It
// erases those who have done nothing for as long as the store's retention, and keeps their
// assessments without an owner. It returns the consequences, and the id to continue after; 0 once
// everybody was looked at. Officers are not forgotten. At the first of them it also ends texts that
// have been kept for a day.
func (s *Store) Forget(ctx context.Context, after int64) (forgotten Applied, next int64, err error) {
	if after == 0 {
		if err := s.writer.Write(ctx, fallbackdb.Expire); err != nil {
			return Applied{}, after, err
		}
	}
	if s.writer.Dialog.Retention == 0 {
		return Applied{}, 0, nil
	}
	idle, next, err := s.idle(ctx, after)
	if err != nil || len(idle) == 0 {
		return Applied{}, next, err
	}
	err = s.writer.Write(ctx, func(t *batch.Turn) error {
		for _, p := range idle {
			if err := forget(t, &p, s.idleSince()); err != nil {
				return fmt.Errorf("forget person %d: %w", p.ID, err)
			}
		}
		forgotten = t.Applied
		return nil
	})
	if err != nil {
		return Applied{}, after, err
	}
	return forgotten, next, nil
}

// idleSince is a time in unix milliseconds: people last seen before it are forgotten.
func (s *Store) idleSince() int64 {
	return s.Now().AddDate(0, -s.writer.Dialog.Retention, 0).UnixMilli()
}

// idle reads the people to forget among the next ones whose ids are greater than after, and the id
// to continue after. It goes through all people, because an index on when each was last seen would
// make every answer more expensive; and in steps, because all at once would keep a processor from
// the answers.
func (s *Store) idle(ctx context.Context, after int64) (idle []batch.Person, next int64, err error) {
	var last int64
	if err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM person").Scan(&last); err != nil {
		return nil, after, fmt.Errorf("find people to forget: %w", err)
	}
	rows, err := s.reader.QueryContext(ctx, `
		SELECT id, chat_id FROM person
		WHERE id > ? AND id <= ? AND last_seen_at < ?
			AND chat_id NOT IN (SELECT chat_id FROM officer WHERE removed_at IS NULL AND chat_id IS NOT NULL)
		ORDER BY id LIMIT ?`, after, after+maxLookedAt, s.idleSince(), maxForgotten)
	if err != nil {
		return nil, after, fmt.Errorf("find people to forget: %w", err)
	}
	idle, err = sqlite.All(rows, func(p *batch.Person) []any { return []any{&p.ID, &p.Chat} })
	if err != nil {
		return nil, after, fmt.Errorf("find people to forget: %w", err)
	}
	if next = after + maxLookedAt; len(idle) == maxForgotten {
		next = idle[maxForgotten-1].ID
	}
	if next >= last {
		next = 0
	}
	return idle, next, nil
}

// forget erases one person except the answers that may still be used. These stay together as one
// business, under a code that never belonged to anybody. Somebody who has returned in the meantime
// is not forgotten.
func forget(t *batch.Turn, p *batch.Person, idleSince int64) error {
	var back bool
	if err := t.Tx.QueryRow("SELECT NOT EXISTS (SELECT 1 FROM person WHERE id = ? AND last_seen_at < ?)", p.ID, idleSince).Scan(&back); err != nil || back {
		return err
	}
	for _, table := range []string{"picture", "step_try", "superseded_result"} {
		if _, err := t.Tx.Exec("DELETE FROM "+table+" WHERE assessment_id IN (SELECT id FROM assessment WHERE person_id = ?)", p.ID); err != nil {
			return err
		}
	}
	_, err := t.Tx.Exec(`
		UPDATE assessment SET person_id = NULL, paper = ?1, name = NULL, kept = NULL, correction = NULL
		WHERE person_id = +?2 AND NOT EXISTS (SELECT 1 FROM withdrawn WHERE withdrawn.person_id = +?2)`, "F-"+rand.Text()[:13], p.ID)
	if err != nil {
		return err
	}
	return erase(t, p)
}
