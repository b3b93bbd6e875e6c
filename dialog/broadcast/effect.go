package broadcast

// DraftChanged: the broadcast that the officer is writing has changed. The session carries it.
type DraftChanged struct{}

// Effect marks it as a turn.Effect.
func (DraftChanged) Effect() {}

// DraftDropped: the draft is thrown away.
type DraftDropped struct{}

// Effect marks it as a turn.Effect.
func (DraftDropped) Effect() {}

// Confirmed: the draft is to be sent. Its recipients are fixed from now on.
type Confirmed struct{ Draft Draft }

// Effect marks it as a turn.Effect.
func (Confirmed) Effect() {}

// StateChanged: a broadcast was paused, resumed or cancelled. ID may be forged: only a broadcast
// that the officer may see changes.
type StateChanged struct {
	ID    int64
	State State
}

// Effect marks it as a turn.Effect.
func (StateChanged) Effect() {}

// Answered: a recipient has answered a broadcast's question; Answer counts from 0. Both fields may
// be forged; the newest answer counts.
type Answered struct {
	ID     int64
	Answer int
}

// Effect marks it as a turn.Effect.
func (Answered) Effect() {}

// SegmentKept: a choice of recipients is to be kept under a name; it replaces one of the same name.
type SegmentKept struct {
	Name    string
	Segment Segment
}

// Effect marks it as a turn.Effect.
func (SegmentKept) Effect() {}

// SegmentDropped: a kept choice of recipients is to be deleted.
type SegmentDropped struct{ Name string }

// Effect marks it as a turn.Effect.
func (SegmentDropped) Effect() {}
