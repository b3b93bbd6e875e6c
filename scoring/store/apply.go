package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"ikmbot/dialog"
	"ikmbot/scoring/store/internal/sqlite"
)

// Inbound is one update as it came in.
type Inbound struct {
	Update   int64           // Telegram's id of the update
	Chat     int64           // the private chat, or the group that a command was given in; 0: none of the bot's business
	Group    bool            // Chat is a group
	Language dialog.Language // for somebody never seen before
	Event    dialog.Event    // what was done; its zero value: nothing that is answered
	Message  int             // the message whose button was tapped
	Callback string          // the callback query that waits for an answer
	Raw      json.RawMessage // the update as it came
	Fault    error           // why Raw could not be read
	Posted   bool            // it came by a webhook, ahead perhaps of updates with lower ids
	// Sparse tells that the chat sends so much that only the newest reply is told, once [Store.TellHeld]
	// asks for it. Officers are answered all the same, and so is whoever has everything erased.
	Sparse bool
}

// Outgoing is a row of the outbox: a reply on its way to a chat.
type Outgoing struct {
	ID      int64
	Chat    int64
	Class   Class
	Message int   // the message to edit; 0: a message of its own
	Queued  int64 // unix milliseconds
	Due     int64 // unix milliseconds; 0 for a reply
	Reply   dialog.Reply
}

// Class tells how urgent an outgoing message is.
type Class int

// The classes, the most urgent first.
const (
	ClassReply Class = iota
	ClassReminder
	ClassBroadcast
)

// Notice is the answer to a callback query, which waits for it to stop its
// spinner. It is never stored.
type Notice struct {
	Callback string
	Toast    *dialog.Reply // nil: nothing to say
}

// Applied is what became of a batch of updates, once it is committed.
type Applied struct {
	Messages []Outgoing // in the order in which they are to be sent within a chat
	Notices  []Notice
	Erased   []int64 // chats of which nothing is left but the last message
	// Rescheduled tells that reminders which wait in the outbox were changed, taken out or set free.
	Rescheduled bool
	// Broadcast tells that broadcasts were confirmed or moved, or lost recipients, and are to be looked after.
	Broadcast bool
	Held      bool    // replies are held until [Store.TellHeld]
	Scheduled bool    // when the bot is next to write by itself may have changed
	Next      int64   // the offset that confirms the batch; 0 where no offset can, for updates were posted
	Aside     []error // one for each update that was set aside
}

// Apply takes a batch of updates in one transaction, each of them once, whatever
// comes how often: what was said is stored, and what is to be said is in the outbox.
// It returns when that is on the disk. An update that can't be handled is set
// aside and the others go on; an error means that nothing at all was applied.
func (s *Store) Apply(ctx context.Context, batch []Inbound) (Applied, error) {
	applied, err := s.applyBy(ctx, batch, (*application).apply)
	if err != nil && !sqlite.Aborts(err) {
		// One of them can't be handled: all are taken again, each behind a savepoint of its own.
		applied, err = s.applyBy(ctx, batch, (*application).take)
	}
	if err != nil {
		return Applied{}, fmt.Errorf("apply %d updates: %w", len(batch), err)
	}
	return applied, nil
}

// applyBy is Apply with what is done with each of the updates that are new.
func (s *Store) applyBy(ctx context.Context, batch []Inbound, one func(*application, Inbound) error) (applied Applied, err error) {
	err = s.file.Write(ctx, func(tx *sql.Tx) error {
		a := s.application(tx)
		if err := a.takeAll(batch, one); err != nil {
			return err
		}
		if err := a.confirm(batch); err != nil {
			return err
		}
		applied = a.Applied
		return nil
	})
	return applied, err
}

// application is a batch being applied.
type application struct {
	Applied
	tx        *sql.Tx
	dialog    dialog.Dialog
	now       int64
	admins    []int64
	followUps FollowUps
	made      *dialog.Made        // the invitation of this turn
	asked     *dialog.Asked       // what became of what was asked in this turn
	given     *dialog.AnswerGiven // and of what was answered
	guesses   guesses
	spoken    int64 // the update that was last answered with words
}

func (s *Store) application(tx *sql.Tx) *application {
	return &application{tx: tx, dialog: s.dialog, now: s.now(), admins: s.admins, followUps: s.follow, guesses: s.guesses}
}

// takeAll does something with each of the updates that are new. Where that fails, the guesses are
// what they were, as are the tables.
func (a *application) takeAll(batch []Inbound, one func(*application, Inbound) error) error {
	fresh, err := a.see(batch)
	if err != nil {
		return err
	}
	guessed, done := maps.Clone(a.guesses), false
	defer func() {
		if !done {
			clear(a.guesses)
			maps.Copy(a.guesses, guessed)
		}
	}()
	for _, in := range fresh {
		if err := one(a, in); err != nil {
			return err
		}
	}
	done = true
	return nil
}

// see records the updates' ids and gives those that were not there, each once. Whoever waits
// for the answer to another one, for it came before, is answered at once.
func (a *application) see(batch []Inbound) ([]Inbound, error) {
	ids := make([]int64, len(batch))
	for i, in := range batch {
		ids[i] = in.Update
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("write the updates' ids: %w", err)
	}
	rows, err := a.tx.Query(`
		INSERT INTO seen_update (update_id, at) SELECT value, ? FROM json_each(?) WHERE true
		ON CONFLICT DO NOTHING RETURNING update_id`, a.now, string(list))
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
			a.notice(in, nil)
			continue
		}
		delete(unseen, in.Update)
		fresh = append(fresh, in)
	}
	return fresh, nil
}

