package complaint

// Logged: a complaint is to be kept in the log.
type Logged struct{ Complaint Complaint }

// Effect marks it as a turn.Effect.
func (Logged) Effect() {}

// StateChanged: the buyer of a complaint in the log was answered, or the complaint is settled. ID
// may be forged: only the person's own complaints change.
type StateChanged struct {
	ID    int64
	State State
}

// Effect marks it as a turn.Effect.
func (StateChanged) Effect() {}
