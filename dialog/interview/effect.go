package interview

import "ikmbot/dialog/questionnaire"

// ConsentDecided: the person agreed to the processing of the answers, refused it or took
// the agreement back.
type ConsentDecided struct {
	Version int
	Given   bool
	Contact bool // the officers of the region may write, and know the business's name
}

// Effect marks it as a turn.Effect.
func (ConsentDecided) Effect() {}

// Begun: an interview began. Where KeepBusiness is set, the answers
// about the business are taken over from the interview before.
type Begun struct {
	Run          int
	Version      int
	KeepBusiness bool
}

// Effect marks it as a turn.Effect.
func (Begun) Effect() {}

// Answered: a question of the latest interview was answered, anew or for the first time.
type Answered struct {
	Question questionnaire.Question
	Answer   questionnaire.Answer
}

// Effect marks it as a turn.Effect.
func (Answered) Effect() {}

// Finished: the latest interview is complete and is to be scored.
type Finished struct{ Run int }

// Effect marks it as a turn.Effect.
func (Finished) Effect() {}
