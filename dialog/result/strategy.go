package result

import (
	"slices"
	"strconv"
	"strings"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// Strategy is one strategy for one business: its steps, and the answers that led to it.
type Strategy struct {
	Code      scoring.StrategyCode
	Programme scoring.Programme
	Alone     bool           // no other strategy that the owner is told is of the programme
	Tips      []Tip          // those that fit the answers, the most specific first, at most five
	Reasons   []FactorRating // the answers that speak for it, those first for which most is left to gain
	run       int
}

// Tip is a step that an owner can take.
type Tip struct {
	Code    string
	Minutes int
}

// StrategyOf returns the strategy that a step belongs to: a step's code is the strategy's, an
// underscore and a number of at most two digits. It is false for a forged button.
func StrategyOf(step string) (strategy scoring.StrategyCode, ok bool) {
	code, number, _ := strings.Cut(step, "_")
	_, err := strconv.ParseUint(number, 10, 64)
	strategy = scoring.StrategyCode(code)
	return strategy, err == nil && len(number) <= 2 && slices.Contains(scoring.Strategies, strategy)
}

// Tap takes a tap on a button of the latest result.
func Tap(t *turn.Turn, b button.Button) {
	if b.Run != t.Session.LatestRun || b.Run == 0 || !slices.Contains(scoring.Strategies, scoring.StrategyCode(b.Question)) {
		t.Toast("toast.old_button")
		return
	}
	need := say.Need{Kind: say.NeedSteps, Run: b.Run, Strategy: scoring.StrategyCode(b.Question)}
	switch b.Verb {
	case button.Cause:
		need.Kind = say.NeedWhy
	case button.Take, button.First:
		if b.Verb == button.First && t.Session.Plan.State(b.Value) == turn.StepDone { // since the verdict was told
			TellVerdict(t, say.Edit, "")
			return
		}
		if !mayTake(t, b) {
			return
		}
		take(t, b.Value, turn.StepToDo)
		t.Toast("toast.step_taken")
	}
	if b.Verb == button.First {
		TellVerdict(t, say.Edit, b.Value)
		return
	}
	need.Taken = t.Session.Plan.ToDo()
	t.Add(say.Reply{Mode: say.Edit, Need: &need, Keys: t.WayBack()})
}

// mayTake reports whether a step can go onto the list; if it can't, the person is told why.
func mayTake(t *turn.Turn, b button.Button) bool {
	strategy, ok := StrategyOf(b.Value)
	switch {
	case !ok || string(strategy) != b.Question:
		t.Toast("toast.old_button")
	case !t.Session.Consented():
		t.Toast("toast.needs_consent")
	case t.Session.Plan.State(b.Value) != turn.StepToDo && len(t.Session.Plan.ToDo()) >= MaxSteps:
		t.Toast("toast.plan_full")
	default:
		return true
	}
	return false
}

// Tell shows the strategy's steps, or the answers that led to it where the reply needs those.
func (s *Strategy) Tell(r say.Reply) say.Reply {
	if r.Need.Kind == say.NeedWhy {
		return s.explain(r)
	}
	return s.unfold(r)
}

// unfold shows the strategy with its steps.
func (s *Strategy) unfold(r say.Reply) say.Reply {
	s.run = r.Need.Run
	parts := s.head()
	var take []say.Choice
	for i, tip := range s.Tips {
		number := say.Count(i + 1)
		parts = append(parts, say.Text{Key: "step.line", Args: say.Args{
			"Number": number, "Minutes": say.Count(tip.Minutes),
			"Title": stepTitle(tip.Code), "Text": stepText(tip.Code)}})
		label := say.Text{Key: "button.take", Args: say.Args{"Number": number}}
		if slices.Contains(r.Need.Taken, tip.Code) {
			label.Key = "button.taken"
		}
		take = append(take, say.Choice{Label: label, Data: button.RunData(button.Take, s.run, string(s.Code), tip.Code)})
	}
	r.Parts = append(parts, say.Message("step.take"))
	r.Keys = slices.Concat([]say.Keys{{Choices: take}, {Choices: []say.Choice{
		{Label: say.Message("button.cause"), Data: button.RunData(button.Cause, s.run, string(s.Code), "")},
		planKey(),
	}}}, backToStrategies(), r.Keys)
	return r
}

// explain tells the person's own answers that speak for the strategy.
func (s *Strategy) explain(r say.Reply) say.Reply {
	why := say.Message("step.why_position")
	if len(s.Reasons) > 0 {
		why = say.Text{Key: "step.why", Args: say.Args{"Lines": say.Words(ratingLines(s.Reasons)...)}}
	}
	r.Parts = append(s.head(), why, say.Text{Key: "step.paper", Args: say.Args{"Paper": say.Word("strategy." + string(s.Code) + ".paper")}})
	r.Keys = slices.Concat(say.Row(say.Choice{Label: say.Message("button.to_steps"),
		Data: button.RunData(button.Steps, r.Need.Run, string(s.Code), ""), Style: say.Primary}), backToStrategies(), r.Keys)
	return r
}

func (s *Strategy) head() []say.Text {
	head := say.Text{Key: "step.head", Args: say.Args{"Title": strategyTitle(s.Code), "Text": say.Word("strategy." + string(s.Code) + ".text")}}
	if s.Alone {
		return []say.Text{head}
	}
	return []say.Text{{Key: "step.programme", Args: say.Args{"Title": say.Word("programme." + strconv.Itoa(int(s.Programme)) + ".title")}}, head}
}

func backToStrategies() []say.Keys { return backTo("button.back_to_strategies", button.GoStrategies) }
