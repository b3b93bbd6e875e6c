package chart

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// field is the rectangle of a picture that shows the values: from x0 at its left to x1 at its
// right, and from y0 at its bottom to y1 at its top.
type field struct {
	area           vg.Rectangle
	x0, x1, y0, y1 float64
}

// at is the position of the values of p in the picture.
func (f field) at(p Point) vg.Point {
	size := f.area.Size()
	return f.area.Min.Add(vg.Point{
		X: size.X * vg.Length((p.X-f.x0)/(f.x1-f.x0)),
		Y: size.Y * vg.Length((p.Y-f.y0)/(f.y1-f.y0)),
	})
}

// mark is one point as it is drawn. Marks can be told apart even if they coincide: the mean's
// diamond and the study's triangle stick out from under the own disc.
type mark struct {
	at      vg.Point
	outline func(centre vg.Point, radius vg.Length) vg.Path
	radius  vg.Length
	fill    color.Color
	ink     color.Color
	rim     color.Color
	font    script
	label   string
}

// rimWidth is the width of the line around a mark.
const rimWidth = 4

func (m mark) box() vg.Rectangle {
	return around(m.at, m.radius+rimWidth/2, m.radius+rimWidth/2)
}

func (m mark) draw(s sheet) {
	outline := m.outline(m.at, m.radius)
	s.fill(m.fill, outline)
	s.SetColor(m.rim)
	s.SetLineWidth(rimWidth)
	s.Stroke(outline)
}

func ownMark(at vg.Point, label string) mark {
	return mark{at: at, outline: disc, radius: 18, fill: ownInk, ink: ownInk, rim: white,
		font: script{bold, labelSize, ownInk}, label: label}
}

func earlierMark(at vg.Point, label string) mark {
	return mark{at: at, outline: disc, radius: 10, fill: white, ink: ownInk, rim: ownInk,
		font: script{regular, tickSize, ownInk}, label: label}
}

func meanMark(at vg.Point, label string) mark {
	return mark{at: at, outline: diamond, radius: 30, fill: meanInk, ink: meanInk, rim: white,
		font: script{regular, labelSize, meanInk}, label: label}
}

func studyMark(at vg.Point, label string) mark {
	return mark{at: at, outline: triangle, radius: 26, fill: studyInk, ink: studyInk, rim: white,
		font: script{regular, labelSize, studyInk}, label: label}
}

// marks are the named points of a picture.
type marks struct {
	newest     []mark // where the own business is now; empty: there is none
	references []mark // the mean and the study
	earlier    []mark // where the own business was before, the latest first
	// way lists the positions of the own business from the first to the newest.
	way []vg.Point
}

// longestWay is the most points of one business that are drawn; more arrows would be a tangle.
const longestWay = 12

func newMarks(f field, own []Point, mean, study *Point) marks {
	var m marks
	own = own[max(0, len(own)-longestWay):]
	if mean != nil {
		m.references = append(m.references, meanMark(f.at(*mean), mean.Label))
	}
	if study != nil {
		m.references = append(m.references, studyMark(f.at(*study), study.Label))
	}
	for i, p := range own {
		at := f.at(p)
		m.way = append(m.way, at)
		if i == len(own)-1 {
			m.newest = []mark{ownMark(at, p.Label)}
		} else {
			m.earlier = slices.Insert(m.earlier, 0, earlierMark(at, p.Label))
		}
	}
	return m
}

// all returns the marks in the order in which their labels are placed.
func (m marks) all() []mark {
	return slices.Concat(m.newest, m.references, m.earlier)
}

func (m marks) boxes() []vg.Rectangle {
	var boxes []vg.Rectangle
	for _, one := range m.all() {
		boxes = append(boxes, one.box())
	}
	return boxes
}

// draw draws the way, the marks and their plates. Larger marks lie below, so that none hides
// another.
func (m marks) draw(s sheet, plates []plate) {
	for _, p := range plates {
		p.leader(s)
	}
	for _, one := range m.references {
		one.draw(s)
	}
	m.drawWay(s)
	for _, one := range slices.Concat(m.earlier, m.newest) {
		one.draw(s)
	}
	for _, p := range plates {
		p.draw(s)
	}
}

// wayWidth is the width of the arrows between successive points.
const wayWidth = 6

// drawWay draws an arrow from each point to the next, rim to rim, if they are far enough apart.
func (m marks) drawWay(s sheet) {
	for i := 1; i < len(m.way); i++ {
		from, to := m.way[i-1], m.way[i]
		before, after := vg.Length(12), vg.Length(14)
		if i == len(m.way)-1 {
			after = 23
		}
		if length := distance(from, to); length > before+after+wayWidth {
			along := to.Sub(from).Scale(1 / length)
			s.arrow(ownInk, wayWidth, from.Add(along.Scale(before)), to.Sub(along.Scale(after)))
		}
	}
}

// wayBoxes returns small squares along the way, so that labels keep off it.
func (m marks) wayBoxes() []vg.Rectangle {
	const every = 24
	var boxes []vg.Rectangle
	for i := 1; i < len(m.way); i++ {
		from, step := m.way[i-1], m.way[i].Sub(m.way[i-1])
		n := int(distance(from, m.way[i]) / every)
		for k := 1; k < n; k++ {
			boxes = append(boxes, around(from.Add(step.Scale(vg.Length(k)/vg.Length(n))), wayWidth, wayWidth))
		}
	}
	return boxes
}
