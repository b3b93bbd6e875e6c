package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"git.sr.ht/~sbinet/gg"
	"gonum.org/v1/plot/vg"
	vgdraw "gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// sheet is the white ground of one picture. A length of 1 is a pixel, (0, 0) is the lower left
// corner, y grows upwards.
type sheet struct {
	vgdraw.Canvas
	pixels *image.RGBA
}

func newSheet(height vg.Length) sheet {
	pixels := image.NewRGBA(image.Rect(0, 0, Width, int(height)))
	// With this context the canvas draws on these pixels; without it, it would make two copies. It
	// expects y to grow upwards.
	context := gg.NewContextForRGBA(pixels)
	context.SetLineCapButt()
	context.InvertY()
	// At 72 dots per inch a typographic point is a pixel.
	canvas := vgimg.NewWith(vgimg.UseImageWithContext(pixels, context), vgimg.UseDPI(72))
	return sheet{Canvas: vgdraw.New(canvas), pixels: pixels}
}

// Alignments of a text at a point.
const (
	alignLeft   = 0
	alignCentre = 0.5
	alignRight  = 1
)

// text writes one line at p, which is half the height of capitals, and the line's left end, middle
// or right end.
func (s sheet) text(sc script, p vg.Point, align vg.Length, line string) {
	left, baseline := p.X-align*sc.width(line), s.Max.Y-p.Y+sc.capHeight()/2
	sc.write(s.pixels, int(math.Round(float64(left))), int(math.Round(float64(baseline))), line)
}

// lines writes lines one below the other, centred below p.
func (s sheet) lines(sc script, p vg.Point, lines []string) {
	for i, line := range lines {
		s.text(sc, p.Sub(vg.Point{Y: (vg.Length(i) + 0.5) * sc.lineHeight()}), alignCentre, line)
	}
}

// upright writes one line turned a quarter anticlockwise, with its middle at p.
func (s sheet) upright(sc script, p vg.Point, line string) {
	length, thickness := int(sc.width(line))+1, int(sc.lineHeight())
	level := image.NewRGBA(image.Rect(0, 0, length, thickness))
	sc.write(level, 0, (thickness+int(sc.capHeight()))/2, line)
	turned := image.NewRGBA(image.Rect(0, 0, thickness, length))
	for y := range thickness {
		for x := range length {
			turned.SetRGBA(y, length-1-x, level.RGBAAt(x, y))
		}
	}
	corner := image.Pt(int(p.X)-thickness/2, int(s.Max.Y-p.Y)-length/2)
	draw.Draw(s.pixels, turned.Rect.Add(corner), turned, image.Point{}, draw.Over)
}

// numeral writes a Roman numeral, big and faint, with its middle at p.
func (s sheet) numeral(t tint, p vg.Point, text string) {
	s.text(script{bold, numeralSize, t.shade}, p, alignCentre, text)
}

// titlePad is the white space above and below the title.
const titlePad = 14

func titleScript() script { return script{bold, titleSize, ink} }

// titleLines breaks a title into at most two lines.
func titleLines(title string) []string {
	return titleScript().balanced(title, Width-2*edge, 2)
}

// titleHeight is the height of a title at the top of a picture, in whole pixels.
func titleHeight(lines []string) vg.Length {
	if len(lines) == 0 {
		return 0
	}
	return 2*titlePad + vg.Length(math.Ceil(float64(vg.Length(len(lines))*titleScript().lineHeight())))
}

// title writes the title at the top.
func (s sheet) title(lines []string) {
	s.lines(titleScript(), vg.Point{X: Width / 2, Y: s.Max.Y - titlePad}, lines)
}

// edge is the white space between the drawing and the border.
const edge = 14

func rect(left, bottom, right, top vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: left, Y: bottom}, Max: vg.Point{X: right, Y: top}}
}

// around returns the rectangle with its middle at p and the given half width and half height.
func around(p vg.Point, dx, dy vg.Length) vg.Rectangle {
	return rect(p.X-dx, p.Y-dy, p.X+dx, p.Y+dy)
}

func middle(r vg.Rectangle) vg.Point {
	return r.Min.Add(r.Max).Scale(0.5)
}

// block fills a rectangle whose edges lie on whole pixels. It bypasses the rasterizer, for which
// large grounds are the most expensive part of a picture.
func (s sheet) block(c color.Color, r vg.Rectangle) {
	whole := image.Rect(int(r.Min.X), int(s.Max.Y-r.Max.Y), int(r.Max.X), int(s.Max.Y-r.Min.Y))
	draw.Draw(s.pixels, whole, image.NewUniform(c), image.Point{}, draw.Src)
}

func (s sheet) fill(c color.Color, p vg.Path) {
	s.SetColor(c)
	s.Fill(p)
}

func (s sheet) line(c color.Color, width vg.Length, from, to vg.Point) {
	s.StrokeLine2(vgdraw.LineStyle{Color: c, Width: width}, from.X, from.Y, to.X, to.Y)
}

// arrow draws a line with a solid head, whose tip is at to.
func (s sheet) arrow(c color.Color, width vg.Length, from, to vg.Point) {
	length := distance(from, to)
	if length == 0 {
		return
	}
	along := to.Sub(from).Scale(1 / length)
	across := vg.Point{X: -along.Y, Y: along.X}
	head := min(length, width*4)
	neck := to.Sub(along.Scale(head))
	s.line(c, width, from, neck)
	s.FillPolygon(c, []vg.Point{to, neck.Add(across.Scale(head / 2)), neck.Sub(across.Scale(head / 2))})
}

func distance(a, b vg.Point) vg.Length {
	return vg.Length(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

// addDisc adds a full circle to a path.
func addDisc(p *vg.Path, centre vg.Point, radius vg.Length) {
	p.Move(vg.Point{X: centre.X + radius, Y: centre.Y})
	p.Arc(centre, radius, 0, 2*math.Pi)
	p.Close()
}

// disc, diamond and triangle return the outlines of marks, which reach as far as radius from the
// centre.
func disc(centre vg.Point, radius vg.Length) vg.Path {
	var p vg.Path
	addDisc(&p, centre, radius)
	return p
}

func diamond(centre vg.Point, radius vg.Length) vg.Path {
	return polygon(centre, radius, 4)
}

func triangle(centre vg.Point, radius vg.Length) vg.Path {
	return polygon(centre, radius, 3)
}

// polygon returns a regular polygon with one corner at the top.
func polygon(centre vg.Point, radius vg.Length, corners int) vg.Path {
	var p vg.Path
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(corners))
		corner := centre.Add(vg.Point{X: -radius * vg.Length(sin), Y: radius * vg.Length(cos)})
		if i == 0 {
			p.Move(corner)
		} else {
			p.Line(corner)
		}
	}
	p.Close()
	return p
}

// rounded returns a rectangle with rounded corners.
func rounded(r vg.Rectangle, radius vg.Length) vg.Path {
	in := rect(r.Min.X+radius, r.Min.Y+radius, r.Max.X-radius, r.Max.Y-radius)
	var p vg.Path
	p.Move(vg.Point{X: in.Min.X, Y: r.Min.Y})
	p.Arc(vg.Point{X: in.Max.X, Y: in.Min.Y}, radius, -math.Pi/2, math.Pi/2)
	p.Arc(in.Max, radius, 0, math.Pi/2)
	p.Arc(vg.Point{X: in.Min.X, Y: in.Max.Y}, radius, math.Pi/2, math.Pi/2)
	p.Arc(in.Min, radius, math.Pi, math.Pi/2)
	p.Close()
	return p
}
