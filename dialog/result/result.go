package result

import (
	"slices"
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/complaint"
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
	Strengths []FactorRating // rated 3 or 4, at most two, the strongest first
	Burdens   []FactorRating // weaknesses and threats rated 3 or 4, at most three, the gravest first
	Advice    scoring.Advice
	Answering int               // the rating of W6: how soon the owner says complaints are answered
	Log       complaint.Log     // what the log of complaints shows about that
	Earlier   *scoring.Position // of the previous interview, X and Y only; nil if there was none
}

// SizeWords returns a business's size under each law that the answers suffice for.
func SizeWords(s scoring.Size) []say.Text {
	var lines []say.Text
	for _, law := range scoring.Laws {
		if class := s.Under(law); class != "" {
			lines = append(lines, say.Text{Key: "result.size_line", Args: say.Args{
				"Law": say.Word("law." + string(law) + ".name"), "Size": say.Word("size." + string(class) + ".name")}})
		}
	}
	return lines
}

// FactorRating is a factor with its answered rating.
type FactorRating struct {
	Factor scoring.FactorCode
	Rating scoring.Rating
}

// Tell shows the latest result: the pictures first, then the words, so that the buttons come last
// on the screen.
func Tell(t *turn.Turn) {
	for _, kind := range []say.PictureKind{say.CartesianDiagram, say.IEMatrix} {
		t.Add(say.Reply{Picture: &say.Picture{Kind: kind, Run: t.Session.LatestRun},
			Parts: []say.Text{say.Message("picture." + string(kind) + ".caption")}})
	}
	TellWords(t, say.Send)
}

// TellWords shows the latest result in words, without pictures.
func TellWords(t *turn.Turn, mode say.Mode) {
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedResult, Run: t.Session.LatestRun}, Keys: t.WayBack()})
}

// Tell puts the result into one message: where the business stands, what stands out, and what
// follows.
func (f *Result) Tell(r say.Reply) say.Reply {
	r.Parts = slices.Concat(f.standing(), f.standingOut(), f.following())
	r.Keys = append(f.keys(), r.Keys...)
	return r
}

func (f *Result) standing() []say.Text {
	head := say.Message("result.head")
	if f.Name != "" {
		head = say.Text{Key: "result.head_named", Args: say.Args{"Name": say.Raw(f.Name)}}
	}
	parts := []say.Text{head, {Key: "result.quadrant", Args: say.Args{
		"Quadrant": say.Word("quadrant." + string(f.Quadrant) + ".name"),
		"Plain":    say.Word("quadrant." + string(f.Quadrant) + ".plain"),
		"Advice":   say.Word("quadrant." + string(f.Quadrant) + ".advice"),
	}}, {Key: "result.point", Args: say.Args{
		"X": say.Figure(f.X), "Internal": say.Words(sign("internal", f.X)),
		"Y": say.Figure(f.Y), "External": say.Words(sign("external", f.Y)),
	}}}
	if f.Earlier != nil {
		parts = append(parts, say.Text{Key: "result.change", Args: say.Args{
			"X": say.Words(Change(f.X - f.Earlier.X)), "Y": say.Words(Change(f.Y - f.Earlier.Y))}})
	}
	parts = append(parts, say.Text{Key: "result.cell", Args: say.Args{
		"Cell":   say.Raw(string(f.Cell)),
		"Stance": say.Word("stance." + string(f.Stance) + ".name"),
		"Text":   say.Word("stance." + string(f.Stance) + ".text"),
	}})
	if lines := SizeWords(f.Size); lines != nil {
		parts = append(parts, say.Text{Key: "result.size", Args: say.Args{"Lines": say.Value{Texts: lines, Inline: true}}})
	}
	return parts
}

func (f *Result) standingOut() []say.Text {
	strengths := say.Message("result.no_strengths")
	if len(f.Strengths) > 0 {
		strengths = say.Text{Key: "result.strengths", Args: say.Args{"Lines": say.Words(ratingLines(f.Strengths)...)}}
	}
	if len(f.Burdens) == 0 {
		return []say.Text{strengths}
	}
	return []say.Text{strengths, {Key: "result.burdens", Args: say.Args{"Lines": say.Words(ratingLines(f.Burdens)...)}}}
}

