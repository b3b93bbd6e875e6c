package bot

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

// A clock watches the time of day for jumps. What is due is due by the time of day, but is
// waited for by a clock that only runs on: where the two part, the waiting begins anew.
type clock struct {
	bot *Bot

	mu     sync.Mutex
	day    time.Time // the time of day when it was last looked at
	steady time.Time // the same moment by the clock that only runs on
}

// run looks at the clock until the context ends.
func (c *clock) run(ctx context.Context) error {
	for {
		c.check()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(clockWatch):
		}
	}
}

// check tells of a jump since it was last called, and has all that is due read anew.
func (c *clock) check() {
	c.mu.Lock()
	defer c.mu.Unlock()
	day, steady := c.bot.store.Now().Round(0), time.Now()
	jump := day.Sub(c.day) - steady.Sub(c.steady)
	first := c.day.IsZero()
	c.day, c.steady = day, steady
	if first || jump.Abs() < clockJump {
		return
	}
	c.bot.log.Warn("the machine's clock has jumped, or the machine has slept; what is due goes by the new time", "by", jump.Round(time.Second))
	c.bot.queue.Refresh(delivery.Reminder)
	c.bot.queue.Refresh(delivery.Broadcast)
	c.bot.tender.wake()
	c.bot.look()
}

// set takes the time of day as it is now, whatever it was: somebody has set it on purpose.
func (c *clock) set() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.day, c.steady = c.bot.store.Now().Round(0), time.Now()
}
