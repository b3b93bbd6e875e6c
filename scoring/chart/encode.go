package chart

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
)

// colours is how many colours a picture keeps, of the 256 that an indexed PNG can have. The
// drawings use about thirty; the rest are for the edges of letters, where fewer shades make a
// smaller file.
const colours = 96

// writePNG writes the picture as an indexed PNG, which is smaller and faster than one in true
// colour. The most frequent colours, and so all grounds and marks, stay exact; rare shades at edges
// become the nearest of them.
func writePNG(w io.Writer, img *image.RGBA) error {
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(w, indexed(img)); err != nil {
		return fmt.Errorf("write PNG: %w", err)
	}
	return nil
}

// pixel is a colour as it is stored in memory.
type pixel uint32

func (p pixel) rgba() color.RGBA {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], uint32(p))
	return color.RGBA{b[0], b[1], b[2], b[3]}
}

// indexed returns the picture with a palette of its most frequent colours.
func indexed(img *image.RGBA) *image.Paletted {
	palette, index := choosePalette(countPixels(img))
	out := image.NewPaletted(img.Rect, palette)
	var last pixel
	var lastIndex uint8
	for i := range out.Pix {
		p := pixel(binary.LittleEndian.Uint32(img.Pix[4*i:]))
		if i == 0 || p != last {
			last, lastIndex = p, index[p]
		}
		out.Pix[i] = lastIndex
	}
	return out
}

// countPixels counts each colour, a run of equal pixels at a time.
func countPixels(img *image.RGBA) map[pixel]int {
	counts := make(map[pixel]int, 4*colours)
	var last pixel
	run := 0
	for i := 0; i < len(img.Pix); i += 4 {
		p := pixel(binary.LittleEndian.Uint32(img.Pix[i:]))
		if p != last {
			counts[last] += run
			last, run = p, 0
		}
		run++
	}
	counts[last] += run
	return counts
}

// choosePalette keeps the most frequent colours, and maps every colour to one of them.
func choosePalette(counts map[pixel]int) (color.Palette, map[pixel]uint8) {
	order := make([]pixel, 0, len(counts))
	for p, n := range counts {
		if n > 0 {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(a, b pixel) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	palette := make(color.Palette, 0, colours)
	index := make(map[pixel]uint8, len(order))
	for i, p := range order {
		if i < colours {
			palette = append(palette, p.rgba())
			index[p] = uint8(i)
		} else {
			index[p] = nearest(order[:colours], p)
		}
	}
	return palette, index
}

// nearest is the index of the kept colour that differs least from p.
func nearest(kept []pixel, p pixel) uint8 {
	best, least := 0, 1<<31-1
	want := p.rgba()
	for i, k := range kept {
		have := k.rgba()
		r, g, b := int(want.R)-int(have.R), int(want.G)-int(have.G), int(want.B)-int(have.B)
		if d := r*r + g*g + b*b; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}
