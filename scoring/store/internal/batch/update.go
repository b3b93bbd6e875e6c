package batch

import (
	"encoding/json"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Inbound is one update as it came in.
type Inbound struct {
	Update   int64           // Telegram's id of the update
	Chat     int64           // the private chat, or the group that a command was given in; 0: none of the bot's business
	Group    bool            // Chat is a group
	Language say.Language    // for somebody never seen before
	Event    turn.Event      // what was done; its zero value: nothing that is answered
	Message  int             // the message whose button was tapped
	Callback string          // the callback query that waits for an answer
	Raw      json.RawMessage // the update as it came
	Fault    error           // why Raw could not be read
	Posted   bool            // it came by a webhook, ahead perhaps of updates with lower ids
	// Throttled: the chat sends so much that only its newest replies are sent, once ReleaseThrottled is
	// called. Officers are answered all the same, and so is somebody who has everything erased.
	Throttled bool
}

// Outgoing is a row of the outbox: a reply on its way to a chat.
type Outgoing struct {
	ID      int64
	Chat    int64
	Class   Class
	Message int   // the message to edit; 0: a message of its own
	Queued  int64 // unix milliseconds
	Due     int64 // unix milliseconds; 0 for a reply
	Reply   say.Reply
}

// Class is how urgent an outgoing message is.
type Class int

// The classes, the most urgent first.
const (
	ClassReply Class = iota
	ClassReminder
	ClassBroadcast
)

// Notice is the answer to a callback query, which waits for it to stop its
// spinner. It is never stored.
type Notice struct {
	Callback string
	Toast    *say.Reply // nil: nothing to say
}

// Applied is what became of a batch of updates, once it is committed.
type Applied struct {
	Messages []Outgoing // in the order in which they are to be sent within a chat
	Notices  []Notice
	Erased   []int64 // chats of which nothing is left but the last message
	// Rescheduled: reminders that wait in the outbox were changed or removed, or may be sent again.
	Rescheduled bool
	// Broadcast: broadcasts were confirmed or moved, or lost recipients, and are to be tended.
	Broadcast bool
	Held      bool    // replies are held until ReleaseThrottled
	Scheduled bool    // when the bot is next to write by itself may have changed
	Fresh     int     // updates of the batch that were not applied before
	Next      int64   // the offset that confirms the batch; 0 where no offset can, for updates were posted
	Aside     []error // one for each update that was set aside
}
