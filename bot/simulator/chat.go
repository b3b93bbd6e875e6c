package simulator

import (
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Message is one message of a chat as the phone shows it.
type Message struct {
	ID       int
	FromBot  bool
	Date     time.Time
	EditDate time.Time // zero: never edited. A new keyboard alone is no edit
	// Text is the message without markup. Of a picture or document it is empty: see Caption.
	Text string
	// Caption is the text under a picture or document.
	Caption string
	// HTML is Text or Caption as the bot sent it, before parsing; empty when it came without parse_mode HTML.
	HTML string
	// Entities mark the formatted parts of Text or Caption.
	Entities []Entity
	// File is the picture, document, sticker or voice note of the message; nil: text only.
	File *File
	// Sticker is the emoji that the sticker stands for.
	Sticker string
	// Voice is how long the voice note lasts.
	Voice time.Duration
	// Keyboard is the inline keyboard, row by row; nil: none. Its rows are shared: do not change them.
	Keyboard [][]Button
	// ForcesReply tells that the field for a reply opens by itself.
	ForcesReply bool
	// ReplyTo is the message answered with this one; 0: none.
	ReplyTo int
	// ForwardedFrom is the name of the person whose words are passed on; empty: not forwarded.
	ForwardedFrom string
	// Waiting counts the taps on the keyboard that the bot has not answered yet: the button shows a spinner.
	Waiting int

	// Written grows from one message of the chat that is sent or edited to the next.
	Written int64

	revision int64 // of the chat when the message last changed
}

// Edited reports whether the phone shows the message as edited.
func (m Message) Edited() bool { return !m.EditDate.IsZero() }

// chat is a private chat or a group. Its lock is taken before the lock of the updates.
type chat struct {
	mu   sync.Mutex
	id   int64
	kind string // "private", "group" or "supergroup"

	title   string // of a group
	user    User   // of a private chat: the person
	wrote   bool   // the bot may write: the person has written to it, or it is a group
	blocked bool
	gone    bool // the person has closed the account

	messages []*Message    // by ID, ascending
	taps     map[int64]int // message tapped on, by the number of the callback query that waits
	toast    Toast         // the answer to the last tap that was answered
	action   string        // what the bot is said to be doing, since actionAt
	actionAt time.Time
	pace     *rate.Limiter

	revision int64
	removed  []removal
	watchers []chan struct{}
}

type removal struct {
	id       int
	revision int64
}

// chat finds a chat by its id.
func (s *Server) chat(id int64) (*chat, bool) {
	s.chatsMu.RLock()
	defer s.chatsMu.RUnlock()
	c, ok := s.chats[id]
	return c, ok
}

// chatOrNew finds a chat, or opens it as a private one with user or as a group with a title.
func (s *Server) chatOrNew(id int64, kind, title string, user User) *chat {
	if c, ok := s.chat(id); ok {
		return c
	}
	s.chatsMu.Lock()
	defer s.chatsMu.Unlock()
	c, ok := s.chats[id]
	if !ok {
		c = &chat{id: id, kind: kind, title: title, user: user, pace: s.limits.newPace()}
		s.chats[id] = c
	}
	return c
}

// find looks a message up by its id; nil: not in the chat.
func (c *chat) find(id int) *Message {
	i, ok := c.index(id)
	if !ok {
		return nil
	}
	return c.messages[i]
}

func (c *chat) index(id int) (int, bool) {
	return slices.BinarySearchFunc(c.messages, id, func(m *Message, id int) int { return m.ID - id })
}

// add puts a message into the chat, and lets go of the oldest past kept (0: none).
func (c *chat) add(m *Message, kept int) {
	i, known := c.index(m.ID)
	if known {
		c.messages[i] = m
	} else {
		c.messages = slices.Insert(c.messages, i, m)
	}
	if excess := len(c.messages) - kept; kept > 0 && excess > 0 {
		c.messages = slices.Delete(c.messages, 0, excess)
	}
	c.action = ""
	c.rewrite(m)
}

// rewrite tells those who watch the chat that the content of m is another one.
func (c *chat) rewrite(m *Message) {
	c.touch(m)
	m.Written = m.revision
}

// remove takes a message out of the chat and reports whether it was there.
func (c *chat) remove(id int) bool {
	i, ok := c.index(id)
	if ok {
		c.messages = slices.Delete(c.messages, i, i+1)
		c.touch(nil)
		c.removed = append(c.removed, removal{id, c.revision})
	}
	return ok
}

// touch tells those who watch the chat that m, or something beside its messages, has changed.
func (c *chat) touch(m *Message) {
	c.revision++
	if m != nil {
		m.revision = c.revision
	}
	for _, w := range c.watchers {
		select {
		case w <- struct{}{}:
		default:
		}
	}
}

// watch has every change of the chat signalled, until cancel is called.
func (c *chat) watch(signal chan struct{}) (cancel func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watchers = append(c.watchers, signal)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.watchers = slices.DeleteFunc(c.watchers, func(w chan struct{}) bool { return w == signal })
	}
}

// touchWatched tells those who watch chats that what the bot shows in all of them has changed.
func (s *Server) touchWatched() {
	s.chatsMu.RLock()
	defer s.chatsMu.RUnlock()
	for _, c := range s.chats {
		c.mu.Lock()
		if len(c.watchers) > 0 {
			c.touch(nil)
		}
		c.mu.Unlock()
	}
}

// Messages are the messages of a chat, oldest first, as they stand now. An unknown chat has none.
func (s *Server) Messages(chatID int64) []Message {
	c, ok := s.chat(chatID)
	if !ok {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	copies := make([]Message, len(c.messages))
	for i, m := range c.messages {
		copies[i] = *m
	}
	return copies
}

// Changes are what has changed in a chat since a revision of it.
type Changes struct {
	Revision int64     // of the chat now
	Messages []Message // new or changed, by ID
	Removed  []int     // IDs of messages that are gone
	Toast    *Toast    // nil: no tap was answered since
}

// since lists what has changed after a revision; 0: everything there is.
func (c *chat) since(revision int64) Changes {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := Changes{Revision: c.revision}
	for _, m := range c.messages {
		if m.revision > revision {
			ch.Messages = append(ch.Messages, *m)
		}
	}
	for _, r := range c.removed {
		if r.revision > revision {
			ch.Removed = append(ch.Removed, r.id)
		}
	}
	if c.toast.revision > revision {
		toast := c.toast
		ch.Toast = &toast
	}
	return ch
}
