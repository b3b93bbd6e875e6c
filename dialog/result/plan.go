package result

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// MaxSteps is how many steps can be to do at the same time: nobody manages more in a week.
const MaxSteps = 5

// mostUndone is of how many steps that are done the plan offers to take that back: of the ones that
// were taken up last.
const mostUndone = 5

// take puts a step onto the list, or changes its state there.
func take(t *turn.Turn, tip string, state turn.StepState) {
	if t.Session.Plan.State(tip) == state {
		return
	}
	t.Session.Plan = t.Session.Plan.With(tip, state)
	t.Session.Acted = t.Session.Acted || state == turn.StepDone
	t.Note(StepTaken{tip, state})
}

// TellPlan shows the list with what is to do and what is done.
func TellPlan(t *turn.Turn, mode say.Mode) {
	todo, done := t.Session.Plan.ToDo(), t.Session.Plan.In(turn.StepDone)
	parts := []say.Text{say.Message("plan.head")}
	var keys []say.Keys
	for i, code := range todo {
		number := say.Count(i + 1)
		parts = append(parts, say.Text{Key: "plan.step", Args: say.Args{"Number": number, "Title": stepTitle(code), "Text": stepText(code)}})
		keys = append(keys, say.Keys{Choices: []say.Choice{
			{Label: say.Text{Key: "button.step_done", Args: say.Args{"Number": number}}, Data: button.Data(button.Plan, code, string(turn.StepDone)), Style: say.Success},
			{Label: say.Text{Key: "button.step_dropped", Args: say.Args{"Number": number}}, Data: button.Data(button.Plan, code, string(turn.StepDropped))},
		}})
	}
	if len(todo) == 0 {
		parts = append(parts, say.Message("plan.empty"))
	}
	if len(done) > 0 {
		part, undo := doneSteps(done, len(todo))
		parts, keys = append(parts, part), append(keys, undo)
	}
	if t.Session.LatestRun > 0 {
		keys = append(keys, backTo("button.back_to_result", button.GoWords)...)
	}
	t.Reply(mode, append(keys, t.WayBack()...), parts...)
}

// doneSteps lists the steps that are done, numbered on from those to do, with the buttons that take
// it back.
func doneSteps(done []string, number int) (say.Text, say.Keys) {
	var lines []say.Text
	var undo say.Keys
	for i, code := range done {
		n := say.Count(number + i + 1)
		lines = append(lines, say.Text{Key: "plan.done_line", Args: say.Args{"Number": n, "Title": stepTitle(code)}})
		if i >= len(done)-mostUndone {
			undo.Choices = append(undo.Choices, say.Choice{
				Label: say.Text{Key: "button.step_undone", Args: say.Args{"Number": n}}, Data: button.Data(button.Plan, code, string(turn.StepToDo))})
		}
	}
	return say.Text{Key: "plan.done", Args: say.Args{"Count": say.Count(len(done)), "Lines": say.Words(lines...)}}, undo
}

// TapPlan takes a tap that shows the list or changes a step on it.
func TapPlan(t *turn.Turn, b button.Button) {
	if b.Value == "" {
		TellPlan(t, say.Send)
		return
	}
	tip, state := b.Action()
	switch from, to := t.Session.Plan.State(tip), turn.StepState(state); {
	case from == turn.StepToDo && (to == turn.StepDone || to == turn.StepDropped):
		take(t, tip, to)
		if to == turn.StepDone {
			t.Toast("toast.step_done")
		}
	case from == turn.StepDone && to == turn.StepToDo && len(t.Session.Plan.ToDo()) >= MaxSteps:
		t.Toast("toast.plan_full")
		return
	case from == turn.StepDone && to == turn.StepToDo:
		take(t, tip, to)
	default:
		t.Toast("toast.old_button")
		return
	}
	TellPlan(t, say.Edit)
}

func backTo(label, place string) []say.Keys {
	return say.Row(say.Choice{Label: say.Message(label), Data: button.Data(button.Go, place)})
}
