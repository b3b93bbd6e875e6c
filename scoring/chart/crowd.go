package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Sizes in pixels of the dots for the many businesses of a recap.
const (
	crowdBin   = 20 // businesses in one square of this side share a dot
	crowdLeast = 5  // radius of the dot of a single business
	crowdMost  = 10 // radius of the fullest dot, so that neighbours touch without hiding each other
	crowdFull  = 10 // the fewest businesses of a full dot, so that two do not look like a crowd
)

// crowd gathers points into dots. Each dot lies at the mean of its points and grows with their
// number, which keeps a picture of thousands as quick and legible as one of fifty. Each column of
// dots is a path of its own, because the rasterizer searches everything in a path beside each dot.
func crowd(f field, points []Point) []vg.Path {
	size := f.area.Size()
	columns, rows := int(size.X/crowdBin)+1, int(size.Y/crowdBin)+1
	bins := make([]bin, columns*rows)
	fullest := 0
	for _, p := range points {
		at := f.at(p)
		off := at.Sub(f.area.Min)
		b := &bins[int(off.X/crowdBin)*rows+int(off.Y/crowdBin)]
		count := max(p.Count, 1)
		b.n, b.sum = b.n+count, b.sum.Add(at.Scale(vg.Length(count)))
		fullest = max(fullest, b.n)
	}
	dots := make([]vg.Path, columns)
	for i, b := range bins {
		if b.n > 0 {
			addDisc(&dots[i/rows], b.sum.Scale(1/vg.Length(b.n)), crowdRadius(b.n, fullest))
		}
	}
	return dots
}

// bin counts the points of one square and adds up where they lie.
type bin struct {
	n   int
	sum vg.Point
}

// crowdRadius makes the area of a dot grow with its number of points.
func crowdRadius(n, fullest int) vg.Length {
	const least, most = crowdLeast * crowdLeast, crowdMost * crowdMost
	share := float64(n-1) / float64(max(fullest, crowdFull)-1)
	return vg.Length(math.Sqrt(least + share*(most-least)))
}
