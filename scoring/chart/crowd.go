package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Sizes in pixels of the dots for the many businesses of a recap.
const (
	crowdBin   = 20 // businesses in one square of this side share a dot
	crowdLeast = 5  // radius of the dot of a single business
	crowdMost  = 10 // radius of the fullest dot: neighbours touch and don't hide each other
	crowdFull  = 10 // businesses at least that the fullest dot stands for, lest two look like a crowd
)

// crowd gathers points into dots: each stands at the mean place of its points, and the more points, the larger it is. A picture of
// thousands is thus as quick and as legible as one of fifty. The dots come a column at a time: the rasterizer searches all that lies
// beside a dot in the same path.
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

// crowdRadius lets the area grow with the number of points.
func crowdRadius(n, fullest int) vg.Length {
	const least, most = crowdLeast * crowdLeast, crowdMost * crowdMost
	share := float64(n-1) / float64(max(fullest, crowdFull)-1)
	return vg.Length(math.Sqrt(least + share*(most-least)))
}
