package delivery

import (
	"context"
	"fmt"
	"sync"
	"time"

	"ikmbot/bot/outage"
)

// gathering is how long an outcome waits for those of the calls under way. Each batch costs a
// commit, for which the conversations have to wait.
const gathering = 20 * time.Millisecond

// A settler gathers outcomes while the batch before is written.
type settler struct {
	gathered sync.Cond // outcomes wait, no call is under way, or no more will come
	outcomes []Outcome
	spare    []Outcome // the batch before, whose memory is used again
	open     int       // outcomes not yet written
	closed   bool
}

// conclude gives a message its outcome.
func (q *Queue) conclude(it *item, state State, code int, reason string, now time.Time) {
	q.totals.count(state)
	q.settler.outcomes = append(q.settler.outcomes, Outcome{
		ID: it.ID, Chat: it.Chat, State: state, Code: code, Reason: reason, Attempts: it.Attempts, At: now,
	})
	q.settler.open++
	if len(q.settler.outcomes) == 1 {
		q.settler.gathered.Signal()
	}
}

// settle writes outcomes until no more come. If the ledger can't take them it
// tries again until ctx ends; the error then says how many are left.
func (q *Queue) settle(ctx context.Context) error {
	trouble := outage.Outage{Log: q.options.Log, Begins: "outcomes can't be written, retrying", Ends: "outcomes can be written again"}
	for {
		batch := q.gather()
		if len(batch) == 0 {
			return nil
		}
		if err := q.write(ctx, batch, &trouble); err != nil {
			return err
		}
	}
}

// gather waits for outcomes and then, for a short time, for those of the calls under way. It
// returns none when no more will come.
func (q *Queue) gather() []Outcome {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := &q.settler
	for len(s.outcomes) == 0 && !s.closed {
		s.gathered.Wait()
	}
	late := false
	defer time.AfterFunc(gathering, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		late = true
		s.gathered.Signal()
	}).Stop()
	for q.flying > 0 && !late && !s.closed {
		s.gathered.Wait()
	}
	batch := s.outcomes
	s.outcomes, s.spare = s.spare[:0], nil
	return batch
}

func (q *Queue) write(ctx context.Context, batch []Outcome, trouble *outage.Outage) error {
	for {
		err := q.ledger.Settle(context.WithoutCancel(ctx), batch)
		now := time.Now()
		if err == nil {
			trouble.Over(now)
			q.written(batch, now)
			return nil
		}
		trouble.Fault(now, "reason", err.Error())
		select {
		case <-time.After(backoff(trouble.Faults())):
		case <-ctx.Done():
			return fmt.Errorf("write %d outcomes: %w", q.Stats().Unsettled, err)
		}
	}
}

func (q *Queue) written(batch []Outcome, now time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range batch {
		q.feed.release(batch[i].ID)
	}
	q.settler.open -= len(batch)
	q.settler.spare = batch
	q.checkQuiet(now)
}

// closeSettler makes settle return when all outcomes are written.
func (q *Queue) closeSettler() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.settler.closed = true
	q.settler.gathered.Signal()
}
