package upkeep

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// runBroadcasts takes the running broadcasts as far as they can go now, with their recipients,
// progress messages and final reports, and returns when to look again.
func (u *Upkeep) runBroadcasts(ctx context.Context) (next time.Time, err error) {
	for {
		tended, err := u.store.TendBroadcasts(ctx)
		if err != nil {
			return time.Time{}, err
		}
		u.push(tended.Messages)
		if tended.Listed {
			u.Queue.Push(delivery.Message{Class: delivery.Broadcast, Due: time.Now()})
		}
		if tended.Quiet && !u.quiet {
			u.Queue.Refresh(delivery.Broadcast) // copies already read stay in the outbox
		}
		u.quiet = tended.Quiet
		if tended.More {
			continue
		}
		if tended.Next != 0 {
			next = u.Outbox.When(tended.Next)
		}
		return next, nil
	}
}
