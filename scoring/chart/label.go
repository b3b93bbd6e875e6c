package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Distances in pixels that decide where a label goes.
const (
	// placeStep is the raster of the positions that are tried.
	placeStep = 12
	// placeGap is the free space between a label and whatever it must not cover.
	placeGap = 7
	// softCost is how much farther from its mark a label may go to avoid one soft obstacle.
	softCost = 30
)

// label is a piece of writing that belongs to a point: its size and that point.
type label struct {
	anchor vg.Point
	size   vg.Point
}

// placeLabels finds, for each label in turn, the nearest rectangle inside the bounds that covers no
// hard obstacle, no label placed before, and few soft obstacles. A label for which there is none
// gets an empty rectangle.
func placeLabels(labels []label, bounds vg.Rectangle, hard, soft []vg.Rectangle) []vg.Rectangle {
	taken, shy := grownAll(hard), grownAll(soft)
	places := make([]vg.Rectangle, len(labels))
	for i, l := range labels {
		r, found := nearestPlace(l, bounds, taken, shy)
		if !found {
			continue
		}
		places[i] = r
		taken = append(taken, grown(r, placeGap))
	}
	return places
}

// nearestPlace tries ring after ring around the anchor, until a farther ring can't be better.
func nearestPlace(l label, bounds vg.Rectangle, taken, soft []vg.Rectangle) (best vg.Rectangle, found bool) {
	room := bounds.Size().Sub(l.size)
	if room.X < 0 || room.Y < 0 {
		return vg.Rectangle{}, false
	}
	rings := int(max(bounds.Size().X, bounds.Size().Y)/placeStep) + 1
	least := vg.Length(math.Inf(1))
	for ring := 0; ring <= rings && vg.Length(ring)*placeStep <= least; ring++ {
		eachOnRing(ring, func(dx, dy int) {
			shift := vg.Point{X: vg.Length(dx) * placeStep, Y: vg.Length(dy) * placeStep}
			r := inside(around(l.anchor.Add(shift), l.size.X/2, l.size.Y/2), bounds)
			cost := distance(middle(r), l.anchor)
			if cost >= least || overlapsAny(r, taken) {
				return
			}
			cost += softCost * vg.Length(countOverlaps(r, soft))
			if cost < least {
				best, least, found = r, cost, true
			}
		})
	}
	return best, found
}

// eachOnRing calls try with the raster points of a square ring, first those above and below the
// middle.
func eachOnRing(ring int, try func(dx, dy int)) {
	if ring == 0 {
		try(0, 0)
		return
	}
	for i := range ring {
		for _, side := range []int{ring, -ring} {
			try(i, side)
			try(-i, side)
			try(side, i)
			try(side, -i)
		}
	}
	for _, dx := range []int{ring, -ring} {
		try(dx, ring)
		try(dx, -ring)
	}
}

// inside moves r into the bounds by the shortest way. The bounds must not be smaller than r.
func inside(r, bounds vg.Rectangle) vg.Rectangle {
	shift := vg.Point{
		X: max(0, bounds.Min.X-r.Min.X) - max(0, r.Max.X-bounds.Max.X),
		Y: max(0, bounds.Min.Y-r.Min.Y) - max(0, r.Max.Y-bounds.Max.Y),
	}
	return r.Add(shift)
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

func overlapsAny(r vg.Rectangle, others []vg.Rectangle) bool {
	for _, o := range others {
		if overlap(r, o) {
			return true
		}
	}
	return false
}

func countOverlaps(r vg.Rectangle, others []vg.Rectangle) int {
	n := 0
	for _, o := range others {
		if overlap(r, o) {
			n++
		}
	}
	return n
}

// grownAll adds placeGap around each rectangle.
func grownAll(list []vg.Rectangle) []vg.Rectangle {
	larger := make([]vg.Rectangle, len(list))
	for i, r := range list {
		larger[i] = grown(r, placeGap)
	}
	return larger
}

func grown(r vg.Rectangle, by vg.Length) vg.Rectangle {
	return rect(r.Min.X-by, r.Min.Y-by, r.Max.X+by, r.Max.Y+by)
}
