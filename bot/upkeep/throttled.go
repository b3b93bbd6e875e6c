package upkeep

import (
	"context"
	"time"
)

// releaseEvery is how often a chat that floods the bot is told where it stands.
const releaseEvery = 3 * time.Second

// releaseThrottled tells throttled chats where they stand: at the start what an earlier run has
// left, then a while after something is held.
func (u *Upkeep) releaseThrottled(ctx context.Context) (next time.Time, err error) {
	rows, err := u.store.ReleaseThrottled(ctx)
	u.push(rows)
	return time.Time{}, err
}
