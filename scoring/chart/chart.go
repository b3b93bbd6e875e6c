// Package chart draws the pictures that go with a result or a recap, each as a PNG: the Cartesian
// diagram of SWOT analysis, the internal-external (IE) matrix and the bars of the mean ratings.
//
// It gets figures and finished words, and knows neither the model nor a language. The pictures are
// for a phone that shows them about 360 pixels wide, so no writing is smaller than 26 of the 900
// pixels, and colour never stands alone: a shape, a position or a word says the same. The same
// input gives the same bytes. Drawing is safe for concurrent use.
package chart

import (
	"errors"
	"fmt"
	"image/color"
	"strconv"
	"strings"
)

// Width is the width of every picture in pixels. The height depends on what is drawn.
const Width = 900

// ErrOutside is wrapped by the errors of the PNG methods if a value is not a number or lies outside
// the range of the model. The text names the value.
var ErrOutside = errors.New("value outside the picture")

// Point is a point of a picture with a label. The label may have line breaks; a long one is
// wrapped, and an empty one is not drawn.
type Point struct {
	X, Y  float64
	Label string
	Count int // of [Cartesian.Others]: the number of businesses there; 0 means one
}

// Font sizes in pixels.
const (
	numeralSize = 150
	titleSize   = 42
	nameSize    = 38
	wordSize    = 32
	labelSize   = 30
	tickSize    = 26 // the smallest that is still legible on a phone
)

// The colours. Tints, marks and severities stay distinct for people who confuse red with green: the
// tints lean to green, blue, yellow and pink, and the marks differ in darkness and shape.
var (
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink   = color.RGBA{0x1f, 0x29, 0x33, 0xff}
	grey  = color.RGBA{0x3f, 0x49, 0x53, 0xff}
	faint = color.RGBA{0xe6, 0xe9, 0xec, 0xff}

	green  = tint{ground: color.RGBA{0xd4, 0xef, 0xe2, 0xff}, shade: color.RGBA{0xbf, 0xe3, 0xd1, 0xff}, ink: color.RGBA{0x0b, 0x5a, 0x3e, 0xff}}
	blue   = tint{ground: color.RGBA{0xd9, 0xe8, 0xf9, 0xff}, shade: color.RGBA{0xc3, 0xd9, 0xf2, 0xff}, ink: color.RGBA{0x0f, 0x47, 0x80, 0xff}}
	yellow = tint{ground: color.RGBA{0xfd, 0xf0, 0xc8, 0xff}, shade: color.RGBA{0xf6, 0xe2, 0xa6, 0xff}, ink: color.RGBA{0x6f, 0x4d, 0x00, 0xff}}
	pink   = tint{ground: color.RGBA{0xfa, 0xdf, 0xd8, 0xff}, shade: color.RGBA{0xf3, 0xc9, 0xbe, 0xff}, ink: color.RGBA{0x8a, 0x2c, 0x12, 0xff}}

	ownInk   = color.RGBA{0xc4, 0x0d, 0x3c, 0xff}
	meanInk  = color.RGBA{0x00, 0x5f, 0xa8, 0xff}
	studyInk = color.RGBA{0x33, 0x33, 0x33, 0xff}
	otherInk = color.RGBA{0x7c, 0x88, 0x91, 0xff}
)

// tint is the colours of one quadrant or stance: its ground, the big numeral on it, and its words.
type tint struct {
	ground, shade, ink color.RGBA
}

// within reports whether v is a number from lo to hi.
func within(v, lo, hi float64) bool { return v >= lo && v <= hi }

// checkPoints returns an error that names the first point with a coordinate outside lo to hi.
func checkPoints(name string, lo, hi float64, points []Point) error {
	for i, p := range points {
		for axis, v := range [...]float64{p.X, p.Y} {
			if !within(v, lo, hi) {
				return fmt.Errorf("%w: %s %d: %c is %v, not from %v to %v", ErrOutside, name, i+1, "xy"[axis], v, lo, hi)
			}
		}
	}
	return nil
}

// optional returns the point as a list; empty if it is nil.
func optional(p *Point) []Point {
	if p == nil {
		return nil
	}
	return []Point{*p}
}

// decimal writes v with a decimal mark, a point if sign is empty, and a true minus.
func decimal(v float64, digits int, sign string) string {
	if sign == "" {
		sign = "."
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	return strings.NewReplacer(".", sign, "-", "−").Replace(text)
}
