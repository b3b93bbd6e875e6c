package reminder

import (
	"slices"
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// StepOutcome is what became of a step.
type StepOutcome string

// The outcomes.
const (
	TriedDone   StepOutcome = "done"
	TriedPartly StepOutcome = "partly"
	TriedNotYet StepOutcome = "not_yet"
)

// StepOutcomes lists the outcomes in the order of their buttons.
var StepOutcomes = []StepOutcome{TriedDone, TriedPartly, TriedNotYet}

// StepTry is a step that was asked about. Outcome is empty until the question is answered.
type StepTry struct {
	Tip     string
	Outcome StepOutcome
}

// StepTries holds the steps that were asked about in one message, at most three.
type StepTries struct {
	Run   int // the interview whose result the steps follow from
	Round int // how many times they have been asked about, from 1
	Steps []StepTry
}

// StepsReply asks which steps were tried.
func StepsReply(l say.Language, s StepTries) say.Reply {
	return s.Tell(say.Reply{Language: l})
}

// Tell asks about each unanswered step and shows the outcome of the others.
func (s *StepTries) Tell(r say.Reply) say.Reply {
	if len(s.Steps) == 0 { // a forged button
		r.Parts = []say.Text{say.Message("toast.old_button")}
		return r
	}
	lines := make([]say.Text, len(s.Steps))
	var keys []say.Keys
	for i, step := range s.Steps {
		key := "followup.step_" + string(step.Outcome)
		if step.Outcome == "" {
			key = "followup.step"
			keys = append(keys, say.Keys{Choices: s.choices(step.Tip, i+1)})
		}
		lines[i] = say.Text{Key: key, Args: say.Args{"Number": say.Count(i + 1),
			"Title": say.Word("tip." + step.Tip + ".title")}}
	}
	r.Parts = []say.Text{say.Message("followup.steps"), {Key: "followup.list", Args: say.Args{"Lines": say.Words(lines...)}}}
	if keys == nil {
		r.Parts = append(r.Parts, say.Message("followup.thanks"))
	}
	keys = append(keys, say.Row(say.Choice{Label: say.Message("button.plan"), Data: button.Data(button.Plan, "")})...)
	r.Keys = slices.Concat(keys, r.Keys, say.StopKeys())
	return r
}

func (s *StepTries) choices(tip string, number int) []say.Choice {
	choices := make([]say.Choice, len(StepOutcomes))
	for i, o := range StepOutcomes {
		choices[i] = say.Choice{
			Label: say.Text{Key: "button.tried_" + string(o), Args: say.Args{"Number": say.Count(number)}},
			Data:  button.RunData(button.Try, s.Run, tip, strconv.Itoa(s.Round)+"."+string(o)),
		}
	}
	choices[0].Style = say.Success
	return choices
}

// TapStep takes a tap that says what became of a step. The store checks that it was asked about and
// has no answer yet.
func TapStep(t *turn.Turn, b button.Button) {
	before, behind := b.Action()
	round, err := strconv.Atoi(before)
	outcome := StepOutcome(behind)
	_, step := result.StrategyOf(b.Question)
	switch {
	case err != nil || b.Run == 0 || b.Run != t.Session.LatestRun || !step || !slices.Contains(StepOutcomes, outcome):
		t.Toast("toast.old_button")
	case !t.Session.Consented():
		t.Toast("toast.needs_consent")
	default:
		t.Note(StepTried{Run: b.Run, Round: round, Tip: b.Question, Outcome: outcome})
		t.Toast("toast.tried_" + string(outcome))
		t.Add(say.Reply{Mode: say.Edit, Need: &say.Need{Kind: say.NeedTries, Run: b.Run, Round: round}, Keys: t.WayBack()})
	}
}
