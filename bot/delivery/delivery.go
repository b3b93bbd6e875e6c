// Package delivery is the dispatcher of the durable outbox: it sends what was
// committed there, in order within a chat and side by side across chats, replies
// ahead of reminders ahead of broadcasts, and no faster than Telegram allows.
//
// Replies are pushed here right after their commit and wait in memory; reminders
// and broadcasts wait in the ledger and are read from it in pages when due, so
// that a broadcast to very many people is never held whole. What Telegram took
// or refused for good is settled in the ledger in batches. Everything not
// settled is sent by the next run: a reply may then come twice, never not at all.
//
// The package knows neither how a message is written (see Sender) nor where the
// outbox is kept (see Ledger).
package delivery

import (
	"context"
	"log/slog"
	"time"
)

// Class is the kind of a message, and its precedence.
type Class uint8

// The classes, in the order of precedence.
const (
	Reply     Class = iota // answers somebody who waits: held back by the budget or a flood alone
	Reminder               // at most one a second in a chat
	Broadcast              // likewise, after all reminders
	classes
)

func (c Class) String() string { return [...]string{"reply", "reminder", "broadcast"}[c] }

// A Message is one row of the outbox on its way.
type Message struct {
	ID       int64     // grows in the order of commit
	Chat     int64     // to whom
	Class    Class     // its precedence
	Due      time.Time // not before; zero: at once. Replies are always due
	Queued   time.Time // when it was committed
	Attempts int       // calls made for it so far
	Plain    bool      // send without markup: Telegram could not read it
	Fresh    bool      // send as a new message: the one to edit can't be edited
	Body     any       // what the Sender understands
}

// State is what became of a message.
type State uint8

// The states that are final.
const (
	Sent   State = iota
	Gone         // the person can't be reached until they write again
	Failed       // refused for good, or tried for too long
)

// An Outcome is what the ledger is told about a message. A message without one is still to be sent.
type Outcome struct {
	ID, Chat int64
	State    State
	Code     int    // error code of the refusal; 0: none, or no answer
	Reason   string // why not sent, without personal data; "" when sent
	Attempts int    // calls made for it in all
	At       time.Time
}

// A Sender makes one Bot API call for a message, so that the budget holds, and
// returns nil when it was sent. Its errors are judged by client.Verdict: one
// that is none of the client's gives the message up, and its text, which must
// hold no personal data, becomes the reason. After the verdicts Plain and Resend
// the message comes back with Plain or Fresh set.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// A Ledger keeps the outbox. Its methods are called from two goroutines.
type Ledger interface {
	// Replies returns up to limit replies without an outcome and with an ID above after, in order of ID.
	Replies(ctx context.Context, after int64, limit int) ([]Message, error)
	// Due returns up to limit reminders or broadcasts without an outcome, to people
	// not gone, that are due by now, the longest due first. Next is when the first
	// one not returned is due; zero: there is none.
	Due(ctx context.Context, c Class, now time.Time, limit int) (due []Message, next time.Time, err error)
	// Settle writes a batch, all or nothing, and does not keep it. An outcome may
	// come for a row that was erased meanwhile, and that is no error.
	Settle(ctx context.Context, batch []Outcome) error
}

// Options are the settings of a Queue.
type Options struct {
	Senders int           // calls under way at once; 0: 32
	MaxRate int           // messages a second in all; 0: no limit
	Grace   time.Duration // how long a stop waits for calls under way; 0, and at most: 10 s
	Log     *slog.Logger  // one line a fault period; nil: slog.Default()
}

const (
	usualSenders = 32
	longestGrace = 10 * time.Second
)

func (o Options) withDefaults() Options {
	if o.Senders <= 0 {
		o.Senders = usualSenders
	}
	if o.Grace <= 0 || o.Grace > longestGrace {
		o.Grace = longestGrace
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}
