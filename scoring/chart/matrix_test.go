package chart

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestMatrix_ownPoint(t *testing.T) {
	t.Parallel()
	for _, ife := range []float64{1, 2, 2.92, 4} {
		for _, efe := range []float64{1, 1.9, 3, 4} {
			t.Run(fmt.Sprintf("stands at IFE %v and EFE %v", ife, efe), func(t *testing.T) {
				t.Parallel()
				m := exampleMatrix()
				m.Own, m.Mean = []Point{{X: ife, Y: efe}}, nil
				// The strong side is on the left; below the grid lie the edge and three rows of
				// legend.
				want := vg.Point{X: vg.Length(872 - 252*(ife-1)), Y: vg.Length(14 + 34 + 3*46 + 252*(efe-1))}
				checkMark(t, m.draw(), want)
			})
		}
	}
}

func TestMatrix_cells(t *testing.T) {
	t.Parallel()
	m := exampleMatrix()
	m.Own, m.Mean = nil, nil
	img, f := m.draw().pixels, m.field()
	for i, cell := range m.Cells {
		t.Run("cell "+numerals[i]+" has the colour of its stance", func(t *testing.T) {
			t.Parallel()
			corner := Point{X: 3.9 - float64(i%3), Y: 3.9 - float64(i/3)}
			if got, want := pixelAt(img, f.at(corner)), stanceTints[cell.Stance].ground; got != want {
				t.Errorf("colour %v, want %v", got, want)
			}
		})
	}
}

func TestMatrix_counts(t *testing.T) {
	t.Parallel()
	m := exampleMatrix()
	f := m.field()
	for _, mean := range []Point{{X: 2.5, Y: 2.05}, {X: 2.5, Y: 2.95}, {X: 2.5, Y: 2}, {X: 3.5, Y: 3.1}} {
		t.Run(fmt.Sprintf("keep off the mark at (%v; %v)", mean.X, mean.Y), func(t *testing.T) {
			t.Parallel()
			marks := newMarks(f, nil, &mean, nil).boxes()
			for _, count := range m.drawCells(newSheet(1200), f, marks) {
				if overlapsAny(count, marks) {
					t.Errorf("count at %v lies under the mark at %v", count, marks)
				}
			}
		})
	}
}

func TestMatrix_words(t *testing.T) {
	t.Parallel()
	before := exampleMatrix().draw().pixels.Pix
	changes := map[string]func(*Matrix){
		"title":         func(m *Matrix) { m.Title = "Lain" },
		"name of IFE":   func(m *Matrix) { m.IFE = "Lain" },
		"name of EFE":   func(m *Matrix) { m.EFE = "Lain" },
		"own label":     func(m *Matrix) { m.Own[1].Label = "Lain" },
		"earlier label": func(m *Matrix) { m.Own[0].Label = "Lain" },
		"mean's label":  func(m *Matrix) { m.Mean.Label = "Lain" },
	}
	for i := range 3 {
		changes[fmt.Sprintf("column's name %d", i)] = func(m *Matrix) { m.IFEBands[i] = "Lain" }
		changes[fmt.Sprintf("row's name %d", i)] = func(m *Matrix) { m.EFEBands[i] = "Lain" }
		changes[fmt.Sprintf("stance %d", i)] = func(m *Matrix) { m.Stances[i] = "Lain" }
	}
	for i := range 9 {
		changes["count of "+numerals[i]] = func(m *Matrix) { m.Cells[i].Count = "34" }
	}
	for name, change := range changes {
		t.Run("shows the "+name, func(t *testing.T) {
			t.Parallel()
			m := exampleMatrix()
			change(&m)
			if bytes.Equal(before, m.draw().pixels.Pix) {
				t.Error("the picture did not change")
			}
		})
	}
}

func TestMatrix_refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   Matrix
		want string
	}{
		{Matrix{Own: []Point{{X: 0.9, Y: 2}}}, "value outside the picture: own point 1: x is 0.9, not from 1 to 4"},
		{Matrix{Mean: &Point{X: 2, Y: math.NaN()}}, "value outside the picture: mean 1: y is NaN, not from 1 to 4"},
		{Matrix{Cells: [9]Cell{3: {Stance: 3}}}, "value outside the picture: stance of cell IV is 3, not from 0 to 2"},
		{Matrix{Cells: [9]Cell{{Stance: -1}}}, "value outside the picture: stance of cell I is -1, not from 0 to 2"},
	} {
		t.Run("refuses "+c.want, func(t *testing.T) {
			t.Parallel()
			if err := c.in.PNG(io.Discard); !errors.Is(err, ErrOutside) || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}
