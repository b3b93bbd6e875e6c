package interview

import "ikmbot/dialog/questionnaire"

// ConsentDecided: the person agreed to the processing of the answers, refused it or took
// the agreement back.
type ConsentDecided struct {
	Version int
	Given   bool
	Contact bool // the officers of the region may write, and know the business's name
}

// InterviewBegun: an interview began. Where KeepBusiness is set, the answers
// about the business are taken over from the interview before.
type Begun struct {
	Run          int
	Version      int
	KeepBusiness bool
}

// Answered: a question of the latest interview was answered, anew or for the first time.
type Answered struct {
	Question questionnaire.Question
	Answer   questionnaire.Answer
}

// InterviewFinished: the latest interview is complete and is to be scored.
type Finished struct{ Run int }

// Effect marks an [Effect].
func (ConsentDecided) Effect() {}

// Effect marks an [Effect].
func (Begun) Effect() {}

// Effect marks an [Effect].
func (Answered) Effect() {}

// Effect marks an [Effect].
func (Finished) Effect() {}
