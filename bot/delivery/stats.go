package delivery

import "time"

// totals count since the start.
type totals struct{ sent, gone, failed, retries, floods uint64 }

func (t *totals) count(s State) {
	switch s {
	case Sent:
		t.sent++
	case Gone:
		t.gone++
	case Failed:
		t.failed++
	}
}

// Stats is a snapshot of a Queue.
type Stats struct {
	Queued      [3]int // messages that wait in memory, by Class
	InFlight    int    // calls under way
	Answers     int    // answers that wait
	Unsettled   int    // outcomes not yet written
	Sent        uint64 // since the start, as are the following
	Gone        uint64
	Failed      uint64
	Retries     uint64    // calls to be repeated after a temporary fault or a 429
	Floods      uint64    // answers with status 429
	PausedUntil time.Time // Telegram wants no call until then; past or zero: no pause
	Oldest      time.Time // when the longest waiting message was queued; zero: none waits
	Silent      bool      // Telegram does not answer
}

// Stats returns a snapshot of the queue. It looks at every chat with something to send.
func (q *Queue) Stats() Stats {
	q.mu.Lock()
	defer q.mu.Unlock()
	return Stats{
		Queued:      q.schedule.waiting,
		InFlight:    q.flying,
		Answers:     q.answers.waiting(),
		Unsettled:   q.settler.open,
		Sent:        q.totals.sent,
		Gone:        q.totals.gone,
		Failed:      q.totals.failed,
		Retries:     q.totals.retries,
		Floods:      q.totals.floods,
		PausedUntil: q.pausedUntil,
		Oldest:      q.schedule.oldest(),
		Silent:      q.silence.Lasts(),
	}
}

func (s *schedule) oldest() (t time.Time) {
	for _, c := range s.chats {
		for class := range c.lanes {
			if head := c.lanes[class].head; head != nil && (t.IsZero() || head.Queued.Before(t)) {
				t = head.Queued
			}
		}
	}
	return t
}
