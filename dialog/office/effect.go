package office

import "ikmbot/dialog/turn"

// InvitationMade: an administrator invites somebody to be an officer for some regions, or
// where there are none for all. Name is what the officer is called.
type InvitationMade struct {
	Name    string
	Regions []int
}

// Effect marks it as a turn.Effect.
func (InvitationMade) Effect() {}

// InvitationRevoked: an invitation is not to be used any more. ID may be forged.
type InvitationRevoked struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (InvitationRevoked) Effect() {}

// Joined: the person has used an invitation.
type Joined struct{ Invitation turn.Invitation }

// Effect marks it as a turn.Effect.
func (Joined) Effect() {}

// Removed: somebody is an officer no more. ID may be forged, and an
// administrator is not removed.
type Removed struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (Removed) Effect() {}
