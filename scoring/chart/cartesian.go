package chart

import (
	"errors"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
)

// Cartesian is the diagram of SWOT analysis: x is strengths minus weaknesses, y is opportunities
// minus threats, both -4 to 4. The axes span -1.5 to 1.5, which is all that balanced weights can
// give, and grow in steps of a half if a point lies farther out. Every part may be left out.
type Cartesian struct {
	// Title stands at the top, on at most two lines.
	Title string
	// Quadrants are the names of I (growth), II (diversification), III (turnaround) and IV
	// (defensive).
	Quadrants [4]string
	// Strengths, Weaknesses, Opportunities and Threats are the words at the ends of the axes.
	Strengths, Weaknesses, Opportunities, Threats string
	// Decimal is the decimal mark of the numbers at the axes; empty: a point.
	Decimal string
	// Own are the points of one business, the oldest first. The newest one is highlighted, and
	// arrows lead to it from at most the eleven before it.
	Own []Point
	// Mean is the mean of a region or of all businesses; nil: none.
	Mean *Point
	// Study is the point that the study found; nil: none.
	Study *Point
	// Others are the businesses of a recap, drawn as dots that grow with their number. Their labels
	// are ignored.
	Others []Point
	// OthersCaption explains the dots, below the diagram.
	OthersCaption string
}

// farthest is the largest distance from an axis that ratings of 1 to 4 and weights that sum to 1
// allow.
const farthest = 4

// Measures of the diagram in pixels.
const (
	// squareSide is the side of the four tinted quadrants together.
	squareSide = Width - 2*edge
	// strip is the margin on each side of the square, between its edge and the field of values, for
	// names and words.
	strip         = 70
	tickLength    = 14
	axisWidth     = 4
	captionHeight = 56
)

// PNG draws the diagram and writes it to w. It fails with [ErrOutside] or an error of w.
func (c Cartesian) PNG(w io.Writer) error {
	if err := c.check(); err != nil {
		return err
	}
	return writePNG(w, c.draw().pixels)
}

func (c Cartesian) draw() sheet {
	title := titleLines(c.Title)
	s := newSheet(titleHeight(title) + Width + c.captionRoom())
	s.title(title)
	c.drawQuadrants(s)
	c.drawCaption(s)
	ends := c.drawEnds(s)
	f := c.field()
	for _, dots := range crowd(f, c.Others) {
		s.fill(otherInk, dots)
	}
	ticks := c.ticks(f)
	named := newMarks(f, c.Own, c.Mean, c.Study)
	plates := named.plates(c.labelBounds(f), ends, append(axes(f), numberBoxes(ticks)...))
	drawAxes(s, f)
	c.drawTicks(s, ticks, append(named.boxes(), plateBoxes(plates)...))
	named.draw(s, plates)
	return s
}

func (c Cartesian) check() error {
	return errors.Join(
		checkPoints("own point", -farthest, farthest, c.Own),
		checkPoints("mean", -farthest, farthest, optional(c.Mean)),
		checkPoints("study's point", -farthest, farthest, optional(c.Study)),
		checkPoints("other point", -farthest, farthest, c.Others),
	)
}

// reach is the length of the axes from the origin.
func (c Cartesian) reach() float64 {
	reach := 1.5
	for _, points := range [][]Point{c.Own, c.Others, optional(c.Mean), optional(c.Study)} {
		for _, p := range points {
			reach = max(reach, math.Abs(p.X), math.Abs(p.Y))
		}
	}
	// Rounding may put a point slightly beyond a step; that must not widen the diagram.
	return math.Ceil(2*reach-1e-9) / 2
}

func (c Cartesian) captionRoom() vg.Length {
	if c.OthersCaption == "" {
		return 0
	}
	return captionHeight
}

func (c Cartesian) square() vg.Rectangle {
	bottom := edge + c.captionRoom()
	return rect(edge, bottom, edge+squareSide, bottom+squareSide)
}

func (c Cartesian) field() field {
	reach := c.reach()
	return field{area: grown(c.square(), -strip), x0: -reach, x1: reach, y0: -reach, y1: reach}
}

// labelBounds leaves out the strips at the top and bottom, where the names stand. Those at the
// sides have room for labels.
func (c Cartesian) labelBounds(f field) vg.Rectangle {
	return rect(f.area.Min.X-strip+edge, f.area.Min.Y, f.area.Max.X+strip-edge, f.area.Max.Y)
}

// drawQuadrants tints the quadrants, and writes their numerals, big and faint, and their names in
// the outer corners.
func (c Cartesian) drawQuadrants(s sheet) {
	square := c.square()
	centre := middle(square)
	for i, q := range []struct {
		numeral string
		tint    tint
		corner  vg.Point
	}{
		{"I", green, square.Max},
		{"II", blue, vg.Point{X: square.Max.X, Y: square.Min.Y}},
		{"III", yellow, vg.Point{X: square.Min.X, Y: square.Max.Y}},
		{"IV", pink, square.Min},
	} {
		quarter := rect(min(centre.X, q.corner.X), min(centre.Y, q.corner.Y), max(centre.X, q.corner.X), max(centre.Y, q.corner.Y))
		s.block(q.tint.ground, quarter)
		s.numeral(q.tint, middle(quarter), q.numeral)
		c.drawName(s, q.tint, q.corner, centre, c.Quadrants[i])
	}
}

