package say

import "slices"

// Region is a regency or city that a business can be in. Its name is data; the
// one outside all others has none, its word being question.region.answer.outside.
type Region struct {
	Code int
	Name string
	Zone Zone
}

// Text is a region's name as a message.
func (r Region) Text() Text {
	if r.Name == "" {
		return Message("question.region.answer.outside")
	}
	return Text{Key: "officer.region", Args: Args{"Name": Raw(r.Name)}}
}

// Label is a region's name on a button.
func (r Region) Label() Text {
	if r.Name == "" {
		return Message("question.region.answer.outside")
	}
	return Text{Key: "button.raw", Args: Args{"Label": Raw(r.Name)}}
}

// RegionNames lists regions by their names; no code stands for all regions.
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
