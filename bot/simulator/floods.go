package simulator

import (
	"sync"
	"time"
)

// floods are the chats of which Telegram wants to hear nothing for a while.
type floods struct {
	mu    sync.Mutex
	until map[int64]time.Time // by chat; 0: of the bot
}

// Flood refuses with 429 all calls about a chat, edits and answers to taps among them, until a time
// on the server's clock has passed; each is told how long still. For chat 0 every call is refused.
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

// refuse is the answer to a call that comes during a flood, of its chat or of the bot.
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
