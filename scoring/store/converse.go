package store

import (
	"errors"

	"ikmbot/dialog/reminder"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	broadcastdb "ikmbot/scoring/store/broadcast"
	inquirydb "ikmbot/scoring/store/inquiry"
	"ikmbot/scoring/store/internal/batch"
	officedb "ikmbot/scoring/store/office"
	reminderdb "ikmbot/scoring/store/reminder"
)

// converse takes one turn of the conversation.
func converse(t *batch.Turn, in Inbound) error {
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

// meet reads the session of a person, or stores a person whom the bot has never met.
func meet(t *batch.Turn, in Inbound) (batch.Person, error) {
	p, err := t.Find(in.Chat)
	if !errors.Is(err, ErrNotFound) {
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

// before prepares a turn: a person who returns needs no reminder, and the event gets the invitation
// of its payload and the inquiry of the message that it replies to.
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

// after saves the session of a person who was not erased, and releases reminders that were held
// back while nothing could be delivered.
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
