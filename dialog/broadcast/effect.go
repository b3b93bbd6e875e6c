package broadcast

// DraftChanged: the broadcast that the officer is writing has changed. The session carries it.
type DraftChanged struct{}

// DraftDropped: it is not to be sent.
type DraftDropped struct{}

// BroadcastConfirmed: the broadcast that the officer was writing is to go out. Whom it goes
// to is fixed from now on.
type Confirmed struct{ Draft Draft }

// BroadcastMoved: a broadcast is paused, goes on or is cancelled. ID may be forged: it counts
// among those that the officer may see.
type Moved struct {
	ID    int64
	State State
}

// BroadcastAnswered: a recipient has answered a broadcast's question, Answer counting from 0.
// Both may be forged; the newest answer counts.
type Answered struct {
	ID     int64
	Answer int
}

// SegmentKept: a choice of recipients is to be kept under a name, in place of one that is
// called so already.
type SegmentKept struct {
	Name    string
	Segment Segment
}

// SegmentDropped: it is needed no more.
type SegmentDropped struct{ Name string }

// Effect marks an [Effect].
func (DraftChanged) Effect() {}

// Effect marks an [Effect].
func (DraftDropped) Effect() {}

// Effect marks an [Effect].
func (Confirmed) Effect() {}

// Effect marks an [Effect].
func (Moved) Effect() {}

// Effect marks an [Effect].
func (Answered) Effect() {}

// Effect marks an [Effect].
func (SegmentKept) Effect() {}

// Effect marks an [Effect].
func (SegmentDropped) Effect() {}
