package batch

import (
	"encoding/json"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Inbound is one update from Telegram.
type Inbound struct {
	Update   int64           // Telegram's id of the update
	Chat     int64           // the private chat, or the group that a command was given in; 0: an update that the bot ignores
	Group    bool            // Chat is a group
	Language say.Language    // for somebody whom the bot has never met
	Event    turn.Event      // what was done; its zero value: nothing to answer
	Message  int             // the message whose button was tapped
	Callback string          // the callback query that waits for an answer
	Raw      json.RawMessage // the update as Telegram sent it
	Fault    error           // why Raw could not be read
	Posted   bool            // it came by a webhook, so that updates with lower ids may follow
	// Throttled: the chat sends so much that only its newest replies are sent, once
	// ReleaseThrottled is called. Officers are answered anyway, and so is somebody who erases
	// everything.
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

// Notice is the answer to a callback query, which stops the button's spinner. It is never stored.
type Notice struct {
	Chat     int64 // in which the tap was made
	Callback string
	Toast    *say.Reply // nil: no text
}

// Applied is the outcome of a batch of updates, once it is committed.
type Applied struct {
	Messages []Outgoing // in the order in which they are to be sent in a chat
	Notices  []Notice
	Erased   []int64 // chats of which nothing is left except the last message
	// Rescheduled: reminders in the outbox were changed or removed, or may be sent again.
	Rescheduled bool
	// Broadcast: broadcasts were confirmed or changed state, or lost recipients, and need tending.
	Broadcast bool
	Held      bool    // replies are held until ReleaseThrottled
	Scheduled bool    // the next time at which the bot writes by itself may have changed
	Fresh     int     // updates of the batch that were not applied before
	Next      int64   // the offset that confirms the batch; 0 for updates that were posted
	Aside     []error // one for each update that was set aside
}
