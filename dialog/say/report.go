package say

import "ikmbot/scoring"

// Report names figures over many businesses. They are read when the reply is sent and not
// within the turn, for going through a whole province takes a while that nobody else
// is to wait for.
type Report struct {
	Kind      ReportKind    `json:"kind"`
	Scope     scoring.Scope `json:"scope,omitzero"`
	Section   string        `json:"section,omitempty"`   // of the recap
	Error     int           `json:"error,omitempty"`     // margin of the recap's sample, percent
	Broadcast int64         `json:"broadcast,omitempty"` // its id; 0: the one that the officer is writing
}

// ReportKind names what figures a reply is filled with.
type ReportKind string

// The reports.
const (
	ReportRecap    ReportKind = "recap"    // of Scope
	ReportReach    ReportKind = "reach"    // whom broadcast Broadcast would reach
	ReportProgress ReportKind = "progress" // how far broadcast Broadcast is
	// The confirmed broadcasts that the officer may see.
	ReportBroadcasts ReportKind = "broadcasts"
)

// BroadcastCopy is a broadcast as one person gets it.
type BroadcastCopy struct {
	ID  int64   `json:"id,omitempty"` // 0: the one that the officer is writing
	For CopyFor `json:"for,omitempty"`
}

// CopyFor tells whose copy of a broadcast it is.
type CopyFor string

// The copies. What is filled into the text is the person's; only a recipient's buttons do something.
const (
	CopyRecipient CopyFor = ""        // whom it is sent to, who is a recipient
	CopyPreview   CopyFor = "preview" // some recipient's, shown to the officer
	CopyTest      CopyFor = "test"    // the officer's own, in the language of the reply
)
