package upkeep

import (
	"context"
	"sync"
	"time"

	"ikmbot/bot/delivery"
)

const (
	clockWatch = 30 * time.Second // how often the clock is looked at
	clockJump  = time.Minute      // from which a change of the clock is a jump
)

// watchClock looks at the clock now and again, for nothing may come in for long.
func (u *Upkeep) watchClock(context.Context) (next time.Time, err error) {
	u.CheckClock()
	return time.Now().Add(clockWatch), nil
}

// CheckClock tells of a jump of the clock since it was last called, and has all that is due read
// anew. What is due is due by the time of day, but is waited for by a clock that only runs on:
// where the two part, the waiting begins anew.
func (u *Upkeep) CheckClock() {
	jump := u.clock.jump(u.store.Now)
	if jump.Abs() < clockJump {
		return
	}
	u.Log.Warn("the machine's clock has jumped, or the machine has slept; what is due goes by the new time", "by", jump.Round(time.Second))
	u.Queue.Refresh(delivery.Reminder)
	u.Queue.Refresh(delivery.Broadcast)
	u.broadcasts.Woken.Give()
	u.reminders.Woken.Give()
}

// A clock watches the time of day for jumps.
type clock struct {
	mu     sync.Mutex
	day    time.Time // the time of day when it was last looked at; zero: never yet
	steady time.Time // the same moment by the clock that only runs on
}

// jump is how far the time of day has jumped since the clock was last looked at.
func (c *clock) jump(now func() time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	day, steady := now().Round(0), time.Now()
	jump := day.Sub(c.day) - steady.Sub(c.steady)
	if c.day.IsZero() {
		jump = 0
	}
	c.day, c.steady = day, steady
	return jump
}

// set takes the time of day as it is now, whatever it was: somebody has set it on purpose.
func (c *clock) set(now func() time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.day, c.steady = now().Round(0), time.Now()
}
