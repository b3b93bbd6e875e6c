package interview

import "ikmbot/dialog/questionnaire"

// ConsentDecided: the person agreed to the processing of the answers, refused it or withdrew the
// consent.
type ConsentDecided struct {
	Version int
	Given   bool
	Contact bool // the region's officers may write to the person and see the business's name
}

// Effect marks it as a turn.Effect.
func (ConsentDecided) Effect() {}

// ConsentAsked: somebody who agreed to an earlier version of the consent's text was asked to agree to
// this one.
type ConsentAsked struct{ Version int }

// Effect marks it as a turn.Effect.
func (ConsentAsked) Effect() {}

// Begun: an interview began. If KeepBusiness is set, it takes over the answers about the business
// from the previous interview.
type Begun struct {
	Run          int
	Version      int
	KeepBusiness bool
}

// Effect marks it as a turn.Effect.
func (Begun) Effect() {}

// Answered: a question of the latest interview was answered, for the first time or again.
type Answered struct {
	Question questionnaire.Question
	Answer   questionnaire.Answer
}

// Effect marks it as a turn.Effect.
func (Answered) Effect() {}

// CorrectionBegun: the answers of the latest interview, which is finished, are being corrected.
// Its result stays as told until [Corrected].
type CorrectionBegun struct{ Run int }

// Effect marks it as a turn.Effect.
func (CorrectionBegun) Effect() {}

// CorrectionLeft: the corrections are dropped, and the result stays.
type CorrectionLeft struct{ Run int }

// Effect marks it as a turn.Effect.
func (CorrectionLeft) Effect() {}

// Corrected: the latest interview has the corrected answers, and is to be scored anew.
type Corrected struct{ Run int }

// Effect marks it as a turn.Effect.
func (Corrected) Effect() {}

// Finished: the latest interview is complete and is to be scored.
type Finished struct{ Run int }

// Effect marks it as a turn.Effect.
func (Finished) Effect() {}
