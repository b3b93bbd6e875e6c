package say

// Command is what a person asks for with a slash. It has one name in each
// language, and all of them work in every language.
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

// Commands lists the commands in the order of the menu. What a command is called is told by the
// message command_name.<Command>, and what it does by command.<Command>.
var Commands = []Command{
	CommandStart, CommandContinue, CommandResult, CommandComplaint, CommandPlan, CommandAsk,
	CommandLanguage, CommandMyData, CommandDelete, CommandStop, CommandHelp,
}

// OfficerCommands lists what extension officers can ask for besides [Commands],
// AdminCommands what administrators can besides these. To everybody else they are unknown.
var (
	OfficerCommands = []Command{CommandRecap, CommandBroadcast, CommandReminders, CommandInquiries}
	AdminCommands   = []Command{CommandInvite, CommandOfficers, CommandAudit}
)

// CommandLines tell what commands do, a line each.
func CommandLines(commands []Command) []Text {
	lines := make([]Text, len(commands))
	for i, c := range commands {
		lines[i] = Message("help." + string(c))
	}
	return lines
}
