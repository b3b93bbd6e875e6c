package result

import "ikmbot/dialog/turn"

// StepTaken: a step went onto the personal list, or its state there changed.
type StepTaken struct {
	Tip   string
	State turn.StepState
}

// Effect marks it as a turn.Effect.
func (StepTaken) Effect() {}
