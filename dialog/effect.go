package dialog

// ConsentVersion is the version of the consent's text, chat.consent. Whoever
// changes what the text says raises it, for it must be provable what was agreed
// to (UU 27/2022, Pasal 20-24).
const ConsentVersion = 1

// Effect is something that has become true and is to be written down.
type Effect interface{ effect() }

// LanguageChosen: the bot is to speak another language from now on. The session
// carries which.
type LanguageChosen struct{}

// ConsentDecided: the person agreed to the processing of the answers, refused it or took
// the agreement back.
type ConsentDecided struct {
	Version int
	Given   bool
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

// ComplaintLogged: a complaint is to be kept in the log.
type ComplaintLogged struct{ Complaint Complaint }

// ComplaintMoved: the buyer of a complaint in the log has been answered, or the
// complaint is settled. ID may be forged: it counts among the person's own only.
type ComplaintMoved struct {
	ID    int64
	State ComplaintState
}

// PopulationEntered: an officer said how many businesses there are in a region. Region is its
// code, Businesses at least 1.
type PopulationEntered struct{ Region, Businesses int }

func (LanguageChosen) effect()    {}
func (ConsentDecided) effect()    {}
func (InterviewBegun) effect()    {}
func (Answered) effect()          {}
func (InterviewFinished) effect() {}
func (MessagesStopped) effect()   {}
func (MessagesResumed) effect()   {}
func (Erased) effect()            {}
func (Blocked) effect()           {}
func (StepTaken) effect()         {}
func (ComplaintLogged) effect()   {}
func (ComplaintMoved) effect()    {}
func (PopulationEntered) effect() {}
