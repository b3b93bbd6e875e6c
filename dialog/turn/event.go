package turn

import "ikmbot/dialog/say"

// EventKind is what a person did.
type EventKind int

// The kinds of events.
const (
	CommandGiven  EventKind = iota + 1 // Command is set
	Tapped                             // Data is set; a message's button was tapped
	Typed                              // Text is set
	ContentSent                        // Content is set: something other than text
	MessageEdited                      // an earlier message was changed, which has no consequence
	BotBlocked                         // the person blocked the bot
	BotUnblocked                       // the person unblocked the bot
)

// Event is something that a person did in the private chat with the bot.
type Event struct {
	Kind    EventKind
	At      int64 // when the turn is taken, in unix milliseconds: the dialog's only clock
	Command say.Command
	Data    string     // the callback data of the tapped button, unchecked: it may be forged
	Text    string     // what was typed, forwarded or written as a caption, unchecked
	Content Content    // what was sent instead of text
	Markup  string     // Text as Telegram HTML, with its formatting
	Voice   string     // Telegram's file id of the voice note that was sent
	Media   *say.Media // the picture or file that was sent; Text is its caption
	// Invitation is what the store knows of the invitation's link that somebody started the bot
	// with; nil: there was none.
	Invitation *Invitation
	Payload    string  // of the link that somebody started the bot with
	ReplyTo    int     // the message that this one replies to; 0: none
	Replied    Replied // what is known of that message
	Forwarded  bool    // somebody else's words, passed on
	Inquiry    int64   // the inquiry whose card an officer replies to with ReplyTo; 0: none
}

// Replied is a message of the chat that somebody replies to, as Telegram shows it.
type Replied struct {
	Text    string   // what it says, or what stands under its picture
	Buttons []string // the callback data of the buttons below it; a message of the person's own has none
	Own     bool     // the person wrote it
}

// Content is what a person sent instead of text. Each has a message key: chat.content.<Content>.
type Content string

// The contents that get an answer of their own.
const (
	Voice   Content = "voice"
	Photo   Content = "photo"
	Sticker Content = "sticker"
	Another Content = "another" // video, document, location, contact, poll, …
)
