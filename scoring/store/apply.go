package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"ikmbot/dialog"
	"ikmbot/dialog/turn"
	fallbackdb "ikmbot/scoring/store/fallback"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
)

// Apply applies a batch of updates in one transaction, each of them once however often it arrives:
// it stores what was said and puts what is to be said into the outbox. When it returns, all of that
// is on disk. An update that can't be handled is set aside and the others are applied; an error
// means that nothing was.
func (s *Store) Apply(ctx context.Context, updates []Inbound) (Applied, error) {
	applied, err := s.applyBy(ctx, updates, apply)
	if err != nil && !sqlite.Aborts(err) {
		// One of them can't be handled: all are applied again, each in a savepoint of its own.
		applied, err = s.applyBy(ctx, updates, applyAlone)
	}
	if err != nil {
		return Applied{}, fmt.Errorf("apply %d updates: %w", len(updates), err)
	}
	return applied, nil
}

// applyBy applies a batch. It calls one with each update that is new.
func (s *Store) applyBy(ctx context.Context, updates []Inbound, one func(*batch.Turn, Inbound) error) (applied Applied, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		t := s.writer.Begin(tx)
		if err := applyFresh(t, updates, one); err != nil {
			return err
		}
		if err := confirm(t, updates); err != nil {
			return err
		}
		applied = t.Applied
		return nil
	})
	return applied, err
}

// applyFresh calls one with each update that is new. If that fails, the counted guesses of
// invitations are restored, as the tables are.
func applyFresh(t *batch.Turn, updates []Inbound, one func(*batch.Turn, Inbound) error) error {
	fresh, err := recordIDs(t, updates)
	if err != nil {
		return err
	}
	t.Fresh = len(fresh)
	guessed, done := maps.Clone(t.Attempts), false
	defer func() {
		if !done {
			clear(t.Attempts)
			maps.Copy(t.Attempts, guessed)
		}
	}()
	for _, in := range fresh {
		if err := one(t, in); err != nil {
			return err
		}
	}
	done = true
	return nil
}

// seenSpan is how long an update's id is remembered. Telegram repeats an update for a day at most,
// and after a quiet week at the soonest its ids start again.
const seenSpan = 48 * time.Hour

// recordIDs records the updates' ids and returns the updates that are new, each once. It answers
// the callback query of a tap that came before, because its sender still waits for that.
func recordIDs(t *batch.Turn, updates []Inbound) ([]Inbound, error) {
	ids := make([]int64, len(updates))
	for i, in := range updates {
		ids[i] = in.Update
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("write the updates' ids: %w", err)
	}
	rows, err := t.Tx.Query(`
		INSERT INTO seen_update (update_id, at) SELECT value, ? FROM json_each(?) WHERE true
		ON CONFLICT DO UPDATE SET at = excluded.at WHERE at < ? RETURNING update_id`, t.Now, string(list), t.Now-seenSpan.Milliseconds())
	if err != nil {
		return nil, fmt.Errorf("record updates: %w", err)
	}
	recorded, err := sqlite.All(rows, func(id *int64) []any { return []any{id} })
	if err != nil {
		return nil, fmt.Errorf("record updates: %w", err)
	}
	unseen := make(map[int64]bool, len(recorded))
	for _, id := range recorded {
		unseen[id] = true
	}
	fresh := make([]Inbound, 0, len(recorded))
	for _, in := range updates {
		if !unseen[in.Update] {
			t.Notice(in, nil)
			continue
		}
		delete(unseen, in.Update)
		fresh = append(fresh, in)
	}
	return fresh, nil
}

// applyAlone applies one update in a savepoint. An error that it returns ends the whole batch.
func applyAlone(t *batch.Turn, in Inbound) error {
	before := t.Applied
	err := sqlite.Savepoint(t.Tx, "one_update", func(*sql.Tx) error { return apply(t, in) })
	if err == nil || sqlite.Aborts(err) {
		return err
	}
	t.Applied, t.Spoken = before, 0
	return setAside(t, in, err)
}

func apply(t *batch.Turn, in Inbound) error {
	switch {
	case in.Fault != nil:
		return in.Fault
	case in.Chat == 0 || in.Event.Kind == 0:
		t.Notice(in, nil)
		return nil
	case in.Group:
		return t.Say(in, dialog.GroupReply(in.Language))
	}
	return converse(t, in)
}

// setAside keeps an update that could not be handled and tells its sender, if there is one, that
// something went wrong.
func setAside(t *batch.Turn, in Inbound, cause error) error {
	_, err := t.Tx.Exec("INSERT INTO set_aside (update_id, chat_id, at, reason, raw) VALUES (?, ?, ?, ?, ?)",
		in.Update, in.Chat, t.Now, cause.Error(), string(in.Raw))
	if err != nil {
		return fmt.Errorf("set update %d aside: %w", in.Update, err)
	}
	t.Aside = append(t.Aside, fmt.Errorf("update %d is set aside: %w", in.Update, cause))
	t.Notice(in, nil)
	if in.Chat == 0 || in.Group || in.Event.Kind == turn.BotBlocked {
		return nil
	}
	language := in.Language
	err = t.Tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", in.Chat).Scan(&language)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the language of the sender of update %d: %w", in.Update, err)
	}
	return t.Say(in, dialog.TroubleReply(language))
}

// confirm stores how far updates are applied and forgets the ids that Telegram can't send again.
func confirm(t *batch.Turn, updates []Inbound) error {
	if len(updates) == 0 {
		return nil
	}
	for _, in := range updates {
		// The last one counts, even if it is lower than those before: ids can start again. An
		// update without an id can't be read.
		if !in.Posted && in.Update > 0 {
			t.Next = in.Update + 1
		}
	}
	_, err := t.Tx.Exec(`INSERT INTO receiver (id, next_update, at) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET next_update = excluded.next_update, at = excluded.at`, t.Next, t.Now)
	if err == nil {
		_, err = t.Tx.Exec("DELETE FROM seen_update WHERE update_id IN (SELECT update_id FROM seen_update WHERE at < ? LIMIT 1000)", t.Now-seenSpan.Milliseconds())
	}
	if err != nil {
		return fmt.Errorf("confirm updates: %w", err)
	}
	return fallbackdb.Expire(t)
}

// NextUpdate returns the offset to receive updates from: the one after the last batch, or 0, which
// means all that Telegram still holds. It is 0 if the last batch was posted, or is so old that ids
// may have started again.
func (s *Store) NextUpdate(ctx context.Context) (int64, error) {
	var next int64
	err := s.reader.QueryRowContext(ctx, "SELECT next_update FROM receiver WHERE at > ?", s.writer.Millis()-6*batch.DayInMillis).Scan(&next)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read the offset of updates: %w", err)
	}
	return next, nil
}
