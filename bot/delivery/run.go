package delivery

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"ikmbot/bot/client"
)

// Run sends until ctx ends or Telegram refuses the token, which is an error. It
// returns when the calls under way have ended, within [Options.Grace], and their
// outcomes are written; it is an error too if some could not be written in that
// time. Messages that were not sent stay in the ledger. A Queue runs once.
func (q *Queue) Run(ctx context.Context) error {
	calls, cancelCalls := context.WithCancel(context.WithoutCancel(ctx))
	defer cancelCalls()
	reads, stopReading := context.WithCancel(ctx)
	defer stopReading()

	var workers, supplier sync.WaitGroup
	for range q.options.Senders {
		workers.Go(func() { q.send(calls) })
	}
	supplier.Go(func() { q.supply(reads) })
	settled := make(chan error, 1)
	go func() { settled <- q.settle(calls) }()

	select {
	case <-ctx.Done():
	case <-q.halt:
	}
	defer time.AfterFunc(q.options.Grace, cancelCalls).Stop()
	stopReading()
	q.stop()
	workers.Wait()
	supplier.Wait()
	q.closeSettler()
	return errors.Join(q.fatal, <-settled)
}

// stop keeps further calls from beginning.
func (q *Queue) stop() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.stopped = true
	q.alarm.Stop()
	q.work.Broadcast()
}

// A job is a message or an answer.
type job struct {
	item   *item
	answer *waitingAnswer
}

// chat is the chat that the job is about; 0: none.
func (j job) chat() int64 {
	if j.answer != nil {
		return j.answer.Chat
	}
	return j.item.Chat
}

// send is a worker, which makes one call after the other.
func (q *Queue) send(ctx context.Context) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.stopped {
		j, ok := q.take(time.Now())
		if !ok {
			q.work.Wait()
			continue
		}
		q.flying++
		if len(q.answers.ready) > 0 || q.schedule.anyReady() {
			q.work.Signal() // each worker wakes another
		}
		q.mu.Unlock()
		err := q.call(ctx, j)
		now := time.Now()
		q.mu.Lock()
		q.flying--
		q.finish(j, err, now)
		if q.flying == 0 {
			q.settler.gathered.Signal()
		}
		q.checkQuiet(now)
	}
}

// take returns the next job, or sets the alarm for when there will be one.
func (q *Queue) take(now time.Time) (job, bool) {
	if q.pausedUntil.After(now) {
		q.wakeAt(q.pausedUntil)
		return job{}, false
	}
	if answer, ok := q.answers.take(now, q.schedule.holdOf); ok {
		return job{answer: &answer}, true
	}
	c := q.schedule.first(now)
	if c == nil {
		q.wakeAtNext(q.schedule.nextTime())
		q.checkQuiet(now) // answers may have been dropped
		return job{}, false
	}
	class, _, _ := c.turn()
	if wait := q.budget.spend(class, now); wait > 0 {
		q.wakeAtNext(now.Add(wait), true)
		return job{}, false
	}
	return job{item: q.schedule.depart(c)}, true
}

// wakeAt sets the alarm, in place of an earlier setting: the latest look at the schedule is right.
func (q *Queue) wakeAt(at time.Time) { q.alarm.Reset(time.Until(at)) }

// wakeAtNext sets the alarm for the next turn of a message, if there is one, or for an answer before it.
func (q *Queue) wakeAtNext(at time.Time, ok bool) {
	if over, held := q.answers.next(q.schedule.holdOf); held && (!ok || over.Before(at)) {
		at, ok = over, true
	}
	if ok {
		q.wakeAt(at)
	}
}

// ring wakes a worker when the alarm goes off. It takes the lock so as not to
// signal between a worker's look at the schedule and its sleep.
func (q *Queue) ring() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.work.Signal()
}

// call makes the call of j. A panic in it costs the message, not the program.
func (q *Queue) call(ctx context.Context, j job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			q.options.Log.Error("a call panicked", "reason", client.Reason(err), "stack", string(debug.Stack()))
		}
	}()
	if j.answer != nil {
		return j.answer.Give(ctx)
	}
	return q.sender.Send(ctx, j.item.Message)
}
