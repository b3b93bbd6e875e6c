package chart

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
)

func TestCartesian_ownPoint(t *testing.T) {
	t.Parallel()
	for _, x := range []float64{-1.5, -0.75, 0, 0.42, 1.5} {
		for _, y := range []float64{-1.5, -0.31, 0, 0.9, 1.5} {
			t.Run(fmt.Sprintf("stands at (%v; %v)", x, y), func(t *testing.T) {
				t.Parallel()
				c := exampleCartesian()
				c.Own, c.Mean = []Point{{X: x, Y: y}}, nil
				// From the middle of the square to the end of an axis there are 436 - 70 pixels.
				want := vg.Point{X: vg.Length(450 + 366*x/1.5), Y: vg.Length(450 + 366*y/1.5)}
				checkMark(t, c.draw(), want)
			})
		}
	}
}

func TestCartesian_quadrants(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		at   Point
		tint tint
	}{
		{"growth lies at the top right", Point{X: 0.3, Y: 0.3}, green},
		{"diversification at the bottom right", Point{X: 0.3, Y: -0.3}, blue},
		{"turnaround at the top left", Point{X: -0.3, Y: 0.3}, yellow},
		{"defensive at the bottom left", Point{X: -0.3, Y: -0.3}, pink},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			empty := Cartesian{}
			if got := pixelAt(empty.draw().pixels, empty.field().at(c.at)); got != c.tint.ground {
				t.Errorf("colour %v, want %v", got, c.tint.ground)
			}
		})
	}
}

func TestCartesian_reach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   Cartesian
		want float64
	}{
		{"is 1.5 without points", Cartesian{}, 1.5},
		{"stays 1.5 for a point on the edge", Cartesian{Own: []Point{{X: -1.5 - 1e-12, Y: 1.5}}}, 1.5},
		{"grows for the study's point", Cartesian{Study: &Point{X: 1.94, Y: 0.67}}, 2},
		{"grows for a mean", Cartesian{Mean: &Point{Y: -2.01}}, 2.5},
		{"grows for one of many", Cartesian{Others: []Point{{}, {X: -4}}}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.in.reach(); got != c.want {
				t.Errorf("reach %v, want %v", got, c.want)
			}
		})
	}
}

func TestCartesian_ticks(t *testing.T) {
	t.Parallel()
	numbers := func(c Cartesian) (list []string) {
		for i, tick := range c.ticks(c.field()) {
			if i%2 == 0 { // those of x; y has the same
				list = append(list, tick.number)
			}
		}
		return list
	}
	if diff := cmp.Diff([]string{"0,5", "−0,5", "1,0", "−1,0", "1,5", "−1,5"}, numbers(Cartesian{Decimal: ","})); diff != "" {
		t.Errorf("numbers with a comma (-want +got):\n%s", diff)
	}
	far := Cartesian{Mean: &Point{X: 3.2}}
	if diff := cmp.Diff([]string{"1.0", "−1.0", "2.0", "−2.0", "3.0", "−3.0"}, numbers(far)); diff != "" {
		t.Errorf("numbers of a wide picture (-want +got):\n%s", diff)
	}
}

