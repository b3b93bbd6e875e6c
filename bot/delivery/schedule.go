package delivery

import (
	"container/heap"
	"time"
)

// pace is how far apart reminders and broadcasts stay from the message before them in a chat.
const pace = time.Second

// A schedule decides which message goes next. It has neither a clock nor a lock
// of its own, and does not know the budget.
type schedule struct {
	chats   map[int64]*chat
	held    map[int64]time.Time // until when chats are on hold; past holds are swept from time to time
	ready   [classes]list       // chats whose turn it is
	later   byTime              // chats whose time is still to come
	resting []*chat             // idle chats kept for their pace, the longest idle first
	waiting [classes]int        // messages
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

// first returns the chat whose turn it is now; nil if there is none.
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

// anyReady reports whether it was some chat's turn when first last looked.
func (s *schedule) anyReady() bool {
	return s.ready[Reply].head != nil || s.ready[Reminder].head != nil || s.ready[Broadcast].head != nil
}

// nextTime returns when the earliest of the chats that have to wait may go.
func (s *schedule) nextTime() (at time.Time, ok bool) {
	if len(s.later) == 0 {
		return time.Time{}, false
	}
	return s.later[0].from, true
}

// depart takes the message whose turn it is out of c, which gets no turn until that message lands.
func (s *schedule) depart(c *chat) *item {
	class, _, _ := c.turn()
	s.lift(c)
	c.flying = c.lanes[class].shift()
	s.waiting[class]--
	return c.flying
}

// land ends the flight of a message.
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

// landAgain ends the flight of a message that is to be sent again, from notBefore
// on and, if first is set, ahead of all others of its class.
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

// hold sends nothing to a chat before the given time.
func (s *schedule) hold(chat int64, until, now time.Time) {
	s.sweepHolds(now)
	s.held[chat] = later(s.held[chat], until)
	if c := s.chats[chat]; c != nil && !c.idle() {
		s.place(c, now)
	}
}

// holdOf returns until when a chat is on hold; a past time means that it is not.
func (s *schedule) holdOf(chat int64) time.Time { return s.held[chat] }

// sweepHolds forgets past holds.
func (s *schedule) sweepHolds(now time.Time) {
	for chat, until := range s.held {
		if !until.After(now) {
			delete(s.held, chat)
		}
	}
}

// clear empties a lane of c and calls each with its messages.
func (s *schedule) clear(c *chat, class Class, now time.Time, each func(*item)) {
	for it := c.lanes[class].head; it != nil; it = it.next {
		each(it)
		s.waiting[class]--
	}
	c.lanes[class] = lane{}
	s.place(c, now)
}

// place moves c to where it belongs now; a chat whose turn it already is keeps its position.
func (s *schedule) place(c *chat, now time.Time) {
	class, from, ok := c.turn()
	switch {
	case c.flying != nil:
	case !ok:
		s.lift(c)
		s.resting = append(s.resting, c)
	case later(from, s.held[c.id]).After(now):
		s.lift(c)
		c.from = later(from, s.held[c.id])
		heap.Push(&s.later, c)
	case c.list != &s.ready[class]:
		s.lift(c)
		s.ready[class].pushBack(c)
	}
}

// lift takes c out of the list or the heap that it is in.
func (s *schedule) lift(c *chat) {
	if c.list != nil {
		c.list.remove(c)
	}
	if c.slot >= 0 {
		heap.Remove(&s.later, c.slot)
	}
}

// trim drops idle chats whose pace no longer matters.
func (s *schedule) trim(now time.Time) {
	for len(s.resting) > 0 && !s.resting[0].paceUntil.After(now) {
		s.unrest()
	}
}

// unrest takes out the longest resting chat, and forgets it unless it is busy again.
func (s *schedule) unrest() {
	c := s.resting[0]
	s.resting[0] = nil
	s.resting = s.resting[1:]
	if c.idle() && s.chats[c.id] == c {
		delete(s.chats, c.id)
	}
}
