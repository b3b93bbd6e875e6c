package complaint

// ComplaintLogged: a complaint is to be kept in the log.
type Logged struct{ Complaint Complaint }

// ComplaintMoved: the buyer of a complaint in the log has been answered, or the
// complaint is settled. ID may be forged: it counts among the person's own only.
type Moved struct {
	ID    int64
	State State
}

// Effect marks an [Effect].
func (Logged) Effect() {}

// Effect marks an [Effect].
func (Moved) Effect() {}
