// Package fallback keeps what people write where nothing waits for it, until they say what it is for.
package fallback

import (
	"encoding/json"
	"fmt"
	"time"

	"ikmbot/dialog/turn"
	"ikmbot/scoring/store/internal/batch"
)

// keptFor is how long it is kept at most.
const keptFor = 24 * time.Hour

// Keep keeps what a person wrote, in place of what was kept before.
func Keep(t *batch.Turn, p *batch.Person, k turn.Kept) error {
	kept, err := json.Marshal(k)
	if err != nil {
		return err
	}
	_, err = t.Tx.Exec("INSERT INTO kept_text (person_id, at, kept) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, kept = excluded.kept",
		p.ID, k.At, string(kept))
	return err
}

// Drop ends what is kept of a person.
func Drop(t *batch.Turn, p *batch.Person) error {
	_, err := t.Tx.Exec("DELETE FROM kept_text WHERE person_id = ?", p.ID)
	return err
}

// Expire ends what has been kept for too long.
func Expire(t *batch.Turn) error {
	if _, err := t.Tx.Exec("DELETE FROM kept_text WHERE at < ?", t.Now-keptFor.Milliseconds()); err != nil {
		return fmt.Errorf("end what was kept: %w", err)
	}
	return nil
}
