package delivery

import (
	"container/heap"
	"time"
)

// pace is how far apart reminders and broadcasts stay from the message before them in a chat.
const pace = time.Second

// A schedule decides which message is next. It has neither clock nor lock of
// its own, and knows nothing of the budget.
type schedule struct {
	chats   map[int64]*chat
	ready   [classes]list // chats whose turn it is
	later   byTime        // chats whose time is to come
	resting []*chat       // idle ones kept for their pace, longest first
	waiting [classes]int  // messages
}

// add puts a message at the end of its lane.
func (s *schedule) add(m *Message, now time.Time) {
	c := s.chats[m.Chat]
	if c == nil {
		c = &chat{id: m.Chat, slot: -1}
		s.chats[m.Chat] = c
	}
	c.lanes[m.Class].append(&item{Message: *m, chat: c, since: now})
	s.waiting[m.Class]++
	s.place(c, now)
}

// first returns the chat whose turn it is at now, nil when it is nobody's.
func (s *schedule) first(now time.Time) *chat {
	for len(s.later) > 0 && !s.later[0].from.After(now) {
		s.place(s.later[0], now)
	}
	for class := range s.ready {
		if c := s.ready[class].head; c != nil {
			return c
		}
	}
	return nil
}

// anyReady reports whether it is somebody's turn, as far as first has looked.
func (s *schedule) anyReady() bool {
	return s.ready[Reply].head != nil || s.ready[Reminder].head != nil || s.ready[Broadcast].head != nil
}

// nextTime returns when somebody's time comes who now has to wait.
func (s *schedule) nextTime() (at time.Time, ok bool) {
	if len(s.later) == 0 {
		return time.Time{}, false
	}
	return s.later[0].from, true
}

// depart takes the message whose turn it is out of c, which gets no other turn until it lands.
func (s *schedule) depart(c *chat) *item {
	class, _, _ := c.turn()
	s.lift(c)
	c.flying = c.lanes[class].shift()
	s.waiting[class]--
	return c.flying
}

// land ends the flight of it.
func (s *schedule) land(it *item, now time.Time) {
	it.chat.flying = nil
	s.place(it.chat, now)
	s.trim(now)
}

// landSent ends the flight of a message that arrived, which sets the pace of its chat.
func (s *schedule) landSent(it *item, now time.Time) {
	it.chat.paceUntil = now.Add(pace)
	s.land(it, now)
}

// landAgain ends the flight of a message that goes again, ahead of all others
// of its class if it is first, from notBefore on.
func (s *schedule) landAgain(it *item, notBefore, now time.Time, first bool) {
	it.notBefore = notBefore
	it.chat.lanes[it.Class].putBack(it)
	s.waiting[it.Class]++
	s.land(it, now)
	if l := it.chat.list; first && l != nil {
		l.remove(it.chat)
		l.pushFront(it.chat)
	}
}

// clear empties a lane of c and hands what was in it to each.
func (s *schedule) clear(c *chat, class Class, now time.Time, each func(*item)) {
	for it := c.lanes[class].head; it != nil; it = it.behind {
		each(it)
		s.waiting[class]--
	}
	c.lanes[class] = lane{}
	s.place(c, now)
}

// place puts c where it belongs now; a chat whose turn it is keeps its place in the line.
func (s *schedule) place(c *chat, now time.Time) {
	class, from, ok := c.turn()
	switch {
	case c.flying != nil:
	case !ok:
		s.lift(c)
		s.resting = append(s.resting, c)
	case from.After(now):
		s.lift(c)
		c.from = from
		heap.Push(&s.later, c)
	case c.list != &s.ready[class]:
		s.lift(c)
		s.ready[class].pushBack(c)
	}
}

// lift takes c from wherever it stands.
func (s *schedule) lift(c *chat) {
	if c.list != nil {
		c.list.remove(c)
	}
	if c.slot >= 0 {
		heap.Remove(&s.later, c.slot)
	}
}

// trim lets go of idle chats whose pace no longer matters.
func (s *schedule) trim(now time.Time) {
	for len(s.resting) > 0 && !s.resting[0].paceUntil.After(now) {
		s.unrest()
	}
}

// unrest takes the longest resting chat from the line, and from memory unless it is busy again.
func (s *schedule) unrest() {
	c := s.resting[0]
	s.resting[0] = nil
	s.resting = s.resting[1:]
	if c.idle() && s.chats[c.id] == c {
		delete(s.chats, c.id)
	}
}
