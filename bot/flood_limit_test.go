package bot

import (
	"testing"
	"time"
)

func TestFlood_Over(t *testing.T) {
	t.Parallel()
	f := flood{limit: 10}
	begin := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, minute := range []struct {
		name     string
		at       time.Duration
		sent     int
		answered int // one by one
	}{
		{"few", 0, 10, 10},
		{"few in the next minute", time.Minute, 10, 10},
		{"many", 2 * time.Minute, 100, 10},
		{"many again", 3 * time.Minute, 100, 0},
		{"few after many", 4 * time.Minute, 10, 0},
		{"few after few", 5 * time.Minute, 10, 10},
		{"many", 6 * time.Minute, 100, 10},
		{"many after a break", 8 * time.Minute, 100, 10},
	} {
		answered := 0
		for range minute.sent {
			if !f.exceeded(1, begin.Add(minute.at)) {
				answered++
			}
			if f.exceeded(0, begin.Add(minute.at)) {
				t.Error("what belongs to no chat is counted")
			}
		}
		if answered != minute.answered {
			t.Errorf("%s: %d answered, want %d", minute.name, answered, minute.answered)
		}
		if f.exceeded(2, begin.Add(minute.at)) {
			t.Errorf("%s: another chat suffers", minute.name)
		}
	}
}
