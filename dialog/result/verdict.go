package result

import (
	"slices"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// verdict says in one screen of a phone where the business stands, what is strongest, what hurts
// most, and the one step for this week. The quadrant says the direction, the stance the pace.
func (f *Result) verdict(r say.Reply) say.Reply {
	r.Parts = []say.Text{f.head(), {Key: "result.verdict", Args: say.Args{
		"Quadrant": quadrantName(f.Quadrant),
		"Text":     say.Word("verdict." + string(f.Quadrant) + "." + string(f.Stance)),
	}}}
	if f.Line != nil {
		r.Parts = append(r.Parts, f.line())
	}
	if f.Moved != nil {
		r.Parts = append(r.Parts, say.Text{Key: "result.moved", Args: say.Args{"Inside": say.Words(moved(f.Moved.X)), "Outside": say.Words(moved(f.Moved.Y))}})
	}
	r.Parts = append(r.Parts, f.standingOut()...)
	return f.week(r)
}

func (f *Result) head() say.Text {
	if f.Name == "" {
		return say.Message("result.head")
	}
	return say.Text{Key: "result.head_named", Args: say.Args{"Name": say.Raw(f.Name)}}
}

// line says between which two positions the business stands, and what would tip it.
func (f *Result) line() say.Text {
	key := "result.tipped_by_worse"
	if f.Line.Better {
		key = "result.tipped_by_better"
	}
	return say.Text{Key: key, Args: say.Args{
		"Own": quadrantName(f.Quadrant), "Other": quadrantName(f.Line.Quadrant), "Factor": say.Word("factor." + string(f.Line.Factor) + ".name")}}
}

// moved says in words how a coordinate has moved.
func moved(by float64) say.Text {
	switch {
	case by >= told:
		return say.Message("result.better")
	case by <= -told:
		return say.Message("result.worse")
	}
	return say.Message("result.same")
}

// standingOut names the strongest strength and what hurts most.
func (f *Result) standingOut() []say.Text {
	var parts []say.Text
	if len(f.Strengths) > 0 {
		parts = append(parts, say.Text{Key: "result.strongest", Args: say.Args{"Said": say.Words(f.Strengths[0].said())}})
	}
	if len(f.Burdens) > 0 {
		parts = append(parts, say.Text{Key: "result.gravest", Args: say.Args{"Said": say.Words(f.Burdens[0].said())}})
	}
	return parts
}

// week names the step for this week, or the one that was just taken, with the button to take it.
func (f *Result) week(r say.Reply) say.Reply {
	switch {
	case r.Need.Step != "":
		r.Parts = append(r.Parts, say.Text{Key: "result.taken", Args: say.Args{"Title": stepTitle(r.Need.Step), "Text": stepText(r.Need.Step)}})
	case f.First != nil:
		minutes := say.Count(f.First.Minutes)
		r.Parts = append(r.Parts, say.Text{Key: "result.first", Args: say.Args{"Title": stepTitle(f.First.Code), "Minutes": minutes}})
		r.Keys = slices.Concat(say.Row(f.takeKey(say.Text{Key: "button.take_first", Args: say.Args{"Minutes": minutes}}, f.First.Code, say.Primary), strategiesKey()), r.Keys)
		return r
	default:
		r.Parts = append(r.Parts, say.Message("result.no_step"))
	}
	r.Keys = slices.Concat(say.Row(planKey(), strategiesKey()), r.Keys)
	return r
}

// beginning is what whoever sells nothing online is told in place of the verdict, which is one on
// selling online: that this is so, and the choice of a first medium.
func (f *Result) beginning(r say.Reply) say.Reply {
	r.Parts = append([]say.Text{f.head(), say.Message("result.offline")}, f.standingOut()...)
	if r.Need.Step != "" {
		return f.week(r)
	}
	var keys []say.Choice
	for i, c := range f.choices() {
		key, style := "result.medium_first", say.Primary
		if i > 0 {
			key, style = "result.medium_other", ""
		}
		medium := say.Word("question.media.answer." + c.Medium)
		r.Parts = append(r.Parts, say.Text{Key: key, Args: say.Args{"Medium": medium, "Reason": say.Words(MediumReasons(c)[:1]...), "Title": stepTitle(c.Step)}})
		if !slices.Contains(r.Need.Taken, c.Step) {
			keys = append(keys, f.takeKey(say.Text{Key: "button.take_medium", Args: say.Args{"Medium": medium}}, c.Step, style))
		}
	}
	if len(keys) == 0 {
		return f.week(r)
	}
	r.Keys = slices.Concat(say.Row(append(keys, strategiesKey())...), r.Keys)
	return r
}

// choices are the media to begin with: the first, and one other that would do.
func (f *Result) choices() []scoring.MediumChoice {
	var choices []scoring.MediumChoice
	for _, c := range f.Media {
		if c.Told != scoring.MediumWait && len(choices) < 2 {
			choices = append(choices, c)
		}
	}
	return choices
}
