package simulator

import (
	"slices"
	"sync"
	"time"
)

// Call is one call of the bot as the server recorded it.
type Call struct {
	Method string
	ChatID int64 // of the chat, or of the person whose tap is answered; 0: of no chat
	// Text is the text, caption or answer as the bot sent it, before parsing.
	Text string
	At   time.Time
	// Code is the HTTP status of the answer; 0: the connection was cut.
	Code int
	// Refusal is Telegram's description of why the call was refused; empty: it was not.
	Refusal string
	// Paid tells that the bot agreed to pay for what is over the free rate.
	Paid bool
	// Faulted tells that a Fault had a hand in the answer.
	Faulted bool
}

// Count is how often a method was answered with success and how often not.
type Count struct{ OK, Refused int }

// record keeps the newest calls and counts all of them.
type record struct {
	mu     sync.Mutex
	kept   int
	calls  []Call // a ring once it holds kept calls
	next   int    // where the ring goes on
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

// Calls are the newest calls, oldest first, as many as Options.CallsKept says. With names, only calls of those methods.
func (s *Server) Calls(methods ...string) []Call {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	calls := slices.Concat(s.record.calls[s.record.next:], s.record.calls[:s.record.next])
	if len(methods) == 0 {
		return calls
	}
	return slices.DeleteFunc(calls, func(c Call) bool { return !slices.Contains(methods, c.Method) })
}

// Count tells how often a method was answered since the start, whether the calls are still kept or not.
func (s *Server) Count(method string) Count {
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return s.record.counts[method]
}
