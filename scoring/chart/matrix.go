package chart

import (
	"errors"
	"fmt"
	"io"

	"gonum.org/v1/plot/vg"
)

// Matrix is the internal-external matrix. The IFE total runs across, 4 (strong) on the left to 1;
// the EFE total runs down, 4 (high) at the top to 1. Every part may be left out.
type Matrix struct {
	// Title stands at the top, on at most two lines.
	Title string
	// IFE and EFE are the names of the axes, across and down.
	IFE, EFE string
	// IFEBands name the columns from the left (strong, average, weak), EFEBands the rows from the
	// top (high, medium, low).
	IFEBands, EFEBands [3]string
	// Stances are the words of the legend, in the order of the colours green, yellow and pink.
	Stances [3]string
	// Cells are I to IX, row by row.
	Cells [9]Cell
	// Own are the points of one business, the oldest first, X the IFE total and Y the EFE total,
	// both 1 to 4. The newest one is highlighted, and arrows lead to it from at most the eleven
	// before it.
	Own []Point
	// Mean is the mean of a region or of all businesses; nil: none.
	Mean *Point
}

// Cell is one of the nine cells.
type Cell struct {
	// Stance is the index in Stances, 0 to 2, that gives the cell its colour.
	Stance int
	// Count is written into the cell, such as its number of businesses; may be empty.
	Count string
}

// Measures of the matrix in pixels.
const (
	cellSide    = 252
	gridLeft    = Width - 3*cellSide - 28
	gridRight   = gridLeft + 3*cellSide
	legendRow   = 46
	gridHead    = 112 // above the grid, for the name of the axis, bands and numbers
	legendAbove = 34  // between grid and legend, with room for a mark on the lowest line
	swatch      = 34
)

var (
	numerals    = [9]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	stanceTints = [3]tint{green, yellow, pink}
)

// PNG draws the matrix and writes it to w. It fails with [ErrOutside] or an error of w.
func (m Matrix) PNG(w io.Writer) error {
	if err := m.check(); err != nil {
		return err
	}
	return writePNG(w, m.draw().pixels)
}

func (m Matrix) draw() sheet {
	title := titleLines(m.Title)
	f := m.field()
	s := newSheet(f.area.Max.Y + gridHead + titleHeight(title))
	s.title(title)
	m.drawLegend(s)
	all := newMarks(f, m.Own, m.Mean, nil)
	counts := m.drawCells(s, f, all.boxes())
	m.drawHead(s, f)
	m.drawSide(s, f)
	all.draw(s, all.plates(grown(f.area, -placeGap), counts, nil))
	return s
}

func (m Matrix) check() error {
	for i, c := range m.Cells {
		if c.Stance < 0 || c.Stance >= len(m.Stances) {
			return fmt.Errorf("%w: stance of cell %s is %d, not from 0 to 2", ErrOutside, numerals[i], c.Stance)
		}
	}
	return errors.Join(checkPoints("own point", 1, 4, m.Own), checkPoints("mean", 1, 4, optional(m.Mean)))
}

func (m Matrix) field() field {
	bottom := vg.Length(edge + legendAbove)
	for _, words := range m.Stances {
		if words != "" {
			bottom += legendRow
		}
	}
	return field{area: rect(gridLeft, bottom, gridRight, bottom+3*cellSide), x0: 4, x1: 1, y0: 1, y1: 4}
}

// drawCells tints the cells and writes numerals and counts, each count at the end of its cell that
// no mark hides. It returns the rectangles of the counts.
func (m Matrix) drawCells(s sheet, f field, marks []vg.Rectangle) []vg.Rectangle {
	var counts []vg.Rectangle
	for i, cell := range m.Cells {
		left := f.area.Min.X + vg.Length(i%3)*cellSide
		top := f.area.Max.Y - vg.Length(i/3)*cellSide
		box := rect(left, top-cellSide, left+cellSide, top)
		t := stanceTints[cell.Stance]
		s.block(t.ground, box)
		s.numeral(t, middle(box), numerals[i])
		if cell.Count != "" {
			counts = append(counts, drawCount(s, t, box, cell.Count, marks))
		}
	}
	for i := range 4 {
		at := vg.Length(i) * cellSide
		width := vg.Length(3)
		s.line(ink, width, f.area.Min.Add(vg.Point{X: at}), vg.Point{X: f.area.Min.X + at, Y: f.area.Max.Y})
		s.line(ink, width, f.area.Min.Add(vg.Point{Y: at}), vg.Point{X: f.area.Max.X, Y: f.area.Min.Y + at})
	}
	return counts
}

