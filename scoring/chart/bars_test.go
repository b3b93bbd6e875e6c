package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestBars_length(t *testing.T) {
	t.Parallel()
	for _, value := range []float64{1.2, 2.5, 3.07, 3.9} {
		for _, severity := range []bool{false, true} {
			t.Run(fmt.Sprintf("of %v ends where the value lies (severity %t)", value, severity), func(t *testing.T) {
				t.Parallel()
				g := Group{Severity: severity, Bars: []Bar{{Value: value}}}
				img := Bars{Groups: []Group{g}}.draw().pixels
				end := vg.Point{X: vg.Length(24 + 770*(value-1)/3), Y: edge + groupFoot + barThick/2}
				if got := pixelAt(img, end.Sub(vg.Point{X: 3})); got != g.colour(value) {
					t.Errorf("colour before the end %v, want %v", got, g.colour(value))
				}
				if got := pixelAt(img, end.Add(vg.Point{X: 3})); got != faint {
					t.Errorf("colour after the end %v, want %v", got, faint)
				}
			})
		}
	}
}

func TestGroup_colour(t *testing.T) {
	t.Parallel()
	light := func(c color.RGBA) int { return 299*int(c.R) + 587*int(c.G) + 114*int(c.B) }
	severe := Group{Severity: true}
	for v := 1.0; v < 4; v += 0.25 {
		if light(severe.colour(v+0.25)) >= light(severe.colour(v)) {
			t.Errorf("a severity of %v is not darker than one of %v", v+0.25, v)
		}
	}
	if (Group{}).colour(1) != (Group{}).colour(4) {
		t.Error("a favourable factor changes its colour")
	}
}

func TestBars_words(t *testing.T) {
	t.Parallel()
	before := exampleBars().draw().pixels.Pix
	for name, change := range map[string]func(*Bars){
		"title":         func(b *Bars) { b.Title = "Lain" },
		"group's name":  func(b *Bars) { b.Groups[1].Name = "Lain" },
		"factor's name": func(b *Bars) { b.Groups[0].Bars[1].Name = "Lain" },
		"value":         func(b *Bars) { b.Groups[0].Bars[0].Value = 3.26 },
		"decimal sign":  func(b *Bars) { b.Decimal = "" },
	} {
		t.Run("shows the "+name, func(t *testing.T) {
			t.Parallel()
			b := exampleBars()
			change(&b)
			if bytes.Equal(before, b.draw().pixels.Pix) {
				t.Error("the picture did not change")
			}
		})
	}
}

func TestBars_refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		bars []Bar
		want string
	}{
		{[]Bar{{"S1", 2}, {"S2", math.NaN()}}, `value outside the picture: mean rating of "S2" is NaN, not from 1 to 4`},
		{[]Bar{{"S1", 0.99}}, `value outside the picture: mean rating of "S1" is 0.99, not from 1 to 4`},
		{[]Bar{{"S1", 4.01}}, `value outside the picture: mean rating of "S1" is 4.01, not from 1 to 4`},
		{someBars(mostBars), "value outside the picture: 101 bars and groups, more than 100"},
	} {
		t.Run("refuses "+c.want, func(t *testing.T) {
			t.Parallel()
			err := Bars{Groups: []Group{{Bars: c.bars}}}.PNG(io.Discard)
			if !errors.Is(err, ErrOutside) || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

// someBars are n bars of a middling value.
func someBars(n int) []Bar {
	bars := make([]Bar, n)
	for i := range bars {
		bars[i] = Bar{Name: "W3 Biaya internet bagi konsumen dianggap mahal", Value: 2.5}
	}
	return bars
}
