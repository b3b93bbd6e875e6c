package dialog

import (
	"slices"
	"strconv"
	"strings"

	"ikmbot/scoring"
)

// Strategy is one strategy for one business: what can be done, and the answers that led to it.
type Strategy struct {
	Code    scoring.StrategyCode
	Tips    []Tip          // those that fit the answers, the most specific first, at most five
	Ratings []FactorRating // of the strategy's factors, in the study's order
	run     int
}

// Tip is a step that an owner can do.
type Tip struct {
	Code    string
	Minutes int
}

// strategyOf is the strategy that a step belongs to: the code of a step is the strategy's, _ and
// a number of at most two digits. It is false where a button was forged.
func strategyOf(step string) (strategy scoring.StrategyCode, ok bool) {
	code, number, _ := strings.Cut(step, "_")
	_, err := strconv.ParseUint(number, 10, 64)
	strategy = scoring.StrategyCode(code)
	return strategy, err == nil && len(number) <= 2 && slices.Contains(scoring.Strategies, strategy)
}

// tappedStrategy takes a tap on a button of the latest result.
func (t *turn) tappedStrategy(p tap) {
	if p.run != t.s.LatestRun || p.run == 0 || !slices.Contains(scoring.Strategies, scoring.StrategyCode(p.question)) {
		t.toast("toast.old_button")
		return
	}
	need := Need{Kind: NeedSteps, Run: p.run, Strategy: scoring.StrategyCode(p.question)}
	switch p.verb {
	case verbCause:
		need.Kind = NeedWhy
	case verbTake:
		if !t.mayTake(p) {
			return
		}
		t.take(p.value, StepToDo)
		t.toast("toast.step_taken")
	}
	need.Taken = t.s.Plan.toDo()
	t.add(Reply{Mode: Edit, Need: &need, Keys: t.wayBack()})
}

// mayTake tells whether a step can go onto the list, and says why where it can't.
func (t *turn) mayTake(p tap) bool {
	strategy, ok := strategyOf(p.value)
	switch {
	case !ok || string(strategy) != p.question:
		t.toast("toast.old_button")
	case !t.s.consented():
		t.toast("toast.needs_consent")
	case t.s.Plan[p.value] != StepToDo && len(t.s.Plan.toDo()) >= MaxSteps:
		t.toast("toast.plan_full")
	default:
		return true
	}
	return false
}

// Tell tells the answers that led to the strategy where they are needed, and its steps otherwise.
func (s *Strategy) Tell(r Reply) Reply {
	if r.Need.Kind == NeedWhy {
		return s.explain(r)
	}
	return s.unfold(r)
}

// unfold tells the strategy with its steps.
func (s *Strategy) unfold(r Reply) Reply {
	s.run = r.Need.Run
	parts := s.head()
	var take []Choice
	for i, tip := range s.Tips {
		number := Count(i + 1)
		parts = append(parts, Text{Key: "step.line", Args: Args{
			"Number": number, "Minutes": Count(tip.Minutes),
			"Title": Words(say("tip." + tip.Code + ".title")), "Text": Words(say("tip." + tip.Code + ".text"))}})
		label := Text{Key: "button.take", Args: Args{"Number": number}}
		if slices.Contains(r.Need.Taken, tip.Code) {
			label.Key = "button.taken"
		}
		take = append(take, Choice{Label: label, Data: runData(verbTake, s.run, string(s.Code), tip.Code)})
	}
	r.Parts = append(parts, say("step.take"))
	r.Keys = slices.Concat([]Keys{{Choices: take}, {Choices: []Choice{
		{Label: say("button.cause"), Data: runData(verbCause, s.run, string(s.Code), "")},
		{Label: say("button.plan"), Data: data(verbPlan, "")},
	}}}, backToResult(), r.Keys)
	return r
}

// explain tells the person's own answers that led to the strategy.
func (s *Strategy) explain(r Reply) Reply {
	r.Parts = append(s.head(),
		Text{Key: "step.why", Args: Args{"Lines": Words(ratingLines(s.Ratings)...)}},
		Text{Key: "step.paper", Args: Args{"Paper": Words(say("strategy." + string(s.Code) + ".paper"))}})
	r.Keys = slices.Concat(row(Choice{Label: say("button.to_steps"), Data: runData(verbSteps, r.Need.Run, string(s.Code), ""), Style: Primary}), backToResult(), r.Keys)
	return r
}

func (s *Strategy) head() []Text {
	return []Text{{Key: "step.head", Args: Args{
		"Title": Words(say("strategy." + string(s.Code) + ".title")), "Text": Words(say("strategy." + string(s.Code) + ".text"))}}}
}

func backToResult() []Keys {
	return row(Choice{Label: say("button.back_to_result"), Data: data(verbGo, goWords)})
}
