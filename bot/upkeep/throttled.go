package upkeep

import (
	"context"
	"time"
)

// releaseEvery is how often a throttled chat gets the newest reply.
const releaseEvery = 3 * time.Second

// releaseThrottled sends throttled chats their newest reply: at the start those that an earlier run
// has left, then a while after a reply was held back.
func (u *Upkeep) releaseThrottled(ctx context.Context) (next time.Time, err error) {
	rows, err := u.store.ReleaseThrottled(ctx)
	u.push(rows)
	return time.Time{}, err
}
