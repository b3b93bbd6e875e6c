package dialog

import "slices"

// Officer is what an extension officer may do.
type Officer struct {
	ID      int64      `json:"id"`
	Admin   bool       `json:"admin,omitempty"`   // invites and removes officers, and reads the audit log
	Regions []int      `json:"regions,omitempty"` // those that the officer is limited to; none: all
	Draft   *Broadcast `json:"draft,omitempty"`   // the broadcast that is being written; its ID is there from the turn after the first
	// Segments are the choices of recipients that were kept under a name, by name.
	Segments []KeptSegment `json:"segments,omitempty"`
}

// sees tells whether the officer is concerned with a region; 0 stands for all together.
func (o *Officer) sees(region int) bool {
	return len(o.Regions) == 0 || slices.Contains(o.Regions, region)
}

// Menu is the commands that Telegram offers in a chat.
type Menu string

// The menus. Each holds those before it.
const (
	OwnerMenu   Menu = "owner"
	OfficerMenu Menu = "officer"
	AdminMenu   Menu = "admin"
)

// Commands are a menu's commands.
func (m Menu) Commands() []Command {
	switch m {
	case OfficerMenu:
		return slices.Concat(OfficerCommands, Commands)
	case AdminMenu:
		return slices.Concat(OfficerCommands, AdminCommands, Commands)
	}
	return Commands
}

// MenuReply puts the commands that a person can give into the chat's menu.
func MenuReply(s Session) Reply {
	menu := OwnerMenu
	if s.Officer != nil {
		menu = OfficerMenu
		if s.Officer.Admin {
			menu = AdminMenu
		}
	}
	return Reply{Language: s.Language, Menu: menu}
}

// officerCommand takes a command of officers or administrators; false where it is none
// that the person can give.
func (t *turn) officerCommand(c Command) bool {
	officer := t.s.Officer
	admin := officer != nil && officer.Admin
	switch {
	case c == CommandRecap && officer != nil:
		t.openRecap()
	case c == CommandReminders && officer != nil:
		t.openReminders()
	case c == CommandBroadcast && officer != nil:
		t.openBroadcast(Send)
	case c == CommandInquiries && officer != nil:
		t.listInquiries()
	case c == CommandInvite && admin:
		t.askInvited(Send, nil)
	case c == CommandOfficers && admin:
		t.add(Reply{Need: &Need{Kind: NeedOfficers}})
	case c == CommandAudit && admin:
		t.add(Reply{Need: &Need{Kind: NeedAudit}})
	default:
		return false
	}
	return true
}

// tappedOfficer takes a tap on a button that only officers have; to others it is an old one.
func (t *turn) tappedOfficer(p tap) {
	if t.s.Officer == nil || !t.s.Officer.Admin || !t.tappedAdmin(p) {
		t.toast("toast.old_button")
	}
}
