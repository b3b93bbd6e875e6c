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

// PlanStep is a step that a person has taken up.
type PlanStep struct {
	Tip   string    `json:"tip"`
	State StepState `json:"state"`
}

// Plan is a person's list of steps, in the order in which they were taken up.
type Plan []PlanStep

// State is how far a step is; empty where it was never taken up.
func (p Plan) State(tip string) StepState {
	if i := p.find(tip); i >= 0 {
		return p[i].State
	}
	return ""
}

// With is the list with a step in a state. One that is taken up anew after it was dropped comes last.
func (p Plan) With(tip string, state StepState) Plan {
	plan := slices.Clone(p)
	i := plan.find(tip)
	switch {
	case i >= 0 && plan[i].State == StepDropped && state == StepToDo:
		plan = slices.Delete(plan, i, i+1)
	case i >= 0:
		plan[i].State = state
		return plan
	}
	return append(plan, PlanStep{tip, state})
}

// In lists the steps that are in a state.
func (p Plan) In(state StepState) []string {
	var codes []string
	for _, s := range p {
		if s.State == state {
			codes = append(codes, s.Tip)
		}
	}
	return codes
}

// ToDo lists the steps that are to be done.
func (p Plan) ToDo() []string { return p.In(StepToDo) }

func (p Plan) find(tip string) int {
	return slices.IndexFunc(p, func(s PlanStep) bool { return s.Tip == tip })
}
