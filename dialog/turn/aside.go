package turn

import (
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
)

// AsideKind is the kind of an [Aside].
type AsideKind string

// The asides. A question that an old button must not answer is one, so that it is open only until
// something else happens.
const (
	AsideErase      AsideKind = "erase"      // asked to confirm that everything is erased
	AsideRestart    AsideKind = "restart"    // asked to confirm that the questionnaire starts over
	AsideResume     AsideKind = "resume"     // asked whether the bot may write by itself again
	AsideDesk       AsideKind = "desk"       // at the complaint desk
	AsideInvite     AsideKind = "invite"     // an administrator makes an invitation
	AsideRemove     AsideKind = "remove"     // asked to confirm that an officer is removed
	AsideSpan       AsideKind = "span"       // asked for a recap's dates
	AsidePopulation AsideKind = "population" // asked for the number of businesses in a region
	AsideBroadcast  AsideKind = "broadcast"  // an officer writes a broadcast
	AsideCancel     AsideKind = "cancel"     // asked to confirm that a broadcast is cancelled
	AsideDrop       AsideKind = "drop"       // asked to confirm that a draft is thrown away
	AsideInquiry    AsideKind = "inquiry"    // asks the officers something
	AsideAnswer     AsideKind = "answer"     // an officer answers an inquiry
	AsideConsent    AsideKind = "consent"    // asked for consent
	AsideSent       AsideKind = "sent"       // has sent the officers a picture: what is typed soon after belongs to it
)

// Aside is something short in between: it covers the place for a moment and leaves it as it is.
type Aside struct {
	Kind      AsideKind           `json:"kind,omitempty"`
	Complaint complaint.Complaint `json:"complaint,omitzero"` // at the desk: what it knows of the complaint so far
	Regions   []int               `json:"regions,omitempty"`  // of the invitation
	Typing    bool                `json:"typing,omitempty"`   // what is typed belongs to the aside
	Recap     string              `json:"recap,omitempty"`    // callback data of the recap that asked for what is typed
	ID        int64               `json:"id,omitempty"`       // of its subject: an officer, a broadcast or an inquiry
	Field     broadcast.Field     `json:"field,omitempty"`    // of the broadcast that is asked for: what is typed belongs to it
	At        int64               `json:"at,omitempty"`       // when the picture was sent, unix milliseconds
}
