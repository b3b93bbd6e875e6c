package dialog

import (
	"slices"
	"strconv"
)

// Result is a finished interview's outcome, as the views of the model give it.
type Result struct {
	Run        int
	Name       string  // of the business; may be empty
	X, Y       float64 // what is within the model's tolerance of 0 is 0
	IFE, EFE   float64
	Quadrant   string
	Cell       string
	Stance     string
	Family     string // of the strategies that the quadrant asks for
	Size       Size
	Strengths  []FactorRating // the strongest strengths, rated 3 or 4, at most two
	Burdens    []FactorRating // the gravest weaknesses and threats, rated 3 or 4, at most three
	Strategies []StrategyFit  // of the quadrant's family, best fit first
	Urgent     []StrategyFit  // of other families, worst first
	Complaints bool           // complaints are answered late
	Answering  int            // the rating of W6: how soon complaints are answered, as the owner said
	Log        ComplaintLog   // what the log of complaints shows of it
	Earlier    *Point         // of the interview before; nil if there was none
}

// Size is how large the business is under each law: micro, small, medium or large;
// empty where the answers do not tell.
type Size struct {
	UU20, PP7, Industry string
}

// words say the size under the laws that the answers suffice for.
func (s Size) words() []Text {
	var lines []Text
	for _, law := range []struct{ code, size string }{{"uu20", s.UU20}, {"pp7", s.PP7}, {"industry", s.Industry}} {
		if law.size != "" {
			lines = append(lines, Text{Key: "result.size_line", Args: Args{
				"Law": Words(say("law." + law.code + ".name")), "Size": Words(say("size." + law.size + ".name"))}})
		}
	}
	return lines
}

// Point is a place in the Cartesian diagram.
type Point struct{ X, Y float64 }

// FactorRating is a factor's code and the rating that was answered.
type FactorRating struct {
	Factor string
	Rating int
}

// StrategyFit is a strategy's code, its programme of the six, and its fit, 2 to 8.
type StrategyFit struct {
	Code      string
	Programme string
	Fit       float64
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
		"Quadrant": Words(say("quadrant." + f.Quadrant + ".name")),
		"Plain":    Words(say("quadrant." + f.Quadrant + ".plain")),
		"Advice":   Words(say("quadrant." + f.Quadrant + ".advice")),
	}}, {Key: "result.point", Args: Args{
		"X": Figure(f.X), "Internal": Words(sign("internal", f.X)),
		"Y": Figure(f.Y), "External": Words(sign("external", f.Y)),
	}}}
	if f.Earlier != nil {
		parts = append(parts, Text{Key: "result.change", Args: Args{"X": Words(change(f.X - f.Earlier.X)), "Y": Words(change(f.Y - f.Earlier.Y))}})
	}
	parts = append(parts, Text{Key: "result.cell", Args: Args{
		"Cell":   Raw(f.Cell),
		"Stance": Words(say("stance." + f.Stance + ".name")),
		"Text":   Words(say("stance." + f.Stance + ".text")),
	}})
	if lines := f.Size.words(); lines != nil {
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
		"Family": Words(say("family." + f.Family + ".name")), "Lines": Words(programmeLines(f.Strategies, &number)...)}}}
	if len(f.Urgent) > 0 {
		parts = append(parts, Text{Key: "result.urgent", Args: Args{"Lines": Words(strategyLines(f.Urgent, &number)...)}})
	}
	if f.Complaints || f.Log.Count > 0 {
		parts = append(parts, f.answering())
	}
	return append(parts, say("result.next"))
}

// answering puts what the owner said of answering complaints beside what the log shows.
func (f *Result) answering() Text {
	lines := []Text{{Key: "factor.W6.said." + strconv.Itoa(f.Answering)}, f.Log.words()}
	if f.Complaints {
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
			Data:  runData(verbSteps, f.Run, code, ""), Style: Primary,
		})
	}
	more := []Choice{{Label: say("button.plan"), Data: data(verbPlan, "")}}
	if f.Complaints {
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

func ratingLines(ratings []FactorRating) []Text {
	lines := make([]Text, len(ratings))
	for i, f := range ratings {
		lines[i] = Text{Key: "result.line", Args: Args{"Said": Words(say("factor." + f.Factor + ".said." + strconv.Itoa(f.Rating)))}}
	}
	return lines
}

// byProgramme groups strategies under their programmes: the programmes by their best
// strategy, the strategies by fit.
func byProgramme(fits []StrategyFit) [][]StrategyFit {
	var groups [][]StrategyFit
	place := map[string]int{}
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
func (f *Result) order() []string {
	var codes []string
	for _, fit := range slices.Concat(append(byProgramme(f.Strategies), f.Urgent)...) {
		codes = append(codes, fit.Code)
	}
	return codes
}

func programmeLines(fits []StrategyFit, number *int) []Text {
	var lines []Text
	for _, group := range byProgramme(fits) {
		lines = append(lines, Text{Key: "result.programme", Args: Args{
			"Title": Words(say("programme." + group[0].Programme + ".title")), "Lines": Words(strategyLines(group, number)...)}})
	}
	return lines
}

// strategyLines lists strategies, going on with the number.
func strategyLines(fits []StrategyFit, number *int) []Text {
	lines := make([]Text, len(fits))
	for i, f := range fits {
		*number++
		lines[i] = Text{Key: "result.strategy", Args: Args{"Number": Count(*number), "Title": Words(say("strategy." + f.Code + ".title"))}}
	}
	return lines
}