func drawCount(s sheet, t tint, cell vg.Rectangle, count string, marks []vg.Rectangle) vg.Rectangle {
	const room = cellSide - 2*edge
	sc := script{bold, nameSize, t.ink}
	sc = sc.fitted(sc.line(count, Width), room)
	text := sc.line(count, room)
	half := vg.Point{X: sc.width(text) / 2, Y: sc.lineHeight() / 2}
	x := middle(cell).X
	box := around(vg.Point{X: x, Y: cell.Min.Y + 8 + half.Y}, half.X, half.Y)
	if overlapsAny(box, marks) {
		box = around(vg.Point{X: x, Y: cell.Max.Y - 8 - half.Y}, half.X, half.Y)
	}
	s.text(sc, middle(box), alignCentre, text)
	return box
}

// drawHead writes the name of the axis across, its bands and its numbers above the grid.
func (m Matrix) drawHead(s sheet, f field) {
	name, band, number := axisScripts()
	const bands = 46 // above the grid
	top := f.area.Max.Y
	s.text(name, vg.Point{X: middle(f.area).X, Y: top + 92}, alignCentre, name.line(m.IFE, 3*cellSide))
	for i, words := range m.IFEBands {
		x := f.area.Min.X + (vg.Length(i)+0.5)*cellSide
		sc := band.fitted(band.line(words, Width), cellSide-40)
		s.text(sc, vg.Point{X: x, Y: top + bands}, alignCentre, sc.line(words, cellSide-40))
	}
	for i := range 4 {
		s.text(number, vg.Point{X: f.area.Min.X + vg.Length(i)*cellSide, Y: top + bands}, alignCentre, decimal(float64(4-i), 0, ""))
	}
}

// drawSide writes the name of the axis down, its bands and its numbers on the left of the grid.
func (m Matrix) drawSide(s sheet, f field) {
	name, band, number := axisScripts()
	left := f.area.Min.X
	s.upright(name, vg.Point{X: left - 90, Y: middle(f.area).Y}, name.line(m.EFE, 3*cellSide))
	for i, words := range m.EFEBands {
		y := f.area.Max.Y - (vg.Length(i)+0.5)*cellSide
		sc := band.fitted(band.line(words, Width), cellSide-40)
		s.upright(sc, vg.Point{X: left - 44, Y: y}, sc.line(words, cellSide-40))
	}
	for i := range 4 {
		y := f.area.Max.Y - vg.Length(i)*cellSide
		s.text(number, vg.Point{X: left - 44, Y: y}, alignCentre, decimal(float64(4-i), 0, ""))
	}
}

func axisScripts() (name, band, number script) {
	return script{bold, wordSize, ink}, script{regular, labelSize, ink}, script{regular, tickSize, grey}
}

// drawLegend explains the colours, below the grid.
func (m Matrix) drawLegend(s sheet) {
	sc := script{regular, labelSize, ink}
	y := m.field().area.Min.Y - legendAbove
	for i, words := range m.Stances {
		if words == "" {
			continue
		}
		y -= legendRow
		box := rect(gridLeft, y, gridLeft+swatch, y+swatch)
		s.block(stanceTints[i].ground, box)
		s.SetColor(stanceTints[i].ink)
		s.SetLineWidth(2)
		s.Stroke(box.Path())
		at := vg.Point{X: box.Max.X + edge, Y: middle(box).Y}
		s.text(sc, at, alignLeft, sc.line(words, gridRight-at.X))
	}
}
