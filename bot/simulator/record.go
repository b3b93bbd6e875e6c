package simulator

import (
	"slices"
	"sync"
	"time"
)

// Call is one call of the bot as the server recorded it.
type Call struct {
	Method string
	ChatID int64 // of the chat, or of the person whose tap is answered; 0: none
	// Text is the text, caption or answer as the bot sent it, before parsing.
	Text string
	At   time.Time
	// Code is the HTTP status of the answer; 0: the connection was cut.
	Code int
	// Refusal is Telegram's reason for refusing the call; empty: it was not refused.
	Refusal string
	// Paid means that the bot agreed to pay for messages over the free rate.
	Paid bool
	// Faulted means that a Fault affected the answer.
	Faulted bool
}

// Count is how often a method succeeded and how often it was refused.
type Count struct{ OK, Refused int }

// record keeps the newest calls and counts all of them.
type record struct {
	mu     sync.Mutex
	kept   int
	calls  []Call // a ring once it holds kept calls
	next   int    // index of the oldest call once the ring is full
	counts map[string]Count
}

func newRecord(kept int) record {
	return record{kept: max(kept, 0), counts: map[string]Count{}}
}

func (r *record) add(c *call, a answer) {
	made := Call{
		Method: c.method, ChatID: c.chatID, Text: c.params["text"] + c.params["caption"],
		At: c.at, Code: a.code, Refusal: a.description, Paid: c.flag("allow_paid_broadcast"), Faulted: a.faulted,
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	count := r.counts[c.method]
	if a.code == 200 {
		count.OK++
	} else {
		count.Refused++
	}
	r.counts[c.method] = count
	switch {
	case r.kept == 0:
	case len(r.calls) < r.kept:
		r.calls = append(r.calls, made)
	default:
		r.calls[r.next] = made
		r.next = (r.next + 1) % r.kept
	}
}

// Calls returns the newest [Options.CallsKept] calls, oldest first; with methods, only calls of
// those.
func (s *Server) Calls(methods ...string) []Call {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	calls := slices.Concat(s.record.calls[s.record.next:], s.record.calls[:s.record.next])
	if len(methods) == 0 {
		return calls
	}
	return slices.DeleteFunc(calls, func(c Call) bool { return !slices.Contains(methods, c.Method) })
}

// Count returns how often a method was called since the start, including calls no longer kept.
func (s *Server) Count(method string) Count {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return s.record.counts[method]
}
