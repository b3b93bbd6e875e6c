package delivery

import (
	"testing"
	"time"
)

func TestSchedule_letsGoOfChats(t *testing.T) {
	t.Parallel()
	s := schedule{chats: map[int64]*chat{}, held: map[int64]time.Time{}}
	now := time.Now()
	for i := range int64(10_000) {
		s.add(&Message{Chat: i % 5000}, now)
		s.landSent(s.depart(s.first(now)), now)
		if now = now.Add(10 * time.Millisecond); len(s.chats) > 101 || len(s.resting) > 101 {
			t.Fatalf("%d chats and %d resting in memory after message %d, want those of the last second", len(s.chats), len(s.resting), i)
		}
	}
	// Holds that are over are forgotten.
	for i := range int64(1000) {
		s.hold(i, now.Add(time.Second), now)
		now = now.Add(10 * time.Millisecond)
	}
	if len(s.held) > 101 {
		t.Errorf("%d chats on hold in memory, want those of the last second", len(s.held))
	}
	// A chat that is busy again when its rest ends stays.
	s.add(&Message{Chat: 1}, now)
	s.landSent(s.depart(s.first(now)), now)
	s.add(&Message{Chat: 1, Class: Reminder}, now)
	s.trim(now.Add(time.Hour))
	if c := s.first(now.Add(time.Hour)); len(s.chats) != 1 || c == nil || c.id != 1 {
		t.Errorf("chats %v, first %v", s.chats, c)
	}
}
