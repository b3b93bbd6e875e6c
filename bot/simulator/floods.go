package simulator

import (
	"sync"
	"time"
)

// floods holds the chats about which calls are refused for a while.
type floods struct {
	mu    sync.Mutex
	until map[int64]time.Time // by chat; 0: the whole bot
}

// Flood refuses all calls about a chat with 429, including edits and answers to taps, until the
// server's clock has moved on by lasts; each refusal says how long is left. For chat 0 it refuses
// every call.
func (s *Server) Flood(chat int64, lasts time.Duration) {
	s.floods.begin(chat, s.now().Add(lasts))
}

func (f *floods) begin(chat int64, until time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.until == nil {
		f.until = map[int64]time.Time{}
	}
	f.until[chat] = until
}

// refuse returns the answer to a call during a flood of its chat or of the bot.
func (f *floods) refuse(c *call) (answer, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	wait := max(f.until[c.chatID].Sub(c.at), f.until[0].Sub(c.at))
	if wait <= 0 {
		return answer{}, false
	}
	a := tooMany(wait).answer()
	a.faulted = true
	return a, true
}
