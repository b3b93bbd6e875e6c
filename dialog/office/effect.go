package office

import "ikmbot/dialog/turn"

// InvitationMade: an administrator invites somebody to be an officer for some regions, or
// where there are none for all. Name is what the officer is called.
type InvitationMade struct {
	Name    string
	Regions []int
}

// InvitationRevoked: an invitation is not to be used any more. ID may be forged.
type InvitationRevoked struct{ ID int64 }

// OfficerJoined: the person has used an invitation.
type Joined struct{ Invitation turn.Invitation }

// OfficerRemoved: somebody is an officer no more. ID may be forged, and an
// administrator is not removed.
type Removed struct{ ID int64 }

// Effect marks an [Effect].
func (InvitationMade) Effect() {}

// Effect marks an [Effect].
func (InvitationRevoked) Effect() {}

// Effect marks an [Effect].
func (Joined) Effect() {}

// Effect marks an [Effect].
func (Removed) Effect() {}
