package delivery

import (
	"time"

	"golang.org/x/time/rate"
)

// A budget spreads messages evenly over time, no more than so many in any second. A worker
// that wakes late makes up for the messages of up to a twentieth of a second.
type budget struct {
	pace *rate.Limiter
	sent []time.Time // when the last second's worth of messages were sent, a ring
	next int         // the longest ago of them
}

// newBudget allows a rate of messages a second; 0: any.
func newBudget(perSecond int) budget {
	if perSecond == 0 {
		return budget{pace: rate.NewLimiter(rate.Inf, 1)}
	}
	return budget{
		pace: rate.NewLimiter(rate.Limit(perSecond), 1+perSecond/20),
		sent: make([]time.Time, perSecond),
	}
}

// spend takes one message from the budget, or returns how long it has none.
func (b *budget) spend(now time.Time) time.Duration {
	if b.sent != nil {
		if full := b.sent[b.next].Add(time.Second).Sub(now); full > 0 {
			return full
		}
	}
	if !b.pace.AllowN(now, 1) {
		slot := b.pace.ReserveN(now, 1)
		defer slot.CancelAt(now)
		return slot.DelayFrom(now) + 1 // the limiter rounds down
	}
	if b.sent != nil {
		b.sent[b.next] = now
		b.next = (b.next + 1) % len(b.sent)
	}
	return 0
}
