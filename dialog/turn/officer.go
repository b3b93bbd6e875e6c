package turn

import (
	"slices"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
)

// Officer is what an extension officer may do.
type Officer struct {
	ID      int64            `json:"id"`
	Admin   bool             `json:"admin,omitempty"`   // invites and removes officers, and reads the audit log
	Regions []int            `json:"regions,omitempty"` // the officer is limited to these; none: all
	Draft   *broadcast.Draft `json:"draft,omitempty"`   // the broadcast that is being written; its ID is set from the turn after the first
	// Segments are the kept choices of recipients, by name.
	Segments []broadcast.KeptSegment `json:"segments,omitempty"`
}

// Sees reports whether the officer may see a region; 0 stands for all together.
func (o *Officer) Sees(region int) bool {
	return len(o.Regions) == 0 || slices.Contains(o.Regions, region)
}

// Invitation is what a link offers to the person who opens it: to become an officer.
type Invitation struct {
	ID      int64
	Regions []int           // none: all
	Fault   InvitationFault // empty: it can be used
}

// InvitationFault is why an invitation can't be used.
type InvitationFault string

// The faults.
const (
	WasUsed    InvitationFault = "used"
	HasExpired InvitationFault = "expired"
	WasRevoked InvitationFault = "revoked"
)

// MenuReply puts the commands that a person can give into the chat's menu.
func MenuReply(s Session) say.Reply {
	menu := say.OwnerMenu
	if s.Officer != nil {
		menu = say.OfficerMenu
		if s.Officer.Admin {
			menu = say.AdminMenu
		}
	}
	return say.Reply{Language: s.Language, Menu: menu}
}
