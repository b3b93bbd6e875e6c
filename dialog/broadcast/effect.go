package broadcast

// DraftChanged: the broadcast that the officer is writing has changed. The session carries it.
type DraftChanged struct{}

// Effect marks it as a turn.Effect.
func (DraftChanged) Effect() {}

// DraftDropped: it is not to be sent.
type DraftDropped struct{}

// Effect marks it as a turn.Effect.
func (DraftDropped) Effect() {}

// Confirmed: the broadcast that the officer was writing is to go out. Whom it goes
// to is fixed from now on.
type Confirmed struct{ Draft Draft }

// Effect marks it as a turn.Effect.
func (Confirmed) Effect() {}

// Moved: a broadcast is paused, goes on or is cancelled. ID may be forged: it counts
// among those that the officer may see.
type Moved struct {
	ID    int64
	State State
}

// Effect marks it as a turn.Effect.
func (Moved) Effect() {}

// Answered: a recipient has answered a broadcast's question, Answer counting from 0.
// Both may be forged; the newest answer counts.
type Answered struct {
	ID     int64
	Answer int
}

// Effect marks it as a turn.Effect.
func (Answered) Effect() {}

// SegmentKept: a choice of recipients is to be kept under a name, in place of one that is
// called so already.
type SegmentKept struct {
	Name    string
	Segment Segment
}

// Effect marks it as a turn.Effect.
func (SegmentKept) Effect() {}

// SegmentDropped: it is needed no more.
type SegmentDropped struct{ Name string }

// Effect marks it as a turn.Effect.
func (SegmentDropped) Effect() {}