// drawName writes the name of a quadrant along its outer edge, clear of the word at the end of the
// axis.
func (c Cartesian) drawName(s sheet, t tint, corner, centre vg.Point, name string) {
	const room = squareSide/2 - 130
	sc := script{bold, nameSize, t.ink}
	sc = sc.fitted(sc.line(name, Width), room)
	inwards := vg.Point{X: edge, Y: edge + script{size: nameSize}.capHeight()/2}
	align := vg.Length(alignLeft)
	if corner.X > centre.X {
		inwards.X, align = -inwards.X, alignRight
	}
	if corner.Y > centre.Y {
		inwards.Y = -inwards.Y
	}
	s.text(sc, corner.Add(inwards), align, sc.line(name, room))
}

// drawAxes draws both axes through the origin, with an arrow at either end.
func drawAxes(s sheet, f field) {
	const beyond = 22
	origin := f.at(Point{})
	for _, tip := range []vg.Point{
		{X: f.area.Max.X + beyond, Y: origin.Y}, {X: f.area.Min.X - beyond, Y: origin.Y},
		{X: origin.X, Y: f.area.Max.Y + beyond}, {X: origin.X, Y: f.area.Min.Y - beyond},
	} {
		s.arrow(ink, axisWidth, origin, tip)
	}
}

// axes returns the rectangles of both axes.
func axes(f field) []vg.Rectangle {
	origin, size := f.at(Point{}), f.area.Size()
	return []vg.Rectangle{around(origin, size.X/2, axisWidth/2), around(origin, axisWidth/2, size.Y/2)}
}

// drawEnds writes the words at the ends of the axes, and returns the rectangles of those at the
// sides.
func (c Cartesian) drawEnds(s sheet) []vg.Rectangle {
	const half = 22 // half the breadth of a word in the strip
	square := c.square()
	centre := middle(square)
	sc := script{bold, wordSize, ink}
	s.text(sc, vg.Point{X: centre.X, Y: square.Max.Y - half}, alignCentre, sc.line(c.Opportunities, 250))
	s.text(sc, vg.Point{X: centre.X, Y: square.Min.Y + half}, alignCentre, sc.line(c.Threats, 250))
	var ends []vg.Rectangle
	for _, side := range []struct {
		x    vg.Length
		word string
	}{{square.Min.X + half, c.Weaknesses}, {square.Max.X - half, c.Strengths}} {
		word := sc.line(side.word, 400)
		at := vg.Point{X: side.x, Y: centre.Y}
		s.upright(sc, at, word)
		ends = append(ends, around(at, half, sc.width(word)/2))
	}
	return ends
}

// tick is a stroke across an axis with a number beside it.
type tick struct {
	from, to vg.Point
	number   string
	box      vg.Rectangle // of the number
}

func tickScript() script { return script{regular, tickSize, grey} }

// ticks returns the ticks of both axes, without the origin.
func (c Cartesian) ticks(f field) []tick {
	sc := tickScript()
	step := 0.5
	if f.x1 > 2 {
		step = 1
	}
	var ticks []tick
	for n := 1; float64(n)*step <= f.x1; n++ {
		for _, v := range []float64{float64(n) * step, -float64(n) * step} {
			number := decimal(v, 1, c.Decimal)
			half := vg.Point{X: sc.width(number) / 2, Y: sc.capHeight() / 2}
			x, y := f.at(Point{X: v}), f.at(Point{Y: v})
			along, across := vg.Point{X: tickLength / 2}, vg.Point{Y: tickLength / 2}
			ticks = append(ticks,
				tick{x.Sub(across), x.Add(across), number, around(x.Sub(vg.Point{Y: tickLength + half.Y}), half.X, half.Y)},
				tick{y.Sub(along), y.Add(along), number, around(y.Sub(vg.Point{X: tickLength + half.X}), half.X, half.Y)})
		}
	}
	return ticks
}

func numberBoxes(ticks []tick) []vg.Rectangle {
	boxes := make([]vg.Rectangle, len(ticks))
	for i, t := range ticks {
		boxes[i] = t.box
	}
	return boxes
}

// drawTicks leaves out numbers that something would partly cover, since half a number is worse than
// none, and lifts those that stand in a crowd out of it.
func (c Cartesian) drawTicks(s sheet, ticks []tick, covers []vg.Rectangle) {
	for _, t := range ticks {
		s.line(ink, 3, t.from, t.to)
		if overlapsAny(t.box, covers) {
			continue
		}
		if len(c.Others) > 0 {
			s.fill(white, rounded(grown(t.box, 5), 5))
		}
		s.text(tickScript(), middle(t.box), alignCentre, t.number)
	}
}

// drawCaption explains the dots, below the square.
func (c Cartesian) drawCaption(s sheet) {
	if c.OthersCaption == "" {
		return
	}
	sc := script{regular, labelSize, ink}
	dots := vg.Length(60)
	text := sc.line(c.OthersCaption, squareSide-dots)
	left := (Width - dots - sc.width(text)) / 2
	y := vg.Length(captionHeight+edge) / 2
	var path vg.Path
	addDisc(&path, vg.Point{X: left + crowdLeast, Y: y}, crowdLeast)
	addDisc(&path, vg.Point{X: left + 30, Y: y}, crowdMost)
	s.fill(otherInk, path)
	s.text(sc, vg.Point{X: left + dots, Y: y}, alignLeft, text)
}