// take applies one update behind a savepoint. What it returns ends the whole batch.
func (a *application) take(in Inbound) error {
	before := a.Applied
	err := sqlite.Savepoint(a.tx, "one_update", func(*sql.Tx) error { return a.apply(in) })
	if err == nil || sqlite.Aborts(err) {
		return err
	}
	a.Applied, a.spoken = before, 0
	return a.setAside(in, err)
}

func (a *application) apply(in Inbound) error {
	switch {
	case in.Fault != nil:
		return in.Fault
	case in.Chat == 0 || in.Event.Kind == 0:
		a.notice(in, nil)
		return nil
	case in.Group:
		return a.say(in, dialog.GroupReply(in.Language))
	}
	return a.converse(in)
}

// converse takes one turn of the conversation.
func (a *application) converse(in Inbound) error {
	p, err := a.find(in)
	if err != nil {
		return err
	}
	if err := a.takeBack(&p, dialog.FollowUnfinished); err != nil { // who is back needs no reminder
		return err
	}
	if in.Event.Invitation, err = a.invitation(in.Chat, in.Event.Payload); err != nil {
		return err
	}
	in.Event.At = a.now
	if in.Event.Inquiry, err = a.repliedTo(p, in.Event); err != nil {
		return err
	}
	next, effects, replies := a.dialog.Next(p.session, in.Event)
	for _, e := range effects {
		if err := a.write(&p, next, e); err != nil {
			return err
		}
	}
	if !p.erased {
		if err := a.save(p, next, in.Event.Kind != dialog.BotBlocked); err != nil {
			return err
		}
	}
	in.Sparse = in.Sparse && p.session.Officer == nil && !p.erased
	var toast *dialog.Reply
	for _, r := range replies {
		if r.Mode == dialog.Toast {
			toast = &r
			continue
		}
		if r, err = a.fill(p, r); err != nil {
			return err
		}
		if err := errors.Join(a.say(in, r), a.freeProgressMessage(p, in, r)); err != nil {
			return err
		}
	}
	a.notice(in, toast)
	return nil
}

// say puts a reply into the outbox, or holds it.
func (a *application) say(in Inbound, r dialog.Reply) error {
	out := Outgoing{Chat: in.Chat, Queued: a.now, Reply: r}
	if r.Mode == dialog.Edit {
		out.Message = in.Message
	}
	if err := a.supersede(in); err != nil {
		return err
	}
	if in.Sparse {
		return a.hold(out)
	}
	return a.queue(out, 0)
}

// queue puts a message into the outbox. reminder is the row that is kept of one of the bot's
// own, or 0.
func (a *application) queue(out Outgoing, reminder int64) error {
	text, err := json.Marshal(out.Reply)
	if err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	done, err := a.tx.Exec("INSERT INTO outbox (chat_id, class, message_id, reply, queued_at, due_at, reminder_id) VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0))",
		out.Chat, out.Class, out.Message, string(text), out.Queued, out.Due, reminder)
	if err != nil {
		return fmt.Errorf("queue reply: %w", err)
	}
	if out.ID, err = done.LastInsertId(); err != nil {
		return fmt.Errorf("queue reply: %w", err)
	}
	a.Messages = append(a.Messages, out)
	return nil
}

func (a *application) notice(in Inbound, toast *dialog.Reply) {
	if in.Callback != "" {
		a.Notices = append(a.Notices, Notice{in.Callback, toast})
	}
}

// setAside keeps an update that could not be handled and tells its sender, where
// there is one, that something went wrong.
func (a *application) setAside(in Inbound, cause error) error {
	_, err := a.tx.Exec("INSERT OR REPLACE INTO set_aside (update_id, chat_id, at, reason, raw) VALUES (?, ?, ?, ?, ?)",
		in.Update, in.Chat, a.now, cause.Error(), string(in.Raw))
	if err != nil {
		return fmt.Errorf("set update %d aside: %w", in.Update, err)
	}
	a.Aside = append(a.Aside, fmt.Errorf("update %d is set aside: %w", in.Update, cause))
	a.notice(in, nil)
	if in.Chat == 0 || in.Group || in.Event.Kind == dialog.BotBlocked {
		return nil
	}
	language := in.Language
	err = a.tx.QueryRow("SELECT language FROM person WHERE chat_id = ?", in.Chat).Scan(&language)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("find the language of who sent update %d: %w", in.Update, err)
	}
	return a.say(in, dialog.TroubleReply(language))
}

// confirm stores up to where the updates are applied and forgets the ids of those
// that Telegram can't send again.
func (a *application) confirm(batch []Inbound) error {
	if len(batch) == 0 {
		return nil
	}
	for _, in := range batch {
		if !in.Posted {
			a.Next = max(a.Next, in.Update+1)
		}
	}
	const day = 24 * 60 * 60 * 1000
	_, err1 := a.tx.Exec(`INSERT INTO receiver (id, next_update, at) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET next_update = excluded.next_update, at = excluded.at`, a.Next, a.now)
	_, err2 := a.tx.Exec("DELETE FROM seen_update WHERE update_id IN (SELECT update_id FROM seen_update WHERE at < ? LIMIT 1000)", a.now-2*day)
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("confirm updates: %w", err)
	}
	return nil
}

// NextUpdate is the offset to receive from: that of the last batch, or 0, which is
// whatever Telegram holds, where that was posted or is so long ago that ids may have begun anew.
func (s *Store) NextUpdate(ctx context.Context) (int64, error) {
	const sixDays = 6 * 24 * 60 * 60 * 1000
	var next int64
	err := s.reader.QueryRowContext(ctx, "SELECT next_update FROM receiver WHERE at > ?", s.now()-sixDays).Scan(&next)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read where receiving goes on: %w", err)
	}
	return next, nil
}
