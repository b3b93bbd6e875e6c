package simulator

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"
)

// FaultKind is the way in which a call fails.
type FaultKind int

// The kinds of faults. CutAfter and Truncate let the call take effect, Delay puts it off, and all
// others prevent it.
const (
	TooMany     FaultKind = iota + 1 // 429, asking to wait RetryAfter
	ServerError                      // 500, with RetryAfter if there is one
	BadGateway                       // 502 with an HTML page that shows the request's path, token included
	CutBefore                        // the connection ends and nothing happens
	CutAfter                         // the message arrives and the connection ends without an answer
	Truncate                         // the message arrives and half of the answer comes back
	Delay                            // the call is carried out after Wait
	Blocked                          // 403, as if the person had blocked the bot
	Refuse                           // 400 with Description
)

// Fault is a failure planned for coming calls. Faults are tried in the order in which they were
// planned; the first one that fits a call strikes it.
type Fault struct {
	Kind   FaultKind
	Method string // empty: any method, getUpdates included
	ChatID int64  // 0: any chat, or none
	// Skip is how many fitting calls first go through.
	Skip int
	// Times is how often the fault strikes before it is over; 0: no limit.
	Times int
	// Probability is the share of fitting calls to strike, 0 < p < 1, drawn from Seed; 0: all.
	Probability float64
	Seed        uint64
	RetryAfter  time.Duration // of TooMany and ServerError, sent in whole seconds
	Wait        time.Duration // of a Delay
	Description string        // of a Refuse, without "Bad Request: "
}

type faults struct {
	mu      sync.Mutex
	planned []*plannedFault
}

type plannedFault struct {
	Fault
	draw *rand.Rand
}

// Plan makes coming calls fail, until the fault is over or lift is called.
func (s *Server) Plan(f Fault) (lift func()) {
	planned := &plannedFault{Fault: f, draw: rand.New(rand.NewPCG(f.Seed, 0))}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.planned = append(s.faults.planned, planned)
	return func() {
		s.faults.mu.Lock()
		defer s.faults.mu.Unlock()
		s.faults.lift(planned)
	}
}

func (fs *faults) lift(f *plannedFault) {
	fs.planned = slices.DeleteFunc(fs.planned, func(p *plannedFault) bool { return p == f })
}

// strike returns the fault that strikes a call; nil: none.
func (fs *faults) strike(c *call) *Fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for _, f := range fs.planned {
		if !f.strikes(c) {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				fs.lift(f)
			}
		}
		return &f.Fault
	}
	return nil
}

func (f *plannedFault) strikes(c *call) bool {
	if f.Method != "" && f.Method != c.method || f.ChatID != 0 && f.ChatID != c.chatID {
		return false
	}
	if f.Skip > 0 {
		f.Skip--
		return false
	}
	return f.Probability == 0 || f.draw.Float64() < f.Probability
}

// instead returns the answer that is given without carrying the call out, if there is one.
func (f *Fault) instead(r *http.Request) (answer, bool) {
	var a answer
	switch f.Kind {
	case TooMany:
		a = tooMany(f.RetryAfter).answer()
	case ServerError:
		a = refusal{code: http.StatusInternalServerError, description: "Internal Server Error", retryAfter: f.RetryAfter}.answer()
	case BadGateway:
		page := fmt.Sprintf("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><p>%s</p></body></html>", r.URL.Path)
		a = answer{code: http.StatusBadGateway, body: []byte(page), html: true}
	case CutBefore:
		a = answer{cut: true}
	case Blocked:
		a = forbidden("bot was blocked by the user").answer()
	case Refuse:
		a = badRequest("%s", f.Description).answer()
	case Delay:
		waitFor(f.Wait, r.Context().Done())
		return answer{}, false
	default:
		return answer{}, false
	}
	a.faulted = true
	return a, true
}

// spoil applies the fault to the answer of a call that was carried out.
func (f *Fault) spoil(a answer) answer {
	a.faulted = true
	switch f.Kind {
	case CutAfter:
		return answer{cut: true, faulted: true}
	case Truncate:
		a.body = a.body[:len(a.body)/2]
	}
	return a
}

func waitFor(d time.Duration, gone <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-gone:
	}
}
