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
	"ikmbot/scoring/store/internal/sqlite"
)

// Apply takes a batch of updates in one transaction, each of them once, whatever
// comes how often: what was said is stored, and what is to be said is in the outbox.
// It returns when that is on the disk. An update that can't be handled is set
// aside and the others go on; an error means that nothing at all was applied.
func (s *Store) Apply(ctx context.Context, batch []Inbound) (Applied, error) {
	applied, err := s.applyBy(ctx, batch, func(t *application, in Inbound) error { return t.apply(in) })
	if err != nil && !sqlite.Aborts(err) {
		// One of them can't be handled: all are taken again, each behind a savepoint of its own.
		applied, err = s.applyBy(ctx, batch, func(t *application, in Inbound) error { return t.take(in) })
	}
	if err != nil {
		return Applied{}, fmt.Errorf("apply %d updates: %w", len(batch), err)
	}
	return applied, nil
}

// applyBy is Apply with what is done with each of the updates that are new.
func (s *Store) applyBy(ctx context.Context, batch []Inbound, one func(*application, Inbound) error) (applied Applied, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		t := s.writer.begin(tx)
		if err := t.takeAll(batch, one); err != nil {
			return err
		}
		if err := t.confirm(batch); err != nil {
			return err
		}
		applied = t.Applied
		return nil
	})
	return applied, err
}

