package say

import "ikmbot/scoring"

// Report names figures of many businesses. They are read when the reply is sent, not within the
// turn, because reading a whole province takes a while and would hold up everybody else.
type Report struct {
	Kind      ReportKind    `json:"kind"`
	Scope     scoring.Scope `json:"scope,omitzero"`
	Section   string        `json:"section,omitempty"`   // of the recap
	Error     int           `json:"error,omitempty"`     // margin of error of the recap's sample, percent
	Broadcast int64         `json:"broadcast,omitempty"` // its id; 0: the draft that the officer is writing
}

// ReportKind is a kind of report.
type ReportKind string

// The reports.
const (
	ReportRecap    ReportKind = "recap"    // of Scope
	ReportReach    ReportKind = "reach"    // how many people broadcast Broadcast would reach
	ReportProgress ReportKind = "progress" // the progress of broadcast Broadcast
	// The confirmed broadcasts that the officer may see.
	ReportBroadcasts ReportKind = "broadcasts"
)

// BroadcastCopy is a broadcast as one person gets it.
type BroadcastCopy struct {
	ID  int64   `json:"id,omitempty"` // 0: the draft that the officer is writing
	For CopyFor `json:"for,omitempty"`
}

// CopyFor says who a copy of a broadcast is for.
type CopyFor string

// The copies. The text is filled in for the person; only a recipient's buttons do something.
const (
	CopyRecipient CopyFor = ""        // a recipient's
	CopyPreview   CopyFor = "preview" // some recipient's, shown to the officer
	CopyTest      CopyFor = "test"    // the officer's own, in the language of the reply
)
