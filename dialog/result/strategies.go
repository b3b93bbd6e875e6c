package result

import (
	"slices"
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// strategies tells what else stands out, and the strategies as buttons that carry their names: those
// of the quadrant, then the urgent ones. One with nothing left to gain is told as done.
func (f *Result) strategies(r say.Reply) say.Reply {
	r.Parts = f.alsoStandingOut()
	var keys []say.Choice
	var done []say.Text
	for i, fit := range slices.Concat(f.Advice.Own, f.Advice.Urgent) {
		if fit.Done() {
			done = append(done, say.Text{Key: "result.item", Args: say.Args{"Title": strategyTitle(fit.Strategy)}})
			continue
		}
		label := say.Message("strategy." + string(fit.Strategy) + ".short")
		if i >= len(f.Advice.Own) {
			label = say.Text{Key: "button.urgent", Args: say.Args{"Title": say.Words(label)}}
		}
		keys = append(keys, say.Choice{Label: label, Data: button.RunData(button.Steps, f.Run, string(fit.Strategy), "")})
	}
	if len(done) > 0 {
		r.Parts = append(r.Parts, say.Text{Key: "result.done", Args: say.Args{"Lines": say.Words(done...)}})
	}
	if f.Advice.Complaints || f.Log.Count > 0 {
		r.Parts = append(r.Parts, f.answering())
	}
	if f.Former {
		r.Parts = append(r.Parts, say.Message("result.former"))
	}
	if len(keys) > 0 {
		r.Parts = append(r.Parts, f.toChoose(keys))
	}
	if f.First != nil {
		r.Parts = append(r.Parts, say.Text{Key: "result.week", Args: say.Args{"Title": stepTitle(f.First.Code), "Minutes": say.Count(f.First.Minutes)}})
		keys = append([]say.Choice{f.takeKey(say.Message("button.take_week"), f.First.Code, say.Primary)}, keys...)
	}
	r.Keys = slices.Concat([]say.Keys{{Choices: keys, Column: true}}, f.more(), r.Keys)
	return r
}

// toChoose says what the strategies' buttons are.
func (f *Result) toChoose(keys []say.Choice) say.Text {
	key := "result.strategies"
	switch {
	case f.Offline:
		key = "result.strategies_later"
	case !slices.ContainsFunc(f.Advice.Own, func(x scoring.Fit) bool { return !x.Done() }):
		key = "result.strategies_urgent"
	}
	return say.Text{Key: key, Args: say.Args{"Count": say.Count(len(keys))}}
}

// alsoStandingOut names what the verdict had no room for.
func (f *Result) alsoStandingOut() []say.Text {
	var parts []say.Text
	if len(f.Strengths) > 1 {
		parts = append(parts, say.Text{Key: "result.strengths", Args: say.Args{"Lines": say.Words(ratingLines(f.Strengths[1:])...)}})
	}
	if len(f.Burdens) > 1 {
		parts = append(parts, say.Text{Key: "result.burdens", Args: say.Args{"Lines": say.Words(ratingLines(f.Burdens[1:])...)}})
	}
	return parts
}

// answering puts what the owner said of answering complaints beside what the log shows.
func (f *Result) answering() say.Text {
	lines := []say.Text{{Key: "factor.W6.said." + strconv.Itoa(f.Answering)}, f.Log.Words()}
	if f.Advice.Complaints {
		lines = append(lines, say.Message("result.complaints"))
	}
	return say.Text{Key: "result.answering", Args: say.Args{"Lines": say.Words(lines...)}}
}

// more leads on from the strategies.
func (f *Result) more() []say.Keys {
	details := button.GoDetails
	if f.Offline {
		details = button.GoFigures
	}
	more := say.Row(planKey(), say.Choice{Label: say.Message("button.details"), Data: button.Data(button.Go, details)})
	if f.Advice.Complaints || f.Log.Open > 0 {
		more = append(more, say.Row(say.Choice{Label: say.Message("button.desk"), Data: button.Data(button.Desk, complaint.ActOpen)})...)
	}
	return more
}

func strategyTitle(code scoring.StrategyCode) say.Value {
	return say.Word("strategy." + string(code) + ".title")
}

// StrategyLines lists strategies, going on with the number.
func StrategyLines(fits []scoring.Fit, number *int) []say.Text {
	lines := make([]say.Text, len(fits))
	for i, f := range fits {
		*number++
		lines[i] = say.Text{Key: "result.strategy", Args: say.Args{"Number": say.Count(*number), "Title": strategyTitle(f.Strategy)}}
	}
	return lines
}
