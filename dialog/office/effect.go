package office

import "ikmbot/dialog/turn"

// InvitationMade: an administrator invites somebody to be an officer of some regions, or of all if
// there are none. Name is what the officer will be called.
type InvitationMade struct {
	Name    string
	Regions []int
}

// Effect marks it as a turn.Effect.
func (InvitationMade) Effect() {}

// InvitationRevoked: an invitation can't be used any more. ID may be forged.
type InvitationRevoked struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (InvitationRevoked) Effect() {}

// Joined: the person has used an invitation.
type Joined struct{ Invitation turn.Invitation }

// Effect marks it as a turn.Effect.
func (Joined) Effect() {}

// Removed: somebody is no longer an officer. ID may be forged, and an administrator can't be
// removed.
type Removed struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (Removed) Effect() {}
