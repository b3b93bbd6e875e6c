package dialog

import (
	"slices"
	"strconv"

	"ikmbot/scoring"
)

// Result is a finished interview's outcome, as the views of the model give it. Its position is
// snapped.
type Result struct {
	scoring.Result
	Run       int
	Name      string // of the business; may be empty
	Size      scoring.Size
	Strengths []FactorRating // the strongest strengths, rated 3 or 4, at most two
	Burdens   []FactorRating // the gravest weaknesses and threats, rated 3 or 4, at most three
	Advice    scoring.Advice
	Answering int               // the rating of W6: how soon complaints are answered, as the owner said
	Log       ComplaintLog      // what the log of complaints shows of it
	Earlier   *scoring.Position // of the interview before, X and Y alone; nil if there was none
}

// sizeWords say a business's size under the laws that the answers suffice for.
func sizeWords(s scoring.Size) []Text {
	var lines []Text
	for _, law := range scoring.Laws {
		if class := s.Under(law); class != "" {
			lines = append(lines, Text{Key: "result.size_line", Args: Args{
				"Law": Words(say("law." + string(law) + ".name")), "Size": Words(say("size." + string(class) + ".name"))}})
		}
	}
	return lines
}

// FactorRating is a factor and the rating that was answered.
type FactorRating struct {
	Factor scoring.FactorCode
	Rating scoring.Rating
}

// tellResult says the latest result: its pictures, then the words, whose buttons
// are then the last thing on the screen.
func (t *turn) tellResult() {
	for _, kind := range []PictureKind{CartesianDiagram, IEMatrix} {
		t.add(Reply{Picture: &Picture{Kind: kind, Run: t.s.LatestRun}, Parts: []Text{say("picture." + string(kind) + ".caption")}})
	}
	t.tellResultWords(Send)
}

func (t *turn) tellResultWords(mode Mode) {
	t.add(Reply{Mode: mode, Need: &Need{Kind: NeedResult, Run: t.s.LatestRun}, Keys: t.wayBack()})
}

// Tell says the result in one message: where the business stands, what stands out,
// and what follows.
func (f *Result) Tell(r Reply) Reply {
	r.Parts = slices.Concat(f.standing(), f.standingOut(), f.following())
	r.Keys = append(f.keys(), r.Keys...)
	return r
}

func (f *Result) standing() []Text {
	head := say("result.head")
	if f.Name != "" {
		head = Text{Key: "result.head_named", Args: Args{"Name": Raw(f.Name)}}
	}
	parts := []Text{head, {Key: "result.quadrant", Args: Args{
		"Quadrant": Words(say("quadrant." + string(f.Quadrant) + ".name")),
		"Plain":    Words(say("quadrant." + string(f.Quadrant) + ".plain")),
		"Advice":   Words(say("quadrant." + string(f.Quadrant) + ".advice")),
	}}, {Key: "result.point", Args: Args{
		"X": Figure(f.X), "Internal": Words(sign("internal", f.X)),
		"Y": Figure(f.Y), "External": Words(sign("external", f.Y)),
	}}}
	if f.Earlier != nil {
		parts = append(parts, Text{Key: "result.change", Args: Args{"X": Words(change(f.X - f.Earlier.X)), "Y": Words(change(f.Y - f.Earlier.Y))}})
	}
	parts = append(parts, Text{Key: "result.cell", Args: Args{
		"Cell":   Raw(string(f.Cell)),
		"Stance": Words(say("stance." + string(f.Stance) + ".name")),
		"Text":   Words(say("stance." + string(f.Stance) + ".text")),
	}})
	if lines := sizeWords(f.Size); lines != nil {
		parts = append(parts, Text{Key: "result.size", Args: Args{"Lines": Value{Texts: lines, Inline: true}}})
	}
	return parts
}

func (f *Result) standingOut() []Text {
	strengths := say("result.no_strengths")
	if len(f.Strengths) > 0 {
		strengths = Text{Key: "result.strengths", Args: Args{"Lines": Words(ratingLines(f.Strengths)...)}}
	}
	if len(f.Burdens) == 0 {
		return []Text{strengths}
	}
	return []Text{strengths, {Key: "result.burdens", Args: Args{"Lines": Words(ratingLines(f.Burdens)...)}}}
}

