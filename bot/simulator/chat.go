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
	EditDate time.Time // zero: never edited; a change of the keyboard alone does not count
	// Text is the message without markup; empty for a picture or document, see Caption.
	Text string
	// Caption is the text under a picture or document.
	Caption string
	// HTML is Text or Caption as the bot sent it, before parsing; empty without parse_mode HTML.
	HTML string
	// Entities mark the formatted parts of Text or Caption.
	Entities []Entity
	// File is the picture, document, sticker or voice note; nil: text only.
	File *File
	// Sticker is the emoji that the sticker stands for.
	Sticker string
	// Voice is the length of the voice note.
	Voice time.Duration
	// Keyboard is the inline keyboard, row by row; nil: none. The rows are shared: do not change
	// them.
	Keyboard [][]Button
	// ForcesReply means that the field for a reply opens by itself.
	ForcesReply bool
	// ReplyTo is the id of the message that this one replies to; 0: none.
	ReplyTo int
	// ForwardedFrom is the name of the original author; empty: not forwarded.
	ForwardedFrom string
	// Waiting counts the taps that the bot has not answered yet: the button shows a spinner.
	Waiting int

	// Written orders the messages of a chat by when they were last sent or edited.
	Written int64

	revision int64 // of the chat, when the message last changed
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
	wrote   bool   // the bot may write here: the person has written to it, or this is a group
	blocked bool
	gone    bool // the person has deleted the account

	messages []*Message    // by ID, ascending
	taps     map[int64]int // ids of messages with an unanswered tap, by number of the callback query
	toast    Toast         // the last answer to a tap
	action   string        // the bot's chat action, set at actionAt
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

// chatOrNew finds a chat, or opens it: a private one with user, or a group with a title.
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

// find returns the message with an id; nil: the chat has none.
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

// add puts a message into the chat, which keeps the newest messages only (kept 0: all).
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

// rewrite tells the watchers of the chat that the content of m has changed.
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

// touch tells the watchers of the chat that m has changed or, if nil, something else in the chat.
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

// watch signals every change of the chat until cancel is called.
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

// touchWatched tells the watchers of all chats that the bot's profile or menu has changed.
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

// Messages returns the messages of a chat as they are now, oldest first. An unknown chat has none.
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

// Changes lists what has changed in a chat since one of its revisions.
type Changes struct {
	Revision int64     // the current one
	Messages []Message // new or changed, by ID
	Removed  []int     // IDs of deleted messages
	Toast    *Toast    // nil: no tap was answered since
}

// since lists the changes after a revision; 0: everything there is.
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
