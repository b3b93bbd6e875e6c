package delivery

import (
	"errors"
	"fmt"
	"time"

	"ikmbot/bot/client"
)

// finish acts on the verdict over a call that returned err.
func (q *Queue) finish(j job, err error, now time.Time) {
	action, wait := client.Verdict(err)
	q.noteContact(action, err, now)
	switch action {
	case client.Wait:
		q.rest(j, now.Add(wait), err, now)
	case client.Stop:
		q.haltRun(err)
	}
	if j.item != nil {
		j.item.Attempts++
		q.judge(j.item, action, err, now)
	}
}

// noteContact keeps track of whether Telegram answers at all.
func (q *Queue) noteContact(action client.Action, err error, now time.Time) {
	switch {
	case q.stopped:
	case errors.Is(err, client.ErrUnready):
		q.unready.Fault(now, "reason", client.Reason(err))
	case action == client.Retry, action == client.RetryMaybeSent:
		q.silence.Fault(now, "reason", client.Reason(err))
	case err == nil, client.Code(err) != 0:
		q.silence.Over(now)
	}
	if action == client.Done {
		q.unready.Over(now)
	}
	if action == client.Done && !q.pausedUntil.After(now) {
		q.flood.Over(now)
	}
	if action == client.Done && q.holds.Lasts() {
		if q.schedule.sweepHolds(now); len(q.schedule.held) == 0 {
			q.holds.Over(now)
		}
	}
}

// A refusal is a call that Telegram refused because there were too many.
type refusal struct {
	chat      int64
	at, until time.Time
}

// together is how close upon each other two chats are refused where the limit is the bot's.
const together = time.Second

// rest obeys a 429. Telegram does not say whether the limit is that of the chat or of the bot. If two
// chats are refused at about the same time it is the bot's: then all wait for the shorter of the two
// times, since the longer one may be that of a chat.
func (q *Queue) rest(j job, until time.Time, err error, now time.Time) {
	q.totals.floods++
	chat := j.chat()
	if chat == 0 || client.Foreign(err) {
		q.pause(until, err, now)
	} else {
		q.hold(refusal{chat, now, until}, err)
	}
	if j.answer != nil {
		q.answers.held = append(q.answers.held, *j.answer)
	}
}

// hold puts a chat, or all of them, on hold.
func (q *Queue) hold(r refusal, err error) {
	q.holds.Fault(r.at, "reason", client.Reason(err))
	q.schedule.hold(r.chat, r.until, r.at)
	if last := q.refused; last.chat != r.chat && !last.at.IsZero() && r.at.Sub(last.at) <= together {
		until := r.until
		if last.until.Before(until) {
			until = last.until
		}
		q.pause(until, err, r.at)
	}
	q.refused = r
}

// pause lets all chats wait.
func (q *Queue) pause(until time.Time, err error, now time.Time) {
	q.flood.Fault(now, "reason", client.Reason(err))
	q.pausedUntil = later(q.pausedUntil, until)
}

// Pause lets all chats wait after a call about no chat was refused with err, a 429. Any other error
// changes nothing.
func (q *Queue) Pause(err error) {
	action, wait := client.Verdict(err)
	if action != client.Wait {
		return
	}
	now := time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	q.totals.floods++
	q.pause(now.Add(wait), err, now)
}

// haltRun makes Run return because the token is not valid.
func (q *Queue) haltRun(err error) {
	if q.fatal == nil {
		q.fatal = fmt.Errorf("send: %w", err)
		q.stopped = true
		close(q.halt)
	}
}

// judge gives a message its outcome or sends it again.
func (q *Queue) judge(it *item, action client.Action, err error, now time.Time) {
	switch {
	case action == client.Done:
		q.conclude(it, Sent, 0, "", now)
		q.schedule.landSent(it, now)
	case action == client.Gone:
		q.gone(it, err, now)
	case action == client.GiveUp, action == client.Plain && it.Plain, action == client.Resend && it.Fresh:
		q.fail(it, err, now)
	case it.forgotten:
		q.abandon(it, now)
	case action == client.Stop:
		q.schedule.landAgain(it, now, now, false)
	default:
		q.again(it, action, err, now)
	}
}

// fail gives a message up. It logs nothing for a copy of a broadcast, whose report counts it.
func (q *Queue) fail(it *item, err error, now time.Time) {
	reason := client.Reason(err)
	if it.Class != Broadcast {
		q.options.Log.Warn("a message can't be delivered and is given up; the table undelivered records it",
			"class", it.Class.String(), "reason", reason)
	}
	q.conclude(it, Failed, client.Code(err), reason, now)
	q.schedule.land(it, now)
}

// abandon ends the flight of a message that was forgotten during its call. If it
// was only to be read again, the ledger still has it.
func (q *Queue) abandon(it *item, now time.Time) {
	q.feed.release(it.ID)
	if it.Class != Reply {
		q.feed.note(it.Class, now, now)
	}
	q.schedule.land(it, now)
}

// again sends a message once more, at once or after a while.
func (q *Queue) again(it *item, action client.Action, err error, now time.Time) {
	notBefore := now
	switch action {
	case client.Plain:
		it.Plain = true
	case client.Resend:
		it.Fresh = true
	default:
		if it.tooLate(now) {
			q.fail(it, err, now)
			return
		}
		q.totals.retries++
		if action != client.Wait {
			it.faults++
			notBefore = now.Add(backoff(it.faults))
		}
	}
	q.schedule.landAgain(it, notBefore, now, action == client.Wait)
}

// gone gives the outcome Gone to a message and to all others that wait for the same person.
func (q *Queue) gone(it *item, err error, now time.Time) {
	lost := func(it *item) { q.conclude(it, Gone, client.Code(err), client.Reason(err), now) }
	lost(it)
	for class := range classes {
		q.schedule.clear(it.chat, class, now, lost)
	}
	q.schedule.land(it, now)
}
