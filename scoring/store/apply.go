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
	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	broadcastdb "ikmbot/scoring/store/broadcast"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/sqlite"
	officedb "ikmbot/scoring/store/office"
	reminderdb "ikmbot/scoring/store/reminder"
)

// Apply takes a batch of updates in one transaction, each of them once, whatever
// comes how often: what was said is stored, and what is to be said is in the outbox.
// It returns when that is on the disk. An update that can't be handled is set
// aside and the others go on; an error means that nothing at all was applied.
func (s *Store) Apply(ctx context.Context, updates []batch.Inbound) (batch.Applied, error) {
	applied, err := s.applyBy(ctx, updates, func(t *batch.Turn, in batch.Inbound) error { return apply(t, in) })
	if err != nil && !sqlite.Aborts(err) {
		// One of them can't be handled: all are taken again, each behind a savepoint of its own.
		applied, err = s.applyBy(ctx, updates, func(t *batch.Turn, in batch.Inbound) error { return applyAlone(t, in) })
	}
	if err != nil {
		return batch.Applied{}, fmt.Errorf("apply %d updates: %w", len(updates), err)
	}
	return applied, nil
}

// applyBy is Apply with what is done with each of the updates that are new.
func (s *Store) applyBy(ctx context.Context, batch []batch.Inbound, one func(*batch.Turn, batch.Inbound) error) (applied batch.Applied, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		t := s.writer.Begin(tx)
		if err := applyFresh(t, batch, one); err != nil {
			return err
		}
		if err := confirm(t, batch); err != nil {
			return err
		}
		applied = t.Applied
		return nil
	})
	return applied, err
}

// applyFresh does something with each of the updates that are new. Where that fails, the guesses are
// what they were, as are the tables.
func applyFresh(t *batch.Turn, batch []batch.Inbound, one func(*batch.Turn, batch.Inbound) error) error {
	fresh, err := recordIDs(t, batch)
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

// seenSpan is how long an update is known by its id: Telegram repeats one for a day at most, and
// gives its id to another one after a quiet week at the soonest.
const seenSpan = 48 * time.Hour

// recordIDs records the updates' ids and gives those that were not there, each once. Whoever waits
// for the answer to another one, for it came before, is answered at once.
func recordIDs(t *batch.Turn, updates []batch.Inbound) ([]batch.Inbound, error) {
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
	fresh := make([]batch.Inbound, 0, len(recorded))
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

// applyAlone applies one update behind a savepoint. What it returns ends the whole batch.
func applyAlone(t *batch.Turn, in batch.Inbound) error {
	before := t.Applied
	err := sqlite.Savepoint(t.Tx, "one_update", func(*sql.Tx) error { return apply(t, in) })
	if err == nil || sqlite.Aborts(err) {
		return err
	}
	t.Applied, t.Spoken = before, 0
	return setAside(t, in, err)
}

func apply(t *batch.Turn, in batch.Inbound) error {
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

// converse takes one turn of the conversation.
func converse(t *batch.Turn, in batch.Inbound) error {
	p, err := meet(t, in)
	if err != nil {
		return err
	}
	if err := before(t, &p, &in.Event); err != nil {
		return err
	}
	next, effects, replies := t.Dialog.Next(p.Session, in.Event)
	for _, e := range effects {
		if err := writeEffect(t, &p, next, e); err != nil {
			return err
		}
	}
	if err := after(t, p, next, in.Event.Kind != turn.BotBlocked); err != nil {
		return err
	}
	in.Throttled = in.Throttled && p.Session.Officer == nil && !p.Erased
	var toast *say.Reply
	for _, r := range replies {
		if r.Mode == say.Toast {
			toast = &r
			continue
		}
		if r, err = fill(t, p, r); err != nil {
			return err
		}
		if err := t.Say(in, r); err != nil {
			return err
		}
		if err := broadcastdb.FreeProgressMessage(t, p, in, r); err != nil {
			return err
		}
	}
	t.Notice(in, toast)
	return nil
}

// meet reads where somebody stands; whoever is never seen before arrives.
func meet(t *batch.Turn, in batch.Inbound) (batch.Person, error) {
	p, err := t.Find(in.Chat)
	if !errors.Is(err, sqlite.ErrNotFound) {
		return p, err
	}
	if p, err = t.Arrive(in.Chat, in.Language); err != nil || !t.IsAdmin(in.Chat) {
		return p, err
	}
	if err := officedb.Promote(t, in.Chat); err != nil {
		return batch.Person{}, err
	}
	if err := inquirydb.SendOpen(t, in.Chat); err != nil {
		return batch.Person{}, err
	}
	return t.Find(in.Chat)
}

// before does what a turn begins with: who is back needs no reminder, and the event is told
// what its text or its message stands for.
func before(t *batch.Turn, p *batch.Person, e *turn.Event) error {
	if err := reminderdb.Withdraw(t, p, reminder.Unfinished); err != nil {
		return err
	}
	e.At = t.Now
	if err := officedb.FindInvitation(t, p.Chat, e); err != nil {
		return err
	}
	return inquirydb.RepliedTo(t, *p, e)
}

// after saves where somebody stands who is still there, and lets reminders go that were held back
// while nothing could be delivered.
func after(t *batch.Turn, p batch.Person, next turn.Session, reachable bool) error {
	if p.Erased {
		return nil
	}
	if err := t.Save(p, next, reachable); err != nil || !p.Gone || !reachable {
		return err
	}
	t.Rescheduled = true
	return reminderdb.Unhold(t, p.ID)
}

// setAside keeps an update that could not be handled and tells its sender, where
// there is one, that something went wrong.
func setAside(t *batch.Turn, in batch.Inbound, cause error) error {
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
		return fmt.Errorf("find the language of who sent update %d: %w", in.Update, err)
	}
	return t.Say(in, dialog.TroubleReply(language))
}

// confirm stores up to where the updates are applied and forgets the ids of those
// that Telegram can't send again.
func confirm(t *batch.Turn, batch []batch.Inbound) error {
	if len(batch) == 0 {
		return nil
	}
	for _, in := range batch {
		// Of the last one, be it lower than those before: ids begin anew. Without an id it can't be read.
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
	return nil
}

// NextUpdate is the offset to receive from: that of the last batch, or 0, which is
// whatever Telegram holds, where that was posted or is so long ago that ids may have begun anew.
func (s *Store) NextUpdate(ctx context.Context) (int64, error) {
	var next int64
	err := s.reader.QueryRowContext(ctx, "SELECT next_update FROM receiver WHERE at > ?", s.writer.Millis()-6*batch.DayInMillis).Scan(&next)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read where receiving goes on: %w", err)
	}
	return next, nil
}
