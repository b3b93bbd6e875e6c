package dialog

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
	Command Command
	Data    string  // the callback data of the tapped button, as it came: it may be forged
	Text    string  // what was typed, forwarded or written under a picture, as it came
	Content Content // what was sent instead of text
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

// Command is what a person asks for with a slash. It has one name in each
// language and both work in either.
type Command string

// The commands.
const (
	CommandStart    Command = "start"
	CommandContinue Command = "continue"
	CommandResult   Command = "result"
	CommandLanguage Command = "language"
	CommandMyData   Command = "mydata"
	CommandDelete   Command = "delete"
	CommandStop     Command = "stop"
	CommandHelp     Command = "help"
	// CommandComplaint opens the complaint desk, CommandPlan the personal list of steps.
	CommandComplaint Command = "complaint"
	CommandPlan      Command = "plan"
	CommandUnknown   Command = ""
)

// CommandName is a command and what it is called in each language.
type CommandName struct {
	Command Command
	Names   map[Language]string
}

// Commands lists the commands in the order of the menu. What each does is told by
// the message command.<Command>.
var Commands = []CommandName{
	{CommandStart, map[Language]string{Indonesian: "mulai", English: "start"}},
	{CommandContinue, map[Language]string{Indonesian: "lanjut", English: "continue"}},
	{CommandResult, map[Language]string{Indonesian: "hasil", English: "result"}},
	{CommandComplaint, map[Language]string{Indonesian: "keluhan", English: "complaint"}},
	{CommandPlan, map[Language]string{Indonesian: "rencana", English: "plan"}},
	{CommandLanguage, map[Language]string{Indonesian: "bahasa", English: "language"}},
	{CommandMyData, map[Language]string{Indonesian: "dataku", English: "mydata"}},
	{CommandDelete, map[Language]string{Indonesian: "hapus", English: "delete"}},
	{CommandStop, map[Language]string{Indonesian: "berhenti", English: "stop"}},
	{CommandHelp, map[Language]string{Indonesian: "bantuan", English: "help"}},
}

// FindCommand finds a command by either of its names, without the slash and in
// lower case; CommandUnknown if no command is called so.
func FindCommand(name string) Command {
	for _, c := range Commands {
		for _, n := range c.Names {
			if n == name {
				return c.Command
			}
		}
	}
	return CommandUnknown
}
