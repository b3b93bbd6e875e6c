package say

import (
	"cmp"
	"slices"
)

// Region is a regency or city that a business can be in. Its name is data; the one that stands for
// all other places has none, and is called by question.region.answer.outside.
type Region struct {
	Code  int
	Name  string
	Short string // on buttons; empty: as Name
	Zone  Zone
}

// Text returns a region's name.
func (r Region) Text() Text {
	if r.Name == "" {
		return Message("question.region.answer.outside")
	}
	return Text{Key: "officer.region", Args: Args{"Name": Raw(r.Name)}}
}

// Label returns a region's name for a button, shortened where two would not fit side by side.
func (r Region) Label() Text {
	if r.Name == "" {
		return Message("question.region.answer.outside")
	}
	return Text{Key: "button.raw", Args: Args{"Label": Raw(cmp.Or(r.Short, r.Name))}}
}

// RegionNames lists regions by their names; no codes stand for all regions.
func RegionNames(regions []Region, codes []int) Value {
	if len(codes) == 0 {
		return Word("officer.all_regions")
	}
	var names []Text
	for _, r := range regions {
		if slices.Contains(codes, r.Code) {
			names = append(names, r.Text())
		}
	}
	return Value{Texts: names, Inline: true}
}
