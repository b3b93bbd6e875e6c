package chart

import (
	"fmt"
	"image/color"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
)

// Bars shows mean ratings, 1 to 4, as one bar for each factor, in groups.
type Bars struct {
	// Title stands at the top, on at most two lines.
	Title string
	// Groups are drawn from the top downwards.
	Groups []Group
	// Decimal is the decimal mark of the values; empty: a point.
	Decimal string
}

// Group is the factors of one kind, such as strengths.
type Group struct {
	Name string
	// Severity means that a high rating hurts: the bars then go from amber to dark red as they
	// grow. Otherwise they are blue.
	Severity bool
	Bars     []Bar
}

// Bar is one factor.
type Bar struct {
	// Name stands above the bar, on one line.
	Name string
	// Value is the mean rating, 1 to 4.
	Value float64
}

// Measures of the bars in pixels.
const (
	barLeft     = 24
	barLength   = 770
	barThick    = 20
	barRow      = 66
	groupHead   = 58
	groupFoot   = 44 // for the scale below the last bar of a group
	lowestMean  = 1.0
	highestMean = 4.0
)

// PNG draws the bars and writes them to w. It fails with [ErrOutside] or an error of w.
func (b Bars) PNG(w io.Writer) error {
	if err := b.check(); err != nil {
		return err
	}
	return writePNG(w, b.draw().pixels)
}

func (b Bars) draw() sheet {
	title := titleLines(b.Title)
	height := titleHeight(title) + 2*edge
	for _, g := range b.Groups {
		height += g.height()
	}
	s := newSheet(height)
	s.title(title)
	top := height - titleHeight(title) - edge
	for _, g := range b.Groups {
		b.drawGroup(s, g, top)
		top -= g.height()
	}
	return s
}

// mostBars bounds the height: Telegram refuses photos whose sides add up to more than 10,000
// pixels.
const mostBars = 100

func (b Bars) check() error {
	n := len(b.Groups)
	for _, g := range b.Groups {
		n += len(g.Bars)
		for _, bar := range g.Bars {
			if !within(bar.Value, lowestMean, highestMean) {
				return fmt.Errorf("%w: mean rating of %q is %v, not from %v to %v", ErrOutside, bar.Name, bar.Value, lowestMean, highestMean)
			}
		}
	}
	if n > mostBars {
		return fmt.Errorf("%w: %d bars and groups, more than %d", ErrOutside, n, mostBars)
	}
	return nil
}

func (g Group) height() vg.Length {
	return groupHead + vg.Length(len(g.Bars))*barRow + groupFoot
}

// drawGroup draws a group from top downwards.
func (b Bars) drawGroup(s sheet, g Group, top vg.Length) {
	head := script{bold, nameSize, g.colour(highestMean)}
	s.text(head, vg.Point{X: barLeft, Y: top - groupHead + 28}, alignLeft, head.line(g.Name, Width-2*barLeft))
	y := top - groupHead
	for _, bar := range g.Bars {
		y -= barRow
		b.drawBar(s, g, bar, y)
	}
	number := script{regular, tickSize, grey}
	for v := lowestMean; v <= highestMean; v++ {
		at := vg.Point{X: barX(v), Y: y - 17}
		s.text(number, at, alignCentre, decimal(v, 0, ""))
	}
}

// drawBar draws one bar with its bottom at y: the name, the whole scale in faint grey, the bar over
// it, and the value on the right.
func (b Bars) drawBar(s sheet, g Group, bar Bar, y vg.Length) {
	name := script{regular, labelSize - 2, ink}
	s.text(name, vg.Point{X: barLeft, Y: y + barThick + 20}, alignLeft, name.line(bar.Name, Width-2*barLeft))
	s.block(faint, rect(barLeft, y, barLeft+barLength, y+barThick))
	s.block(g.colour(bar.Value), rect(barLeft, y, barX(bar.Value), y+barThick))
	for v := lowestMean + 1; v < highestMean; v++ {
		s.line(white, 2, vg.Point{X: barX(v), Y: y}, vg.Point{X: barX(v), Y: y + barThick})
	}
	value := script{bold, labelSize, ink}
	at := vg.Point{X: Width - barLeft, Y: y + barThick/2}
	s.text(value, at, alignRight, decimal(bar.Value, 2, b.Decimal))
}

// barX is the position of a value on the scale, in whole pixels so that bars end sharply.
func barX(v float64) vg.Length {
	return barLeft + vg.Length(math.Round(barLength*(v-lowestMean)/(highestMean-lowestMean)))
}

// colour is blue or, for a severity, from amber at the lowest value to dark red at the highest. It
// darkens all the way, so that it can be read without seeing red.
func (g Group) colour(v float64) color.RGBA {
	if !g.Severity {
		return color.RGBA{0x1c, 0x6b, 0xb0, 0xff}
	}
	mild, grave := color.RGBA{0xf2, 0xb1, 0x34, 0xff}, color.RGBA{0x9c, 0x1c, 0x1c, 0xff}
	share := (v - lowestMean) / (highestMean - lowestMean)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + share*(float64(b)-float64(a)))) }
	return color.RGBA{mix(mild.R, grave.R), mix(mild.G, grave.G), mix(mild.B, grave.B), 0xff}
}
