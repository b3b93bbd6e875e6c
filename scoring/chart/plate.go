package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// plate is a label as it is drawn: lines on a white card with a border in the colour of the mark.
type plate struct {
	mark  mark
	lines []string
	box   vg.Rectangle
}

// Sizes of plates in pixels.
const (
	plateWidth = 420 // the most, without the padding
	plateLines = 3
	platePadX  = 12
	platePadY  = 5
	// leaderFrom is the distance between plate and mark from which on a line joins the two.
	leaderFrom = 24
)

// plates places the labels inside the bounds, off the marks and the hard obstacles, and on a soft
// obstacle only if the detour would be long. It leaves out labels without words or without room.
func (m marks) plates(bounds vg.Rectangle, hard, soft []vg.Rectangle) []plate {
	var plates []plate
	var labels []label
	for _, one := range m.all() {
		lines := one.font.balanced(one.label, plateWidth, plateLines)
		if len(lines) == 0 {
			continue
		}
		plates = append(plates, plate{mark: one, lines: lines})
		labels = append(labels, label{anchor: one.at, size: plateSize(one.font, lines)})
	}
	hard = append(m.boxes(), hard...)
	soft = append(m.wayBoxes(), soft...)
	placed := plates[:0]
	for i, box := range placeLabels(labels, bounds, hard, soft) {
		if box != (vg.Rectangle{}) {
			plates[i].box = box
			placed = append(placed, plates[i])
		}
	}
	return placed
}

func plateBoxes(plates []plate) []vg.Rectangle {
	boxes := make([]vg.Rectangle, len(plates))
	for i, p := range plates {
		boxes[i] = p.box
	}
	return boxes
}

func plateSize(sc script, lines []string) vg.Point {
	return vg.Point{
		X: vg.Length(math.Ceil(float64(sc.widest(lines)))) + 2*platePadX,
		Y: vg.Length(len(lines))*sc.lineHeight() + 2*platePadY,
	}
}

// leader draws a line from a plate to its mark if they are far apart.
func (p plate) leader(s sheet) {
	end := clamp(p.mark.at, p.box)
	if distance(end, p.mark.at) > p.mark.radius+leaderFrom {
		s.line(p.mark.ink, 3, p.mark.at, end)
	}
}

func (p plate) draw(s sheet) {
	card := rounded(p.box, 8)
	s.fill(white, card)
	s.SetColor(p.mark.ink)
	s.SetLineWidth(2.5)
	s.Stroke(card)
	s.lines(p.mark.font, vg.Point{X: middle(p.box).X, Y: p.box.Max.Y - platePadY}, p.lines)
}

// clamp returns the point of r that is nearest to p.
func clamp(p vg.Point, r vg.Rectangle) vg.Point {
	return vg.Point{X: min(max(p.X, r.Min.X), r.Max.X), Y: min(max(p.Y, r.Min.Y), r.Max.Y)}
}
