package say

// Command is what a person asks for with a slash. It has one name in each language, and every name
// works in every language.
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
	CommandAsk       Command = "ask" // the officers
	// Those of extension officers.
	CommandRecap     Command = "recap"
	CommandBroadcast Command = "broadcast"
	CommandReminders Command = "reminders"
	CommandInquiries Command = "inquiries"
	// Those of administrators.
	CommandInvite   Command = "invite"
	CommandOfficers Command = "officers"
	CommandAudit    Command = "audit"
	CommandUnknown  Command = ""
)

// Commands lists the commands in the order of the menu. The message command_name.<Command> has a
// command's name, and command.<Command> says what it does.
var Commands = []Command{
	CommandStart, CommandContinue, CommandResult, CommandComplaint, CommandPlan, CommandAsk,
	CommandLanguage, CommandMyData, CommandDelete, CommandStop, CommandHelp,
}

// OfficerCommands lists the commands of extension officers besides [Commands], AdminCommands those
// of administrators besides both. To everybody else they are unknown.
var (
	OfficerCommands = []Command{CommandRecap, CommandBroadcast, CommandReminders, CommandInquiries}
	AdminCommands   = []Command{CommandInvite, CommandOfficers, CommandAudit}
)

// CommandLines says what commands do, one line each.
func CommandLines(commands []Command) []Text {
	lines := make([]Text, len(commands))
	for i, c := range commands {
		lines[i] = Message("help." + string(c))
	}
	return lines
}
