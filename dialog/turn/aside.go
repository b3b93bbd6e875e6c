package turn

import (
	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/complaint"
)

// AsideKind names what lies over the conversation's place.
type AsideKind string

// The asides. A question that must not be answered by an old button is one, so
// that it is open only until something else happens.
const (
	AsideErase      AsideKind = "erase"      // asked whether everything is to be erased
	AsideRestart    AsideKind = "restart"    // asked whether to begin the questionnaire again
	AsideResume     AsideKind = "resume"     // asked whether the bot may write by itself again
	AsideDesk       AsideKind = "desk"       // at the complaint desk
	AsideInvite     AsideKind = "invite"     // an administrator makes an invitation
	AsideRemove     AsideKind = "remove"     // asked whether an officer is to be removed
	AsideSpan       AsideKind = "span"       // asked which dates a recap is of
	AsidePopulation AsideKind = "population" // asked how many businesses a region has
	AsideBroadcast  AsideKind = "broadcast"  // an officer writes a broadcast
	AsideCancel     AsideKind = "cancel"     // asked whether a broadcast is to be cancelled
	AsideDrop       AsideKind = "drop"       // asked whether the draft of one is to be thrown away
	AsideInquiry    AsideKind = "inquiry"    // asks the officers something
	AsideAnswer     AsideKind = "answer"     // an officer answers an inquiry
)

// Aside lies over the place for a moment and leaves it as it is.
type Aside struct {
	Kind      AsideKind           `json:"kind,omitempty"`
	Complaint complaint.Complaint `json:"complaint,omitzero"` // at the desk: what is known of the complaint so far
	Regions   []int               `json:"regions,omitempty"`  // of the invitation
	Typing    bool                `json:"typing,omitempty"`   // what is typed belongs to the aside
	Recap     string              `json:"recap,omitempty"`    // callback data of the recap that something is typed for
	ID        int64               `json:"id,omitempty"`       // of whom or what it is about
	Field     broadcast.Field     `json:"field,omitempty"`    // of the broadcast: what is typed belongs to it
}
