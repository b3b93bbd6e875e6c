package say

import "slices"

// Menu is the set of commands that Telegram offers in a chat.
type Menu string

// The menus. Each includes the previous one.
const (
	OwnerMenu   Menu = "owner"
	OfficerMenu Menu = "officer"
	AdminMenu   Menu = "admin"
)

// Commands returns a menu's commands.
func (m Menu) Commands() []Command {
	switch m {
	case OfficerMenu:
		return slices.Concat(OfficerCommands, Commands)
	case AdminMenu:
		return slices.Concat(OfficerCommands, AdminCommands, Commands)
	}
	return Commands
}
