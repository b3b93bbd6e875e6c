package inquiry

import (
	"ikmbot/dialog/recap"
	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
)

// BusinessResult is the latest result of the business that an inquiry comes from.
type BusinessResult struct {
	Result *result.Result // nil: there is none, or the owner does not let officers see it
	Region say.Region
	Known  bool // whether Region is known
}

// Tell shows an officer the result that the owner got, with a button for the recap of the region.
func (s *BusinessResult) Tell(r say.Reply) say.Reply {
	if s.Result == nil {
		r.Parts = []say.Text{say.Message("inquiry.no_standing")}
		return r
	}
	number, f := 0, s.Result
	r.Parts = []say.Text{{Key: "inquiry.standing", Args: say.Args{
		"Business": Business{Name: f.Name}.name(), "Quadrant": say.Word("quadrant." + string(f.Quadrant) + ".name"),
		"X": say.Figure(f.X), "Y": say.Figure(f.Y), "Cell": say.Raw(string(f.Cell)),
		"Stance": say.Word("stance." + string(f.Stance) + ".name"),
	}}}
	if sizes := result.SizeWords(f.Size); sizes != nil {
		r.Parts = append(r.Parts, say.Text{Key: "inquiry.size", Args: say.Args{"Lines": say.Value{Texts: sizes, Inline: true}}})
	}
	r.Parts = append(r.Parts,
		say.Text{Key: "inquiry.strategies", Args: say.Args{"Lines": say.Words(result.StrategyLines(f.Advice.Own, &number)...)}})
	if s.Known {
		r.Keys = say.Row(recap.Button("button.inquiry_recap", s.Region.Code))
	}
	return r
}