// takeAll does something with each of the updates that are new. Where that fails, the guesses are
// what they were, as are the tables.
func (t *application) takeAll(batch []Inbound, one func(*application, Inbound) error) error {
	fresh, err := t.see(batch)
	if err != nil {
		return err
	}
	t.Fresh = len(fresh)
	guessed, done := maps.Clone(t.guesses), false
	defer func() {
		if !done {
			clear(t.guesses)
			maps.Copy(t.guesses, guessed)
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

// see records the updates' ids and gives those that were not there, each once. Whoever waits
// for the answer to another one, for it came before, is answered at once.
func (t *application) see(batch []Inbound) ([]Inbound, error) {
	ids := make([]int64, len(batch))
	for i, in := range batch {
		ids[i] = in.Update
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("write the updates' ids: %w", err)
	}
	rows, err := t.tx.Query(`
		INSERT INTO seen_update (update_id, at) SELECT value, ? FROM json_each(?) WHERE true
		ON CONFLICT DO UPDATE SET at = excluded.at WHERE at < ? RETURNING update_id`, t.now, string(list), t.now-seenSpan.Milliseconds())
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
	for _, in := range batch {
		if !unseen[in.Update] {
			t.notice(in, nil)
			continue
		}
		delete(unseen, in.Update)
		fresh = append(fresh, in)
	}
	return fresh, nil
}

// take applies one update behind a savepoint. What it returns ends the whole batch.
func (t *application) take(in Inbound) error {
	before := t.Applied
	err := sqlite.Savepoint(t.tx, "one_update", func(*sql.Tx) error { return t.apply(in) })
	if err == nil || sqlite.Aborts(err) {
		return err
	}
	t.Applied, t.spoken = before, 0
	return t.setAside(in, err)
}

func (t *application) apply(in Inbound) error {
	switch {
	case in.Fault != nil:
		return in.Fault
	case in.Chat == 0 || in.Event.Kind == 0:
		t.notice(in, nil)
		return nil
	case in.Group:
		return t.say(in, dialog.GroupReply(in.Language))
	}
	return t.converse(in)
}

// converse takes one turn of the conversation.
func (t *application) converse(in Inbound) error {
	p, err := t.meet(in)
	if err != nil {
		return err
	}
	if err := t.before(&p, &in.Event); err != nil {
		return err
	}
	next, effects, replies := t.dialog.Next(p.session, in.Event)
	for _, e := range effects {
		if err := t.write(&p, next, e); err != nil {
			return err
		}
	}
	if err := t.after(p, next, in.Event.Kind != turn.BotBlocked); err != nil {
		return err
	}
	in.Throttled = in.Throttled && p.session.Officer == nil && !p.erased
	var toast *say.Reply
	for _, r := range replies {
		if r.Mode == say.Toast {
			toast = &r
			continue
		}
		if r, err = t.fill(p, r); err != nil {
			return err
		}
		if err := t.say(in, r); err != nil {
			return err
		}
		if err := t.freeProgressMessage(p, in, r); err != nil {
			return err
		}
	}
	t.notice(in, toast)
	return nil
}

// meet reads where somebody stands; whoever is never seen before arrives.
func (t *application) meet(in Inbound) (person, error) {
	p, err := t.find(in.Chat)
	if !errors.Is(err, sqlite.ErrNotFound) {
		return p, err
	}
	if p, err = t.arrive(in.Chat, in.Language); err != nil || !t.isAdmin(in.Chat) {
		return p, err
	}
	if err := t.promote(in.Chat); err != nil {
		return person{}, err
	}
	if err := t.bring(in.Chat); err != nil {
		return person{}, err
	}
	return t.find(in.Chat)
}

// before does what a turn begins with: who is back needs no reminder, and the event is told
// what its text or its message stands for.
func (t *application) before(p *person, e *turn.Event) error {
	if err := t.takeBack(p, reminder.Unfinished); err != nil {
		return err
	}
	e.At = t.now
	if err := t.invitation(p.chat, e); err != nil {
		return err
	}
	return t.repliedTo(*p, e)
}

// after saves where somebody stands who is still there, and lets reminders go that were held back
// while nothing could be delivered.
func (t *application) after(p person, next turn.Session, reachable bool) error {
	if p.erased {
		return nil
	}
	if err := t.save(p, next, reachable); err != nil || !p.gone || !reachable {
		return err
	}
	t.Rescheduled = true
	return t.release(p.id)
}

// setAside keeps an update that could not be handled and tells its sender, where
// there is one, that something went wrong.
func (t *application) setAside(in Inbound, cause error) error {
	_, err := t.tx.Exec("INSERT INTO set_aside (update_id, chat_id, at, reason, raw) VALUES (?, ?, ?, ?, ?)",
		in.Update, in.Chat, t.now, cause.Error(), string(in.Raw))
	if err != nil {
		return fmt.Errorf("set update %d aside: %w", in.Update, err)
	}
	t.Aside = append(t.Aside, fmt.Errorf("update %d is set aside: %w", in.Update, cause))
	t.notice(in, nil)
	if in.Chat == 0 || in.Group || in.Event.Kind == turn.BotBlocked {
		return nil
	}
	language := in.Language
	err = t.tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", in.Chat).Scan(&language)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the language of who sent update %d: %w", in.Update, err)
	}
	return t.say(in, dialog.TroubleReply(language))
}

// confirm stores up to where the updates are applied and forgets the ids of those
// that Telegram can't send again.
func (t *application) confirm(batch []Inbound) error {
	if len(batch) == 0 {
		return nil
	}
	for _, in := range batch {
		// Of the last one, be it lower than those before: ids begin anew. Without an id it can't be read.
		if !in.Posted && in.Update > 0 {
			t.Next = in.Update + 1
		}
	}
	_, err := t.tx.Exec(`INSERT INTO receiver (id, next_update, at) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET next_update = excluded.next_update, at = excluded.at`, t.Next, t.now)
	if err == nil {
		_, err = t.tx.Exec("DELETE FROM seen_update WHERE update_id IN (SELECT update_id FROM seen_update WHERE at < ? LIMIT 1000)", t.now-seenSpan.Milliseconds())
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
	err := s.reader.QueryRowContext(ctx, "SELECT next_update FROM receiver WHERE at > ?", s.writer.now()-6*dayInMillis).Scan(&next)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read where receiving goes on: %w", err)
	}
	return next, nil
}
