package delivery

import (
	"errors"
	"fmt"
	"time"

	"ikmbot/bot/client"
)

// finish draws the consequences of a call that ended with err.
func (q *Queue) finish(j job, err error, now time.Time) {
	next, wait := client.Verdict(err)
	q.hear(next, err, now)
	switch next {
	case client.Wait:
		q.pause(now.Add(wait), err, now)
	case client.Stop:
		q.halted(err)
	}
	if j.item != nil {
		j.item.Attempts++
		q.judge(j.item, next, err, now)
	}
}

// hear keeps track of whether Telegram answers at all.
func (q *Queue) hear(next client.Next, err error, now time.Time) {
	switch {
	case q.stopped:
	case errors.Is(err, client.ErrUnready):
		q.unready.Fault(now, "reason", client.Reason(err))
	case next == client.Retry, next == client.RetryMaybeSent:
		q.silence.Fault(now, "reason", client.Reason(err))
	case err == nil, client.Code(err) != 0:
		q.silence.Over(now)
	}
	if next == client.Done {
		q.unready.Over(now)
	}
	if next == client.Done && !q.pausedUntil.After(now) {
		q.flood.Over(now)
	}
}

func (q *Queue) pause(until time.Time, err error, now time.Time) {
	q.totals.floods++
	q.flood.Fault(now, "reason", client.Reason(err))
	if until.After(q.pausedUntil) {
		q.pausedUntil = until
	}
}

// halted ends Run: the token is not valid.
func (q *Queue) halted(err error) {
	if q.fatal == nil {
		q.fatal = fmt.Errorf("send: %w", err)
		q.stopped = true
		close(q.halt)
	}
}

// judge gives a message its outcome or lets it go again.
func (q *Queue) judge(it *item, next client.Next, err error, now time.Time) {
	switch {
	case next == client.Done:
		q.conclude(it, Sent, 0, "", now)
		q.schedule.landSent(it, now)
	case next == client.Gone:
		q.gone(it, err, now)
	case next == client.GiveUp, next == client.Plain && it.Plain, next == client.Resend && it.Fresh:
		q.fail(it, err, now)
	case it.forgotten:
		q.abandon(it, now)
	case next == client.Stop:
		q.schedule.landAgain(it, now, now, false)
	default:
		q.again(it, next, err, now)
	}
}

// fail gives a message up. What becomes of a broadcast's copies is told in its report.
func (q *Queue) fail(it *item, err error, now time.Time) {
	reason := client.Reason(err)
	if it.Class != Broadcast {
		q.options.Log.Warn("a message can't be delivered and is given up; table undelivered keeps when", "class", it.Class.String(), "reason", reason)
	}
	q.conclude(it, Failed, client.Code(err), reason, now)
	q.schedule.land(it, now)
}

// abandon ends the flight of a message that was forgotten in it. The ledger
// still has it if it was only to be read again.
func (q *Queue) abandon(it *item, now time.Time) {
	q.feed.release(it.ID)
	if it.Class != Reply {
		q.feed.note(it.Class, now, now)
	}
	q.schedule.land(it, now)
}

// again sends a message once more, at once or after a while.
func (q *Queue) again(it *item, next client.Next, err error, now time.Time) {
	notBefore := now
	switch next {
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
		if next != client.Wait {
			it.faults++
			notBefore = now.Add(backoff(it.faults))
		}
	}
	q.schedule.landAgain(it, notBefore, now, next == client.Wait)
}

// gone gives the same outcome to all that waits for a person who can't be reached.
func (q *Queue) gone(it *item, err error, now time.Time) {
	lost := func(it *item) { q.conclude(it, Gone, client.Code(err), client.Reason(err), now) }
	lost(it)
	for class := range classes {
		q.schedule.clear(it.chat, class, now, lost)
	}
	q.schedule.land(it, now)
}
