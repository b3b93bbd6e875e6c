package turn

import "ikmbot/dialog/say"

// EventKind tells what a person did.
type EventKind int

// The kinds of events.
const (
	CommandGiven  EventKind = iota + 1 // Command is set
	Tapped                             // Data is set; a message's button was tapped
	Typed                              // Text is set
	ContentSent                        // Content is set: something that is no text
	MessageEdited                      // an earlier message was changed: nothing follows from it
	BotBlocked                         // the person blocked the bot
	BotUnblocked                       // the person let the bot write again
)

// Event is something that a person did in the private chat with the bot.
type Event struct {
	Kind    EventKind
	At      int64 // when it is taken, in unix milliseconds: the clock that the dialog has
	Command say.Command
	Data    string     // the callback data of the tapped button, as it came: it may be forged
	Text    string     // what was typed, forwarded or written under a picture, as it came
	Content Content    // what was sent instead of text
	Markup  string     // Text as Telegram HTML, with the formatting that it was written in
	Media   *say.Media // the picture or file that was sent, Text being what stands under it
	// Invitation is what the store knows of the link that somebody started the bot by;
	// nil: it is no invitation's.
	Invitation *Invitation
	Payload    string // of the link that somebody started the bot by
	ReplyTo    int    // the message that this one replies to; 0: none
	Inquiry    int64  // what ReplyTo tells an officer of; 0: it tells of none
}

// Content names what a person sent instead of text. A message key exists for each:
// chat.content.<Content>.
type Content string

// The contents that get an answer of their own.
const (
	Voice   Content = "voice"
	Photo   Content = "photo"
	Sticker Content = "sticker"
	Another Content = "another" // video, document, location, contact, poll, …
)
