package turn

import "slices"

// StepState is the state of a step on the personal list.
type StepState string

// The states of a step.
const (
	StepToDo    StepState = "todo"
	StepDone    StepState = "done"
	StepDropped StepState = "dropped"
)

// Plan is a person's list of steps, by the tips' codes.
type Plan map[string]StepState

// ToDo lists the codes of the steps to do, sorted.
func (p Plan) ToDo() []string {
	var codes []string
	for code, state := range p {
		if state == StepToDo {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// Count returns how many steps are in a state.
func (p Plan) Count(state StepState) int {
	n := 0
	for _, s := range p {
		if s == state {
			n++
		}
	}
	return n
}