func (f *Result) following() []Text {
	number := 0
	parts := []Text{{Key: "result.strategies", Args: Args{
		"Family": Words(say("family." + string(f.Family) + ".name")), "Lines": Words(programmeLines(f.Advice.Own, &number)...)}}}
	if len(f.Advice.Urgent) > 0 {
		parts = append(parts, Text{Key: "result.urgent", Args: Args{"Lines": Words(strategyLines(f.Advice.Urgent, &number)...)}})
	}
	if f.Advice.Complaints || f.Log.Count > 0 {
		parts = append(parts, f.answering())
	}
	return append(parts, say("result.next"))
}

// answering puts what the owner said of answering complaints beside what the log shows.
func (f *Result) answering() Text {
	lines := []Text{{Key: "factor.W6.said." + strconv.Itoa(f.Answering)}, f.Log.words()}
	if f.Advice.Complaints {
		lines = append(lines, say("result.complaints"))
	}
	return Text{Key: "result.answering", Args: Args{"Lines": Words(lines...)}}
}

// keys lead to the steps of each strategy, in the order and by the numbers of the text.
func (f *Result) keys() []Keys {
	var steps []Choice
	for i, code := range f.order() {
		steps = append(steps, Choice{
			Label: Text{Key: "button.steps", Args: Args{"Number": Count(i + 1)}},
			Data:  runData(verbSteps, f.Run, string(code), ""), Style: Primary,
		})
	}
	more := []Choice{{Label: say("button.plan"), Data: data(verbPlan, "")}}
	if f.Advice.Complaints {
		more = append(more, Choice{Label: say("button.desk"), Data: data(verbDesk, deskOpen)})
	}
	return []Keys{{Choices: steps}, {Choices: more}}
}

// sign says in words on which side of the origin a coordinate lies.
func sign(axis string, x float64) Text {
	switch {
	case x > 0:
		return say("result." + axis + ".plus")
	case x < 0:
		return say("result." + axis + ".minus")
	}
	return say("result." + axis + ".even")
}

// change says in words how a coordinate has moved; less than half a hundredth, which
// would be told as 0.00, is no move.
func change(by float64) Text {
	switch {
	case by >= 0.005:
		return Text{Key: "result.up", Args: Args{"By": Figure(by)}}
	case by <= -0.005:
		return Text{Key: "result.down", Args: Args{"By": Figure(-by)}}
	}
	return say("result.same")
}

// said is the factor's rating in the words of the answer.
func (f FactorRating) said() Text {
	return say("factor." + string(f.Factor) + ".said." + strconv.Itoa(int(f.Rating)))
}

func ratingLines(ratings []FactorRating) []Text {
	lines := make([]Text, len(ratings))
	for i, f := range ratings {
		lines[i] = Text{Key: "result.line", Args: Args{"Said": Words(f.said())}}
	}
	return lines
}

// byProgramme groups strategies under their programmes: the programmes by their best
// strategy, the strategies by fit.
func byProgramme(fits []scoring.Fit) [][]scoring.Fit {
	var groups [][]scoring.Fit
	place := map[scoring.Programme]int{}
	for _, f := range fits {
		i, known := place[f.Programme]
		if !known {
			i = len(groups)
			place[f.Programme] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// order is the strategies' codes as the text numbers them.
func (f *Result) order() []scoring.StrategyCode {
	var codes []scoring.StrategyCode
	for _, fit := range slices.Concat(append(byProgramme(f.Advice.Own), f.Advice.Urgent)...) {
		codes = append(codes, fit.Strategy)
	}
	return codes
}

func programmeLines(fits []scoring.Fit, number *int) []Text {
	var lines []Text
	for _, group := range byProgramme(fits) {
		lines = append(lines, Text{Key: "result.programme", Args: Args{
			"Title": Words(say("programme." + strconv.Itoa(int(group[0].Programme)) + ".title")), "Lines": Words(strategyLines(group, number)...)}})
	}
	return lines
}

// strategyLines lists strategies, going on with the number.
func strategyLines(fits []scoring.Fit, number *int) []Text {
	lines := make([]Text, len(fits))
	for i, f := range fits {
		*number++
		lines[i] = Text{Key: "result.strategy", Args: Args{"Number": Count(*number), "Title": Words(say("strategy." + string(f.Strategy) + ".title"))}}
	}
	return lines
}
