package bot

import (
	"sync"
	"time"
)

// flood counts the updates of each chat, and so notices who floods the bot. Its memory is
// bounded by what comes in two minutes.
type flood struct {
	most int // updates a minute of a chat; 0: no limit

	mu     sync.Mutex
	minute time.Time // when the counting began
	counts map[int64]int
	before map[int64]int // in the minute before
}

// over counts an update and tells whether its chat has sent too many in this minute or the one
// before: who goes on is not answered anew with each minute.
func (f *flood) over(chat int64, now time.Time) bool {
	if f.most == 0 || chat == 0 {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch since := now.Sub(f.minute); {
	case since >= 2*time.Minute:
		f.minute, f.before, f.counts = now, nil, map[int64]int{}
	case since >= time.Minute:
		f.minute, f.before, f.counts = now, f.counts, map[int64]int{}
	}
	f.counts[chat]++
	return max(f.counts[chat], f.before[chat]) > f.most
}
