package dialog

import (
	"maps"
	"slices"
)

// StepState is how far a step on the personal list is.
type StepState string

// The states of a step.
const (
	StepToDo    StepState = "todo"
	StepDone    StepState = "done"
	StepDropped StepState = "dropped"
)

// Plan is a person's list of steps, by the tips' codes.
type Plan map[string]StepState

// MaxSteps is how many steps can be to do at the same time: more than that nobody does in a week.
const MaxSteps = 5

// toDo lists the steps that are to be done, in a fixed order.
func (p Plan) toDo() []string {
	var codes []string
	for code, state := range p {
		if state == StepToDo {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

func (p Plan) count(state StepState) int {
	n := 0
	for _, s := range p {
		if s == state {
			n++
		}
	}
	return n
}

// take puts a step onto the list, or changes its state there.
func (t *turn) take(tip string, state StepState) {
	if t.s.Plan[tip] == state {
		return
	}
	plan := maps.Clone(t.s.Plan)
	if plan == nil {
		plan = Plan{}
	}
	plan[tip] = state
	t.s.Plan = plan
	t.note(StepTaken{tip, state})
}

// tellPlan shows the list with what is to do.
func (t *turn) tellPlan(mode Mode) {
	todo := t.s.Plan.toDo()
	parts := []Text{say("plan.head")}
	var keys []Keys
	for i, code := range todo {
		number := Count(i + 1)
		parts = append(parts, Text{Key: "plan.step", Args: Args{
			"Number": number, "Title": Words(say("tip." + code + ".title")), "Text": Words(say("tip." + code + ".text"))}})
		keys = append(keys, Keys{Choices: []Choice{
			{Label: Text{Key: "button.step_done", Args: Args{"Number": number}}, Data: data(verbPlan, code, string(StepDone)), Style: Success},
			{Label: Text{Key: "button.step_dropped", Args: Args{"Number": number}}, Data: data(verbPlan, code, string(StepDropped))},
		}})
	}
	if len(todo) == 0 {
		parts = append(parts, say("plan.empty"))
		if t.s.LatestRun > 0 {
			keys = append(keys, row(Choice{Label: say("button.result"), Data: data(verbGo, goResult), Style: Primary})...)
		}
	}
	if done := t.s.Plan.count(StepDone); done > 0 {
		parts = append(parts, Text{Key: "plan.done", Args: Args{"Count": Count(done)}})
	}
	t.reply(mode, append(keys, t.wayBack()...), parts...)
}

// tappedPlan takes a tap that shows the list or changes a step on it.
func (t *turn) tappedPlan(p tap) {
	if p.value == "" {
		t.tellPlan(Send)
		return
	}
	tip, state := p.action()
	if t.s.Plan[tip] != StepToDo || (state != string(StepDone) && state != string(StepDropped)) {
		t.toast("toast.old_button")
		return
	}
	t.take(tip, StepState(state))
	if state == string(StepDone) {
		t.toast("toast.step_done")
	}
	t.tellPlan(Edit)
}
