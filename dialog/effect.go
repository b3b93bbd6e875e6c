package dialog

// ConsentVersion is the version of the consent's text, chat.consent. Whoever
// changes what the text says raises it, for it must be provable what was agreed
// to (UU 27/2022, Pasal 20-24).
const ConsentVersion = 2

// Effect is something that has become true and is to be written down.
type Effect interface {
	// Effect marks what may be one.
	Effect()
}

// LanguageChosen: the bot is to speak another language from now on. The session
// carries which.
type LanguageChosen struct{}

// ConsentDecided: the person agreed to the processing of the answers, refused it or took
// the agreement back.
type ConsentDecided struct {
	Version int
	Given   bool
	Contact bool // the officers of the region may write, and know the business's name
}

// InterviewBegun: an interview began. Where KeepBusiness is set, the answers
// about the business are taken over from the interview before.
type InterviewBegun struct {
	Run          int
	Version      int
	KeepBusiness bool
}

// Answered: a question of the latest interview was answered, anew or for the first time.
type Answered struct {
	Question Question
	Answer   Answer
}

// InterviewFinished: the latest interview is complete and is to be scored.
type InterviewFinished struct{ Run int }

// MessagesStopped: the bot is to send nothing by itself any more.
type MessagesStopped struct{}

// MessagesResumed: the bot may send by itself again.
type MessagesResumed struct{}

// Erased: everything about the person is to be erased.
type Erased struct{}

// Blocked: nothing can be delivered to the person until something comes from there again.
type Blocked struct{}

// StepTaken: a step went onto the personal list, or its state there changed.
type StepTaken struct {
	Tip   string
	State StepState
}

// StepTried: it was said what became of a step that was asked about. Run, Round and Tip may
// be forged: it counts where that was asked of the person and has no answer yet.
type StepTried struct {
	Run     int
	Round   int
	Tip     string
	Outcome StepOutcome
}

// FollowUpSwitched: an officer has switched a kind of the bot's own messages off or on for
// the businesses of a region; Region 0: everywhere.
type FollowUpSwitched struct {
	Region int
	Kind   FollowUpKind
	Off    bool
}

// ComplaintLogged: a complaint is to be kept in the log.
type ComplaintLogged struct{ Complaint Complaint }

// ComplaintMoved: the buyer of a complaint in the log has been answered, or the
// complaint is settled. ID may be forged: it counts among the person's own only.
type ComplaintMoved struct {
	ID    int64
	State ComplaintState
}

// InvitationMade: an administrator invites somebody to be an officer for some regions, or
// where there are none for all. Name is what the officer is called.
type InvitationMade struct {
	Name    string
	Regions []int
}

// InvitationRevoked: an invitation is not to be used any more. ID may be forged.
type InvitationRevoked struct{ ID int64 }

// OfficerJoined: the person has used an invitation.
type OfficerJoined struct{ Invitation Invitation }

// OfficerRemoved: somebody is an officer no more. ID may be forged, and an
// administrator is not removed.
type OfficerRemoved struct{ ID int64 }

// DraftChanged: the broadcast that the officer is writing has changed. The session carries it.
type DraftChanged struct{}

// DraftDropped: it is not to be sent.
type DraftDropped struct{}

// BroadcastConfirmed: the broadcast that the officer was writing is to go out. Whom it goes
// to is fixed from now on.
type BroadcastConfirmed struct{ Broadcast Broadcast }

// BroadcastMoved: a broadcast is paused, goes on or is cancelled. ID may be forged: it counts
// among those that the officer may see.
type BroadcastMoved struct {
	ID    int64
	State BroadcastState
}

// BroadcastAnswered: a recipient has answered a broadcast's question, Answer counting from 0.
// Both may be forged; the newest answer counts.
type BroadcastAnswered struct {
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

// PopulationEntered: an officer has told how many businesses a region has.
type PopulationEntered struct{ Region, Businesses int }

// Exported: an officer was given a file with a row a business, of some regions or where
// there are none of all.
type Exported struct {
	Document Document
	Regions  []int
}

// InquiryAsked: the person asks the officers something. Whether it is too much is for the
// store to tell.
type InquiryAsked struct{ Inquiry Inquiry }

// InquiryTaken: the officer wants to take care of an inquiry. ID may be forged, and somebody
// else may have it already.
type InquiryTaken struct{ ID int64 }

// InquiryReturned: the officer leaves an inquiry to the others. ID may be forged.
type InquiryReturned struct{ ID int64 }

// InquiryAnswered: the officer answers an inquiry, and takes it where nobody has.
type InquiryAnswered struct {
	ID     int64
	Letter Letter
}

// Effect marks an [Effect].
func (LanguageChosen) Effect() {}

// Effect marks an [Effect].
func (ConsentDecided) Effect() {}

// Effect marks an [Effect].
func (InterviewBegun) Effect() {}

// Effect marks an [Effect].
func (Answered) Effect() {}

// Effect marks an [Effect].
func (InterviewFinished) Effect() {}

// Effect marks an [Effect].
func (MessagesStopped) Effect() {}

// Effect marks an [Effect].
func (MessagesResumed) Effect() {}

// Effect marks an [Effect].
func (Erased) Effect() {}

// Effect marks an [Effect].
func (Blocked) Effect() {}

// Effect marks an [Effect].
func (StepTaken) Effect() {}

// Effect marks an [Effect].
func (ComplaintLogged) Effect() {}

// Effect marks an [Effect].
func (ComplaintMoved) Effect() {}

// Effect marks an [Effect].
func (InvitationMade) Effect() {}

// Effect marks an [Effect].
func (InvitationRevoked) Effect() {}

// Effect marks an [Effect].
func (OfficerJoined) Effect() {}

// Effect marks an [Effect].
func (OfficerRemoved) Effect() {}

// Effect marks an [Effect].
func (DraftChanged) Effect() {}

// Effect marks an [Effect].
func (DraftDropped) Effect() {}

// Effect marks an [Effect].
func (BroadcastConfirmed) Effect() {}

// Effect marks an [Effect].
func (BroadcastMoved) Effect() {}

// Effect marks an [Effect].
func (BroadcastAnswered) Effect() {}

// Effect marks an [Effect].
func (SegmentKept) Effect() {}

// Effect marks an [Effect].
func (SegmentDropped) Effect() {}

// Effect marks an [Effect].
func (PopulationEntered) Effect() {}

// Effect marks an [Effect].
func (Exported) Effect() {}

// Effect marks an [Effect].
func (InquiryAsked) Effect() {}

// Effect marks an [Effect].
func (InquiryTaken) Effect() {}

// Effect marks an [Effect].
func (InquiryReturned) Effect() {}

// Effect marks an [Effect].
func (InquiryAnswered) Effect() {}

// Effect marks an [Effect].
func (StepTried) Effect() {}

// Effect marks an [Effect].
func (FollowUpSwitched) Effect() {}
