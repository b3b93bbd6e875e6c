package inquiry

// Asked: the person asks the officers something. The store decides whether it is one too many.
type Asked struct{ Inquiry Inquiry }

// Effect marks it as a turn.Effect.
func (Asked) Effect() {}

// Added: the person adds a text to the picture that was asked about last. If it has been answered
// meanwhile, or there is too little room under it, the text is a question of its own that follows it.
type Added struct{ Letter Letter }

// Effect marks it as a turn.Effect.
func (Added) Effect() {}

// Taken: the officer wants to take an inquiry. ID may be forged, and somebody else may have taken
// it already.
type Taken struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (Taken) Effect() {}

// Returned: the officer returns an inquiry to the others. ID may be forged.
type Returned struct{ ID int64 }

// Effect marks it as a turn.Effect.
func (Returned) Effect() {}

// Answered: the officer answers an inquiry, and takes it if nobody has.
type Answered struct {
	ID     int64
	Letter Letter
}

// Effect marks it as a turn.Effect.
func (Answered) Effect() {}
