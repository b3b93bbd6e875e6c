package delivery

import (
	"context"
	"slices"
	"time"
)

// An Answer is a call that sends no message: the answer to a callback query.
type Answer struct {
	Chat int64                       // the chat of the tap; 0: none
	Give func(context.Context) error // makes the call
}

// shownFor is how long after a tap an app still shows the answer. An older answer is dropped.
const shownFor = time.Minute

// A waitingAnswer is an answer that has not been given.
type waitingAnswer struct {
	Answer
	since time.Time // handed over
}

// answers holds the answers that wait, those for chats on hold apart from the others.
type answers struct {
	ready []waitingAnswer // in order
	held  []waitingAnswer // until the hold of their chat is over
}

func (a *answers) add(given []Answer, now time.Time) {
	for _, answer := range given {
		a.ready = append(a.ready, waitingAnswer{answer, now})
	}
}

// waiting returns the number of answers that wait.
func (a *answers) waiting() int { return len(a.ready) + len(a.held) }

// take takes out the first answer that may be given now, and drops answers that no app would still
// show. The function until returns until when a chat is on hold.
func (a *answers) take(now time.Time, until func(chat int64) time.Time) (waitingAnswer, bool) {
	stale := func(w waitingAnswer) bool { return later(now, until(w.Chat)).Sub(w.since) > shownFor }
	a.held = slices.DeleteFunc(a.held, stale)
	for i, w := range a.held {
		if !until(w.Chat).After(now) {
			a.held = slices.Delete(a.held, i, i+1)
			return w, true
		}
	}
	for len(a.ready) > 0 {
		w := a.ready[0]
		a.ready[0] = waitingAnswer{}
		a.ready = a.ready[1:]
		switch {
		case stale(w):
		case until(w.Chat).After(now):
			a.held = append(a.held, w)
		default:
			return w, true
		}
	}
	return waitingAnswer{}, false
}

// next returns when the first answer on hold may be given; ok is false if none is on hold.
func (a *answers) next(until func(chat int64) time.Time) (at time.Time, ok bool) {
	for _, w := range a.held {
		if over := until(w.Chat); !ok || over.Before(at) {
			at, ok = over, true
		}
	}
	return at, ok
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
