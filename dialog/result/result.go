package result

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
)

// Result is the result of a finished interview, as the model's views give it. Its position is
// snapped.
type Result struct {
	scoring.Result
	Run       int
	Name      string // of the business; may be empty
	Size      scoring.Size
	Strengths []FactorRating // the strongest strengths, rated 3 or 4, at most two
	Burdens   []FactorRating // the weaknesses and threats that cost most, rated 3 or 4, every one rated 4 among them
	Advice    scoring.Advice
	First     *scoring.Step          // for this week; nil: every step is done or on the plan
	Offline   bool                   // the business sells nothing online
	Media     []scoring.MediumChoice // that it does not use, the one to begin with first
	Line      *scoring.Line          // nil: it stands on none
	Answering int                    // the rating of W6: how soon complaints are answered, as the owner said
	Log       complaint.Log          // what the log of complaints shows of it
	Moved     *Move                  // since the interview before; nil if there was none
	Former    bool                   // it was told by version 1 of the model
}

// Move is how far a business has moved between two interviews, both under the newer one's weights.
type Move struct{ X, Y float64 }

// FactorRating is a factor with its answered rating.
type FactorRating struct {
	Factor  scoring.FactorCode
	Rating  scoring.Rating
	Version int // of the questionnaire that it was answered in; 0: the first
}

// Tell says the latest result: the verdict with the step for this week, the picture, and the
// strategies.
func Tell(t *turn.Turn) {
	TellVerdict(t, say.Send, "")
	t.Add(picture(t, say.CartesianDiagram))
	TellStrategies(t, say.Send)
}

// TellVerdict says what the latest result comes to on one screen of a phone. The step that is
// named was taken just now, and is told in full.
func TellVerdict(t *turn.Turn, mode say.Mode, step string) {
	t.Add(say.Reply{Mode: mode, Keys: t.WayBack(),
		Need: &say.Need{Kind: say.NeedResult, Run: t.Session.LatestRun, Step: step, Taken: t.Session.Plan.ToDo()}})
}

// TellStrategies says which strategies follow from the latest result.
func TellStrategies(t *turn.Turn, mode say.Mode) {
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedStrategies, Run: t.Session.LatestRun},
		Keys: append(t.CorrectionKeys(), t.WayBack()...)})
}

// TellDetails says the figures that the latest result rests on; with the IE matrix, where the
// business sells online.
func TellDetails(t *turn.Turn, online bool) {
	t.Add(say.Reply{Mode: say.Edit, Need: &say.Need{Kind: say.NeedDetails, Run: t.Session.LatestRun}, Keys: t.WayBack()})
	if online {
		t.Add(picture(t, say.IEMatrix))
	}
}

func picture(t *turn.Turn, kind say.PictureKind) say.Reply {
	return say.Reply{Picture: &say.Picture{Kind: kind, Run: t.Session.LatestRun}, Parts: []say.Text{say.Message("picture." + string(kind) + ".caption")}}
}

// Tell says of the result what the reply needs.
func (f *Result) Tell(r say.Reply) say.Reply {
	switch r.Need.Kind {
	case say.NeedStrategies:
		return f.strategies(r)
	case say.NeedDetails:
		return f.details(r)
	}
	if f.Offline {
		return f.beginning(r)
	}
	return f.verdict(r)
}

// said returns the factor's rating in the words of the answer.
func (f FactorRating) said() say.Text {
	return say.Message(questionnaire.Said(f.Version, string(f.Factor), int(f.Rating)))
}

func ratingLines(ratings []FactorRating) []say.Text {
	lines := make([]say.Text, len(ratings))
	for i, f := range ratings {
		lines[i] = say.Text{Key: "result.line", Args: say.Args{"Said": say.Words(f.said())}}
	}
	return lines
}

func quadrantName(q scoring.Quadrant) say.Value {
	return say.Word("quadrant." + string(q) + ".position")
}

func stepTitle(code string) say.Value { return say.Word("tip." + code + ".title") }

func stepText(code string) say.Value { return say.Word("tip." + code + ".text") }

func planKey() say.Choice {
	return say.Choice{Label: say.Message("button.plan"), Data: button.Data(button.Plan, "")}
}

func strategiesKey() say.Choice {
	return say.Choice{Label: say.Message("button.strategies"), Data: button.Data(button.Go, button.GoStrategies)}
}

// takeKey takes the step up from the verdict.
func (f *Result) takeKey(label say.Text, step string, style say.Style) say.Choice {
	strategy, _ := StrategyOf(step)
	return say.Choice{Label: label, Data: button.RunData(button.First, f.Run, string(strategy), step), Style: style}
}
