package simulator

import (
	"time"

	"golang.org/x/time/rate"
)

// Limits are Telegram's rate limits for a bot. They count calls that send, copy or edit a message.
type Limits struct {
	PerSecond int // in all chats; Telegram says about 30
	PerChat   int // a second in one chat; Telegram says about 1
	ChatBurst int // messages in quick succession in one chat
	// Penalty is how long all calls about a chat are refused once it is sent too much, or all calls
	// of the bot once it sends too much in all. 0: only what exceeds a limit is refused.
	Penalty time.Duration
}

// UsualLimits are the limits in Telegram's FAQ.
var UsualLimits = Limits{PerSecond: 30, PerChat: 1, ChatBurst: 5}

// limiter enforces Limits; a nil one enforces nothing.
type limiter struct {
	limits Limits
	all    *rate.Limiter
}

func newLimiter(limits *Limits) *limiter {
	if limits == nil {
		return nil
	}
	return &limiter{limits: *limits, all: rate.NewLimiter(rate.Limit(limits.PerSecond), limits.PerSecond)}
}

// newPace makes the limiter of one chat.
func (l *limiter) newPace() *rate.Limiter {
	if l == nil {
		return nil
	}
	return rate.NewLimiter(rate.Limit(l.limits.PerChat), l.limits.ChatBurst)
}

// take lets a message through, or refuses it and says how long to wait. It begins a penalty if
// there is one.
func (l *limiter) take(chat int64, pace *rate.Limiter, now time.Time, penalize func(chat int64, until time.Time)) error {
	if l == nil {
		return nil
	}
	one := pace.ReserveN(now, 1)
	all := l.all.ReserveN(now, 1)
	wait := max(one.DelayFrom(now), all.DelayFrom(now))
	if wait == 0 {
		return nil
	}
	if all.DelayFrom(now) > 0 {
		chat = 0
	}
	one.CancelAt(now)
	all.CancelAt(now)
	if l.limits.Penalty > 0 {
		wait = l.limits.Penalty
		penalize(chat, now.Add(wait))
	}
	return tooMany(wait)
}