func TestCartesian_words(t *testing.T) {
	t.Parallel()
	before := exampleCartesian().draw().pixels.Pix
	for name, change := range map[string]func(*Cartesian){
		"title":                func(c *Cartesian) { c.Title = "Lain" },
		"name of I":            func(c *Cartesian) { c.Quadrants[0] = "Lain" },
		"name of II":           func(c *Cartesian) { c.Quadrants[1] = "Lain" },
		"name of III":          func(c *Cartesian) { c.Quadrants[2] = "Lain" },
		"name of IV":           func(c *Cartesian) { c.Quadrants[3] = "Lain" },
		"strengths":            func(c *Cartesian) { c.Strengths = "Lain" },
		"weaknesses":           func(c *Cartesian) { c.Weaknesses = "Lain" },
		"opportunities":        func(c *Cartesian) { c.Opportunities = "Lain" },
		"threats":              func(c *Cartesian) { c.Threats = "Lain" },
		"decimal sign":         func(c *Cartesian) { c.Decimal = "" },
		"own label":            func(c *Cartesian) { c.Own[2].Label = "Lain" },
		"earlier label":        func(c *Cartesian) { c.Own[0].Label = "Lain" },
		"mean's label":         func(c *Cartesian) { c.Mean.Label = "Lain" },
		"study":                func(c *Cartesian) { c.Study = &Point{X: 1, Y: 1} },
		"others":               func(c *Cartesian) { c.Others = []Point{{X: -1, Y: 1}} },
		"caption of the other": func(c *Cartesian) { c.OthersCaption = "Lain" },
	} {
		t.Run("shows the "+name, func(t *testing.T) {
			t.Parallel()
			c := exampleCartesian()
			change(&c)
			if bytes.Equal(before, c.draw().pixels.Pix) {
				t.Error("the picture did not change")
			}
		})
	}
}

func TestCartesian_refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   Cartesian
		want string
	}{
		{Cartesian{Own: []Point{{}, {X: math.NaN()}}}, "value outside the picture: own point 2: x is NaN, not from -4 to 4"},
		{Cartesian{Mean: &Point{Y: math.Inf(-1)}}, "value outside the picture: mean 1: y is -Inf, not from -4 to 4"},
		{Cartesian{Study: &Point{X: 4.5}}, "value outside the picture: study's point 1: x is 4.5, not from -4 to 4"},
		{Cartesian{Others: []Point{{Y: -5}}}, "value outside the picture: other point 1: y is -5, not from -4 to 4"},
	} {
		t.Run("refuses "+c.want, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			err := c.in.PNG(&b)
			if !errors.Is(err, ErrOutside) || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes written all the same", b.Len())
			}
		})
	}
}

func TestCrowd(t *testing.T) {
	t.Parallel()
	f := Cartesian{}.field()
	t.Run("a single point stands exactly where it is", func(t *testing.T) {
		t.Parallel()
		c := Cartesian{Others: []Point{{X: 0.77, Y: 0.4}}}
		at := f.at(c.Others[0])
		if got := pixelAt(c.draw().pixels, at); got == green.ground {
			t.Errorf("nothing is drawn at %v", at)
		}
		if got := pixelAt(c.draw().pixels, at.Add(vg.Point{X: crowdLeast + 2})); got != green.ground {
			t.Errorf("colour %v beside the dot, want the ground", got)
		}
	})
	t.Run("a point that several share is drawn as larger", func(t *testing.T) {
		t.Parallel()
		c := Cartesian{Others: []Point{{X: 0.77, Y: 0.4, Count: crowdFull}}}
		at := f.at(c.Others[0]).Add(vg.Point{X: crowdLeast + 2})
		if got := pixelAt(c.draw().pixels, at); got == green.ground {
			t.Errorf("nothing is drawn at %v, within the dot of %d", at, crowdFull)
		}
	})
	t.Run("neighbours never hide each other however many there are", func(t *testing.T) {
		t.Parallel()
		if got := crowdRadius(5000, 5000); got != crowdMost || 2*got > crowdBin {
			t.Errorf("fullest dot has radius %v, its square %v", got, crowdBin)
		}
		if one, two := crowdRadius(1, 5000), crowdRadius(2, 2); one != crowdLeast || two <= one {
			t.Errorf("radius of one %v, of two %v", one, two)
		}
	})
	t.Run("thousands become no more dots than there is room for", func(t *testing.T) {
		t.Parallel()
		side := int(f.area.Size().X)/crowdBin + 1
		dots := 0
		for _, column := range crowd(f, crowdOf(20_000)) {
			dots += len(column) / 3 // move, arc, close
		}
		if dots > side*side || dots < 100 {
			t.Errorf("%d dots", dots)
		}
	})
}
