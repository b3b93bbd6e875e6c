package upkeep

import (
	"context"
	"time"

	"ikmbot/bot/delivery"
)

// tendBroadcasts looks after the broadcasts, their lists, their progress messages and their ends:
// it does what is to be done now and says when to look again.
func (u *Upkeep) tendBroadcasts(ctx context.Context) (next time.Time, err error) {
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
			u.Queue.Refresh(delivery.Broadcast) // what was read for sending stays where it is
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
