package upkeep

import (
	"context"
	"sync"
	"time"

	"ikmbot/bot/delivery"
)

const (
	clockWatch = 30 * time.Second // between two looks at the clock
	clockJump  = time.Minute      // the smallest change that counts as a jump
)

// watchClock looks at the clock from time to time, since no update may arrive for long.
func (u *Upkeep) watchClock(context.Context) (next time.Time, err error) {
	u.CheckClock()
	return time.Now().Add(clockWatch), nil
}

// CheckClock logs a jump of the clock since its last call, and has everything that is due read
// again. Messages are due by the time of day, but the program waits by a monotonic clock: when the
// two come apart, every wait has to start over.
func (u *Upkeep) CheckClock() {
	jump := u.clock.jump(u.store.Now)
	if jump.Abs() < clockJump {
		return
	}
	u.Log.Warn("the machine's clock has jumped, or the machine was asleep; from now on the new time applies",
		"by", jump.Round(time.Second))
	u.Queue.Refresh(delivery.Reminder)
	u.Queue.Refresh(delivery.Broadcast)
	u.broadcasts.Woken.Give()
	u.reminders.Woken.Give()
}

// A clock detects jumps of the time of day.
type clock struct {
	mu     sync.Mutex
	day    time.Time // the time of day at the last look; zero: never yet
	steady time.Time // the same moment by the monotonic clock
}

// jump returns how far the time of day has jumped since the last look.
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

// set accepts the time of day as it is now: it was changed on purpose.
func (c *clock) set(now func() time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.day, c.steady = now().Round(0), time.Now()
}
