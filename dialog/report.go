package dialog

// Report names figures over many businesses. They are read when the reply is sent and not
// within the turn, for going through a whole province takes a while that nobody else
// is to wait for.
type Report struct {
	Kind      ReportKind `json:"kind"`
	Scope     Scope      `json:"scope,omitzero"`
	Section   string     `json:"section,omitempty"`   // of the recap
	Error     int        `json:"error,omitempty"`     // margin of the recap's sample, percent
	Broadcast int64      `json:"broadcast,omitempty"` // its id; 0: the one that the officer is writing
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

// Scope chooses the businesses of a recap.
type Scope struct {
	Regions []int `json:"regions,omitempty"` // none: all
	From    int64 `json:"from,omitempty"`    // unix milliseconds; 0: from the first on
	To      int64 `json:"to,omitempty"`      // unix milliseconds; 0: to the last
}
