package delivery

import "time"

// An item is a message in memory.
type item struct {
	Message
	chat      *chat
	next      *item     // in its lane
	since     time.Time // in memory since
	notBefore time.Time // held back until then after a temporary fault
	faults    int       // temporary faults so far
	forgotten bool      // dropped while its call was under way
}

// A lane holds the messages of one class that wait for a chat, in order.
type lane struct{ head, tail *item }

func (l *lane) append(it *item) {
	if l.tail == nil {
		l.head = it
	} else {
		l.tail.next = it
	}
	l.tail = it
}

func (l *lane) putBack(it *item) {
	it.next = l.head
	l.head = it
	if l.tail == nil {
		l.tail = it
	}
}

func (l *lane) shift() *item {
	it := l.head
	l.head = it.next
	if l.head == nil {
		l.tail = nil
	}
	it.next = nil
	return it
}

// A chat has messages that wait, are under way or were just sent.
type chat struct {
	id        int64
	lanes     [classes]lane
	flying    *item     // the one message whose call is under way
	paceUntil time.Time // reminders and broadcasts wait until then

	// The chat is in the list of those whose turn it is, in the heap of those whose
	// time is still to come, or in neither.
	list       *list
	prev, next *chat
	from       time.Time
	slot       int // index in the heap; -1: not in it
}

// turn returns the class whose turn it is in the chat, and from when on. A class
// waits for the one ahead of it, even while that one is held back.
func (c *chat) turn() (class Class, from time.Time, ok bool) {
	for class := range classes {
		if head := c.lanes[class].head; head != nil {
			from = head.notBefore
			if class != Reply && from.Before(c.paceUntil) {
				from = c.paceUntil
			}
			return class, from, true
		}
	}
	return 0, time.Time{}, false
}

// idle reports whether nothing waits and nothing is under way.
func (c *chat) idle() bool {
	_, _, waits := c.turn()
	return c.flying == nil && !waits
}

// A list of chats, each of which is in one list at most.
type list struct{ head, tail *chat }

func (l *list) pushBack(c *chat) {
	c.list, c.prev, c.next = l, l.tail, nil
	if l.tail == nil {
		l.head = c
	} else {
		l.tail.next = c
	}
	l.tail = c
}

func (l *list) pushFront(c *chat) {
	c.list, c.prev, c.next = l, nil, l.head
	if l.head == nil {
		l.tail = c
	} else {
		l.head.prev = c
	}
	l.head = c
}

func (l *list) remove(c *chat) {
	if c.prev == nil {
		l.head = c.next
	} else {
		c.prev.next = c.next
	}
	if c.next == nil {
		l.tail = c.prev
	} else {
		c.next.prev = c.prev
	}
	c.list, c.prev, c.next = nil, nil, nil
}

// A byTime is a heap of chats, the earliest on top.
type byTime []*chat

func (h byTime) Len() int           { return len(h) }
func (h byTime) Less(i, j int) bool { return h[i].from.Before(h[j].from) }
func (h byTime) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].slot, h[j].slot = i, j
}

func (h *byTime) Push(x any) {
	c := x.(*chat)
	c.slot = len(*h)
	*h = append(*h, c)
}

func (h *byTime) Pop() any {
	last := len(*h) - 1
	c := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	c.slot = -1
	return c
}
