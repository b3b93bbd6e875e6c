package result

import (
	"slices"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// told is the least that a coordinate moves by to be told as a move: less would be told as 0.00.
const told = 0.005

// details tells the figures, the cell of the IE matrix with the study's directions, and the size of
// the business.
func (f *Result) details(r say.Reply) say.Reply {
	r.Parts = []say.Text{say.Message("details.head"), {Key: "details.quadrant", Args: say.Args{
		"Quadrant": quadrantName(f.Quadrant), "Plain": say.Word("quadrant." + string(f.Quadrant) + ".plain"),
	}}, {Key: "result.point", Args: say.Args{
		"X": say.Figure(f.X), "Internal": say.Words(sign("internal", f.X)),
		"Y": say.Figure(f.Y), "External": say.Words(sign("external", f.Y)),
	}}}
	if f.Moved != nil {
		r.Parts = append(r.Parts, say.Text{Key: "result.change", Args: say.Args{"X": say.Words(Change(f.Moved.X)), "Y": say.Words(Change(f.Moved.Y))}})
	}
	r.Parts = append(r.Parts, f.cell())
	if size := f.Size.Under(scoring.PP7); size != "" {
		r.Parts = append(r.Parts, say.Text{Key: "result.size", Args: say.Args{
			"Size": say.Word("size." + string(size) + ".name"), "Opens": say.Word("size." + string(size) + ".opens")}})
	}
	r.Keys = slices.Concat(backToStrategies(), r.Keys)
	return r
}

// cell tells the cell and what it advises. The advice is one on selling online, and nobody who does
// not is told it.
func (f *Result) cell() say.Text {
	if f.Offline {
		return say.Text{Key: "details.cell_offline", Args: say.Args{"Cell": say.Raw(string(f.Cell))}}
	}
	return say.Text{Key: "result.cell", Args: say.Args{
		"Cell":   say.Raw(string(f.Cell)),
		"Stance": say.Word("stance." + string(f.Stance) + ".name"),
		"Text":   say.Word("stance." + string(f.Stance) + ".text"),
	}}
}

// SizeWords say a business's size under the laws that the answers suffice for, as officers know them.
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

// sign says in words on which side of the origin a coordinate lies.
func sign(axis string, x float64) say.Text {
	switch {
	case x > 0:
		return say.Message("result." + axis + ".plus")
	case x < 0:
		return say.Message("result." + axis + ".minus")
	}
	return say.Message("result." + axis + ".even")
}

// Change says in figures how a coordinate has moved.
func Change(by float64) say.Text {
	switch {
	case by >= told:
		return say.Text{Key: "result.up", Args: say.Args{"By": say.Figure(by)}}
	case by <= -told:
		return say.Text{Key: "result.down", Args: say.Args{"By": say.Figure(-by)}}
	}
	return say.Message("result.same")
}
