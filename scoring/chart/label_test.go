package chart

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/plot/vg"
)

// contains says whether inner lies in outer, the rounding of floats aside.
func contains(outer, inner vg.Rectangle) bool {
	outer = grown(outer, 1e-6)
	return inner.Min.X >= outer.Min.X && inner.Min.Y >= outer.Min.Y && inner.Max.X <= outer.Max.X && inner.Max.Y <= outer.Max.Y
}

// randomPoint lies anywhere, half of the time close to near.
func randomPoint(r *rand.Rand, near Point) Point {
	if r.IntN(2) == 0 {
		return Point{X: r.Float64()*3 - 1.5, Y: r.Float64()*3 - 1.5}
	}
	at := func(v float64) float64 { return min(1.5, max(-1.5, v+r.NormFloat64()*0.05)) }
	return Point{X: at(near.X), Y: at(near.Y)}
}

func TestMarks_plates(t *testing.T) {
	t.Parallel()
	c := exampleCartesian()
	f := c.field()
	ends := c.drawEnds(newSheet(Width))
	soft := append(axes(f), numberBoxes(c.ticks(f))...)
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		own := randomPoint(r, Point{X: 1.5, Y: -1.5})
		own.Label = "Usaha Anda\n(−0,42; −0,31)"
		mean, study := randomPoint(r, own), randomPoint(r, own)
		mean.Label, study.Label = "Rata-rata Kabupaten Tanjung Jabung Timur (−0,42; 0,31)", "Jambi, penelitian 2020 (1,94; 0,67)"
		var way []Point
		for i := range r.IntN(5) {
			p := randomPoint(r, own)
			p.Label = fmt.Sprintf("Mar %d", 2020+i)
			way = append(way, p)
		}
		marks := newMarks(f, append(way, own), &mean, &study)
		plates := marks.plates(c.labelBounds(f), ends, soft)
		if want := len(way) + 3; len(plates) != want {
			t.Fatalf("seed %d: %d labels placed, want %d", seed, len(plates), want)
		}
		checkPlates(t, fmt.Sprintf("seed %d", seed), plates, c.labelBounds(f), append(marks.boxes(), ends...))
	}
}

// checkPlates demands that plates lie in the bounds, off the obstacles and off each other.
func checkPlates(t *testing.T, name string, plates []plate, bounds vg.Rectangle, hard []vg.Rectangle) {
	t.Helper()
	for i, p := range plates {
		if !contains(bounds, p.box) {
			t.Errorf("%s: label %q at %v reaches over %v", name, p.lines, p.box, bounds)
		}
		if overlapsAny(p.box, hard) {
			t.Errorf("%s: label %q at %v covers a mark or a word", name, p.lines, p.box)
		}
		if overlapsAny(p.box, plateBoxes(plates[:i])) {
			t.Errorf("%s: label %q at %v covers another label", name, p.lines, p.box)
		}
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	bounds := rect(0, 0, 400, 300)
	mark := func(x, y vg.Length) vg.Rectangle { return around(vg.Point{X: x, Y: y}, 20, 20) }
	at := func(x, y vg.Length) []label {
		return []label{{anchor: vg.Point{X: x, Y: y}, size: vg.Point{X: 100, Y: 40}}}
	}
	t.Run("puts a label close to its mark", func(t *testing.T) {
		t.Parallel()
		got := placeLabels(at(200, 150), bounds, []vg.Rectangle{mark(200, 150)}, nil)[0]
		if distance(middle(got), vg.Point{X: 200, Y: 150}) > 65 {
			t.Errorf("label at %v", got)
		}
	})
	t.Run("stays inside in a corner", func(t *testing.T) {
		t.Parallel()
		got := placeLabels(at(400, 300), bounds, []vg.Rectangle{mark(400, 300)}, nil)[0]
		if !contains(bounds, got) || overlap(got, mark(400, 300)) {
			t.Errorf("label at %v", got)
		}
	})
	t.Run("goes around a soft obstacle", func(t *testing.T) {
		t.Parallel()
		above := rect(150, 180, 250, 230)
		got := placeLabels(at(200, 150), bounds, []vg.Rectangle{mark(200, 150)}, []vg.Rectangle{above})[0]
		if overlap(got, above) {
			t.Errorf("label at %v covers %v", got, above)
		}
	})
	t.Run("covers a soft obstacle rather than go without a label", func(t *testing.T) {
		t.Parallel()
		got := placeLabels(at(200, 150), bounds, []vg.Rectangle{mark(200, 150)}, []vg.Rectangle{bounds})[0]
		if got == (vg.Rectangle{}) {
			t.Error("no place found")
		}
	})
	t.Run("leaves out what has no free place", func(t *testing.T) {
		t.Parallel()
		got := placeLabels(at(200, 150), bounds, []vg.Rectangle{bounds}, nil)[0]
		if got != (vg.Rectangle{}) {
			t.Errorf("label at %v", got)
		}
	})
	t.Run("leaves out what is larger than the bounds", func(t *testing.T) {
		t.Parallel()
		got := placeLabels([]label{{size: vg.Point{X: 401, Y: 10}}}, bounds, nil, nil)[0]
		if got != (vg.Rectangle{}) {
			t.Errorf("label at %v", got)
		}
	})
}
