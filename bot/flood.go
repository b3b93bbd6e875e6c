package bot

import (
	"sync"
	"time"
)

// flood counts the updates of each chat to notice a chat that floods the bot. It holds no more
// than the chats of the last two minutes.
type flood struct {
	limit int // updates a minute in one chat; 0: no limit

	mu     sync.Mutex
	minute time.Time     // when the counting began
	counts map[int64]int // by chat, in this minute
	before map[int64]int // in the minute before
}

// exceeded counts an update and reports whether its chat has sent too many in this minute or in
// the one before. Looking at both keeps a chat that floods on from being answered every minute.
func (f *flood) exceeded(chat int64, now time.Time) bool {
	if f.limit == 0 || chat == 0 {
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
	return max(f.counts[chat], f.before[chat]) > f.limit
}
