package delivery

import (
	"time"

	"golang.org/x/time/rate"
)

// A budget spreads messages evenly over time and keeps to a rate in any second. A worker that
// wakes late may catch up on a twentieth of a second's messages. A fiftieth of a large budget is
// reserved for replies, which then go out at once in the middle of a broadcast.
type budget struct {
	pace *rate.Limiter
	sent []time.Time // when the last second's worth of messages was sent; a ring
	next int         // index of the oldest of them
}

// newBudget allows a number of messages a second; 0: any number.
func newBudget(perSecond int) budget {
	if perSecond == 0 {
		return budget{}
	}
	return budget{
		pace: rate.NewLimiter(rate.Limit(perSecond), 1+perSecond/20),
		sent: make([]time.Time, perSecond),
	}
}

// spend takes a message of a class from the budget, or returns how long the message has to wait.
func (b *budget) spend(class Class, now time.Time) time.Duration {
	if b.sent == nil {
		return 0
	}
	kept := 0
	if class != Reply {
		kept = len(b.sent) / 50
	}
	if full := b.sent[(b.next+kept)%len(b.sent)].Add(time.Second).Sub(now); full > 0 {
		return full
	}
	if missing := float64(1+kept) - b.pace.TokensAt(now); missing > 0 {
		return time.Duration(missing/float64(b.pace.Limit())*float64(time.Second)) + 1 // rounded down
	}
	b.pace.AllowN(now, 1)
	b.sent[b.next] = now
	b.next = (b.next + 1) % len(b.sent)
	return 0
}