func (f *Result) following() []say.Text {
	number := 0
	parts := []say.Text{{Key: "result.strategies", Args: say.Args{
		"Family": say.Word("family." + string(f.Family) + ".name"),
		"Lines":  say.Words(programmeLines(f.Advice.Own, &number)...)}}}
	if len(f.Advice.Urgent) > 0 {
		parts = append(parts,
			say.Text{Key: "result.urgent", Args: say.Args{"Lines": say.Words(StrategyLines(f.Advice.Urgent, &number)...)}})
	}
	if f.Advice.Complaints || f.Log.Count > 0 {
		parts = append(parts, f.answering())
	}
	return append(parts, say.Message("result.next"))
}

// answering compares what the owner said about answering complaints with what the log shows.
func (f *Result) answering() say.Text {
	lines := []say.Text{{Key: "factor.W6.said." + strconv.Itoa(f.Answering)}, f.Log.Words()}
	if f.Advice.Complaints {
		lines = append(lines, say.Message("result.complaints"))
	}
	return say.Text{Key: "result.answering", Args: say.Args{"Lines": say.Words(lines...)}}
}

// keys returns a button for the steps of each strategy, in the order and with the numbers of the
// text.
func (f *Result) keys() []say.Keys {
	var steps []say.Choice
	for i, code := range f.order() {
		steps = append(steps, say.Choice{
			Label: say.Text{Key: "button.steps", Args: say.Args{"Number": say.Count(i + 1)}},
			Data:  button.RunData(button.Steps, f.Run, string(code), ""), Style: say.Primary,
		})
	}
	more := []say.Choice{{Label: say.Message("button.plan"), Data: button.Data(button.Plan, "")}}
	if f.Advice.Complaints || f.Log.Open > 0 {
		more = append(more, say.Choice{Label: say.Message("button.desk"), Data: button.Data(button.Desk, complaint.ActOpen)})
	}
	return []say.Keys{{Choices: steps}, {Choices: more}}
}

// sign says on which side of the origin a coordinate lies.
func sign(axis string, x float64) say.Text {
	switch {
	case x > 0:
		return say.Message("result." + axis + ".plus")
	case x < 0:
		return say.Message("result." + axis + ".minus")
	}
	return say.Message("result." + axis + ".even")
}

// Change says how a coordinate has moved; a move of less than 0.005, which would read 0.00, is
// none.
func Change(by float64) say.Text {
	switch {
	case by >= 0.005:
		return say.Text{Key: "result.up", Args: say.Args{"By": say.Figure(by)}}
	case by <= -0.005:
		return say.Text{Key: "result.down", Args: say.Args{"By": say.Figure(-by)}}
	}
	return say.Message("result.same")
}

// said returns the factor's rating in the words of the answer.
func (f FactorRating) said() say.Text {
	return say.Message("factor." + string(f.Factor) + ".said." + strconv.Itoa(int(f.Rating)))
}

func ratingLines(ratings []FactorRating) []say.Text {
	lines := make([]say.Text, len(ratings))
	for i, f := range ratings {
		lines[i] = say.Text{Key: "result.line", Args: say.Args{"Said": say.Words(f.said())}}
	}
	return lines
}

// byProgramme groups strategies by programme: the programmes by their best strategy, the strategies
// by fit.
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

// order returns the strategies' codes in the order of the text's numbers.
func (f *Result) order() []scoring.StrategyCode {
	var codes []scoring.StrategyCode
	for _, fit := range slices.Concat(append(byProgramme(f.Advice.Own), f.Advice.Urgent)...) {
		codes = append(codes, fit.Strategy)
	}
	return codes
}

func programmeLines(fits []scoring.Fit, number *int) []say.Text {
	var lines []say.Text
	for _, group := range byProgramme(fits) {
		lines = append(lines, say.Text{Key: "result.programme", Args: say.Args{
			"Title": say.Words(say.Message("programme." + strconv.Itoa(int(group[0].Programme)) + ".title")),
			"Lines": say.Words(StrategyLines(group, number)...)}})
	}
	return lines
}

// StrategyLines lists strategies, numbered on from *number, which it advances.
func StrategyLines(fits []scoring.Fit, number *int) []say.Text {
	lines := make([]say.Text, len(fits))
	for i, f := range fits {
		*number++
		lines[i] = say.Text{Key: "result.strategy", Args: say.Args{"Number": say.Count(*number),
			"Title": say.Word("strategy." + string(f.Strategy) + ".title")}}
	}
	return lines
}
