// Package delivery is the dispatcher of the durable outbox: it sends the messages
// committed there, in order within a chat and in parallel across chats, replies
// ahead of reminders ahead of broadcasts, and no faster than Telegram allows.
//
// Replies are pushed here right after their commit and wait in memory; reminders
// and broadcasts wait in the ledger and are read from it in pages when due, so
// that a broadcast to very many people is never in memory as a whole. Messages
// that Telegram took or refused for good are settled in the ledger in batches.
// The next run sends whatever is not settled: a reply may then arrive twice, but
// is never lost.
//
// The package knows neither what a message contains (see [Sender]) nor where the
// outbox is kept (see [Ledger]).
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
	Reply     Class = iota // answers somebody who waits: only the budget or a 429 holds it back
	Reminder               // at most one a second in a chat
	Broadcast              // likewise, after all reminders
	classes
)

func (c Class) String() string { return [...]string{"reply", "reminder", "broadcast"}[c] }

// A Message is one row of the outbox on its way.
type Message struct {
	ID       int64     // grows in the order of commit
	Chat     int64     // the addressee
	Class    Class     // its precedence
	Due      time.Time // not before; zero: at once. Replies are always due
	Queued   time.Time // when it was committed
	Attempts int       // calls made for it so far
	Plain    bool      // send without markup: Telegram could not read it
	Fresh    bool      // send as a new message: the one to edit can't be edited
	Body     any       // for the Sender
}

// State is the final state of a message.
type State uint8

// The states that are final.
const (
	Sent   State = iota
	Gone         // the person can't be reached until they write again
	Failed       // refused for good, or given up after too long
)

// An Outcome says what became of a message. A message without one is still to be sent.
type Outcome struct {
	ID, Chat int64
	State    State
	Code     int    // error code of the refusal; 0: none, or no answer
	Reason   string // why it was not sent, without personal data; "" when sent
	Attempts int    // calls made for it
	At       time.Time
}

// A Sender makes one Bot API call for a message, no more, since the budget counts
// messages, and returns nil when it was sent. [client.Verdict] judges its errors:
// a message is given up after one that is not the client's, whose text becomes
// the reason and must hold no personal data. After the verdicts Plain and Resend
// the message comes again with Plain or Fresh set.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// A Ledger keeps the outbox. Its methods are called from two goroutines.
type Ledger interface {
	// Replies returns up to limit replies without an outcome and with an ID above after, in order
	// of ID.
	Replies(ctx context.Context, after int64, limit int) ([]Message, error)
	// Due returns up to limit reminders or broadcasts without an outcome that are
	// due by now, the longest due first, leaving out people who are gone. Next is
	// when the first one not returned is due; zero: there is none.
	Due(ctx context.Context, c Class, now time.Time, limit int) (due []Message, next time.Time, err error)
	// Settle writes a batch of outcomes, all or none, and does not keep the slice.
	// An outcome for a row that has been erased meanwhile is no error.
	Settle(ctx context.Context, batch []Outcome) error
}

// Options are the settings of a Queue.
type Options struct {
	Senders int           // calls under way at once; 0: 32
	MaxRate int           // messages a second in all; 0: no limit
	Grace   time.Duration // how long a stop waits for calls under way; 0, and at most: 10 s
	Log     *slog.Logger  // gets a line when an outage begins and ends; nil: slog.Default()
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
