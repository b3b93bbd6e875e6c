package dialog

import (
	"slices"
	"strconv"
)

// FollowUpKind names what the bot writes about by itself.
type FollowUpKind string

// The kinds.
const (
	FollowUnfinished FollowUpKind = "unfinished" // an interview that is not finished
	FollowSteps      FollowUpKind = "steps"      // which steps were tried after a result
	FollowAgain      FollowUpKind = "again"      // an invitation to another interview
	FollowComplaint  FollowUpKind = "complaint"  // complaints that nobody has answered
)

// FollowUpKinds lists the kinds.
var FollowUpKinds = []FollowUpKind{FollowUnfinished, FollowSteps, FollowAgain, FollowComplaint}

// MayBeReminded tells whether the bot may write to the person by itself: it has been let,
// and what it would write about may be processed.
func (s Session) MayBeReminded() bool { return s.consented() && !s.Stopped }

// UnfinishedReminder is what reminds of the session's unfinished interview, at the question
// where it stopped. last tells that no other reminder of it follows.
func UnfinishedReminder(s Session, last bool) Reply {
	t := turn{s: s}
	parts := []Text{say("followup.unfinished_review")}
	if _, i, asking := s.current(); asking {
		parts[0] = Text{Key: "followup.unfinished", Args: Args{"Number": Count(i + 1), "Total": t.total()}}
	}
	if last {
		parts = append(parts, say("followup.last"))
	}
	return Reply{Language: s.Language, Parts: parts, Keys: append(t.wayBack(), stopKeys()...)}
}

// AgainInvitation invites to another interview.
func AgainInvitation(l Language) Reply {
	return Reply{Language: l, Parts: []Text{say("followup.again")}, Keys: append(row(
		Choice{Label: say("button.again"), Data: data(verbGo, goAgain), Style: Primary},
		Choice{Label: say("button.result"), Data: data(verbGo, goResult)},
	), stopKeys()...)}
}

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

// StepTry is a step that was asked about. Outcome is empty until that is answered.
type StepTry struct {
	Tip     string
	Outcome StepOutcome
}

// StepTries are the steps that were asked about at one time, at most three.
type StepTries struct {
	Run   int // the interview whose result the steps follow from
	Round int // the how many-th time of asking, from 1
	Steps []StepTry
}

// StepsQuestion asks which steps were tried.
func StepsQuestion(l Language, s StepTries) Reply {
	return s.Tell(Reply{Language: l})
}

// Tell asks about each step that has no answer yet, and says what is known of the others.
func (s *StepTries) Tell(r Reply) Reply {
	if len(s.Steps) == 0 { // a forged button
		r.Parts = []Text{say("toast.old_button")}
		return r
	}
	lines := make([]Text, len(s.Steps))
	var keys []Keys
	for i, step := range s.Steps {
		key := "followup.step_" + string(step.Outcome)
		if step.Outcome == "" {
			key = "followup.step"
			keys = append(keys, Keys{Choices: s.choices(step.Tip, i+1)})
		}
		lines[i] = Text{Key: key, Args: Args{"Number": Count(i + 1), "Title": Words(say("tip." + step.Tip + ".title"))}}
	}
	r.Parts = []Text{say("followup.steps"), {Key: "followup.list", Args: Args{"Lines": Words(lines...)}}}
	if keys == nil {
		r.Parts = append(r.Parts, say("followup.thanks"))
	}
	keys = append(keys, row(Choice{Label: say("button.plan"), Data: data(verbPlan, "")})...)
	r.Keys = slices.Concat(keys, r.Keys, stopKeys())
	return r
}

func (s *StepTries) choices(tip string, number int) []Choice {
	choices := make([]Choice, len(StepOutcomes))
	for i, o := range StepOutcomes {
		choices[i] = Choice{
			Label: Text{Key: "button.tried_" + string(o), Args: Args{"Number": Count(number)}},
			Data:  runData(verbTry, s.Run, tip, strconv.Itoa(s.Round)+"."+string(o)),
		}
	}
	choices[0].Style = Success
	return choices
}

// tappedTry takes a tap that says what became of a step. Whether it was asked about, and
// has no answer yet, is for the store to see.
func (t *turn) tappedTry(p tap) {
	before, behind := p.action()
	round, err := strconv.Atoi(before)
	outcome := StepOutcome(behind)
	_, step := strategyOf(p.question)
	switch {
	case err != nil || p.run == 0 || p.run != t.s.LatestRun || !step || !slices.Contains(StepOutcomes, outcome):
		t.toast("toast.old_button")
	case !t.s.consented():
		t.toast("toast.needs_consent")
	default:
		t.note(StepTried{Run: p.run, Round: round, Tip: p.question, Outcome: outcome})
		t.toast("toast.tried_" + string(outcome))
		t.add(Reply{Mode: Edit, Need: &Need{Kind: NeedTries, Run: p.run, Round: round}, Keys: t.wayBack()})
	}
}
