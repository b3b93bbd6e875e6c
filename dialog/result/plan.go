package result

import (
	"maps"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// MaxSteps is how many steps can be to do at the same time: nobody manages more in a week.
const MaxSteps = 5

// take puts a step onto the list, or changes its state there.
func take(t *turn.Turn, tip string, state turn.StepState) {
	if t.Session.Plan[tip] == state {
		return
	}
	plan := maps.Clone(t.Session.Plan)
	if plan == nil {
		plan = turn.Plan{}
	}
	plan[tip] = state
	t.Session.Plan = plan
	t.Note(StepTaken{tip, state})
}

// TellPlan shows the list of steps to do.
func TellPlan(t *turn.Turn, mode say.Mode) {
	todo := t.Session.Plan.ToDo()
	parts := []say.Text{say.Message("plan.head")}
	var keys []say.Keys
	for i, code := range todo {
		number := say.Count(i + 1)
		parts = append(parts, say.Text{Key: "plan.step", Args: say.Args{
			"Number": number, "Title": say.Word("tip." + code + ".title"), "Text": say.Word("tip." + code + ".text")}})
		keys = append(keys, say.Keys{Choices: []say.Choice{
			{Label: say.Text{Key: "button.step_done", Args: say.Args{"Number": number}},
				Data: button.Data(button.Plan, code, string(turn.StepDone)), Style: say.Success},
			{Label: say.Text{Key: "button.step_dropped", Args: say.Args{"Number": number}},
				Data: button.Data(button.Plan, code, string(turn.StepDropped))},
		}})
	}
	if len(todo) == 0 {
		parts = append(parts, say.Message("plan.empty"))
		if t.Session.LatestRun > 0 {
			keys = append(keys, say.Row(say.Choice{Label: say.Message("button.result"),
				Data: button.Data(button.Go, button.GoResult), Style: say.Primary})...)
		}
	}
	if done := t.Session.Plan.Count(turn.StepDone); done > 0 {
		parts = append(parts, say.Text{Key: "plan.done", Args: say.Args{"Count": say.Count(done)}})
	}
	t.Reply(mode, append(keys, t.WayBack()...), parts...)
}

// TapPlan takes a tap that shows the list or changes a step on it.
func TapPlan(t *turn.Turn, b button.Button) {
	if b.Value == "" {
		TellPlan(t, say.Send)
		return
	}
	tip, state := b.Action()
	if t.Session.Plan[tip] != turn.StepToDo || (state != string(turn.StepDone) && state != string(turn.StepDropped)) {
		t.Toast("toast.old_button")
		return
	}
	take(t, tip, turn.StepState(state))
	if state == string(turn.StepDone) {
		t.Toast("toast.step_done")
	}
	TellPlan(t, say.Edit)
}
