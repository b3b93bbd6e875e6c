package chart

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// plate is a label as it is drawn: the lines on a white card with a border in the colour of its mark.
type plate struct {
	mark  mark
	lines []string
	box   vg.Rectangle
}

// Sizes of plates in pixels.
const (
	plateWidth = 420 // of the writing, at most
	plateLines = 3
	platePadX  = 12
	platePadY  = 5
	// leaderFrom is how far a plate lies from its mark before a line joins the two.
	leaderFrom = 24
)

// plates gives each label its place: inside the bounds, off the marks and off the hard obstacles, on a soft one only where the
// detour would be long. Labels without words and those without a free place are left out.
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
	for i, box := range place(labels, bounds, hard, soft) {
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

// leader joins a plate that lies off its mark to it.
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

// clamp is the point of r nearest to p.
func clamp(p vg.Point, r vg.Rectangle) vg.Point {
	return vg.Point{X: min(max(p.X, r.Min.X), r.Max.X), Y: min(max(p.Y, r.Min.Y), r.Max.Y)}
}
