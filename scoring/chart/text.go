package chart

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The fonts of all pictures. Drawing does not change a parsed font, so that concurrent drawings
// share it.
var (
	regular = mustParse(liberationsansregular.TTF)
	bold    = mustParse(liberationsansbold.TTF)
)

func mustParse(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic("chart: built-in font: " + err.Error())
	}
	return f
}

const (
	ellipsis = "…"
	// longestText is how many runes of a text are read; no label or title is nearly that long.
	longestText = 240
)

// script is how a text is written: the font, its size in pixels, the colour.
type script struct {
	font *opentype.Font
	size vg.Length
	ink  color.Color
}

func (s script) face() font.Face {
	return font.Face{Font: font.Font{Size: s.size}, Face: s.font}
}

func (s script) width(text string) vg.Length {
	face := s.face()
	return face.Width(text)
}

// write writes a line onto the image, its baseline starting at (x, y) from the upper left corner.
// It bypasses the canvas of gonum/plot, which resamples every letter and takes ten times as long.
// Whole pixels keep the letters sharp.
func (s script) write(img *image.RGBA, x, y int, line string) {
	face := s.face()
	sized := face.FontFace(72)
	defer sized.Close()
	drawer := stdfont.Drawer{Dst: img, Src: image.NewUniform(s.ink), Face: sized, Dot: fixed.P(x, y)}
	drawer.DrawString(line)
}

// lineHeight is the distance from one baseline to the next.
func (s script) lineHeight() vg.Length { return s.size * 1.2 }

// capHeight is the height of capitals and digits.
func (s script) capHeight() vg.Length { return s.size * 0.72 }

// fitted returns the script reduced so that text is at most width wide, but not below tickSize.
func (s script) fitted(text string, width vg.Length) script {
	if w := s.width(text); w > width {
		s.size = max(tickSize, s.size*width/w)
	}
	return s
}

// wrap breaks a text at its line breaks and spaces (not at no-break spaces) into at most so many
// lines, each at most width wide. A text that needs more lines, or a word that needs more width, is
// cut off with an ellipsis.
func (s script) wrap(text string, width vg.Length, most int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s.drawable(text), "\n") {
		line := ""
		for _, word := range strings.FieldsFunc(paragraph, func(r rune) bool { return r == ' ' }) {
			if line != "" && s.width(line+" "+word) > width {
				lines = append(lines, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] += " " + ellipsis
	}
	for i, line := range lines {
		lines[i] = s.cut(line, width)
	}
	return lines
}

// balanced wraps into the same number of lines as wrap, but of about equal length.
func (s script) balanced(text string, width vg.Length, most int) []string {
	const step = 20
	lines := s.wrap(text, width, most)
	for len(lines) > 1 {
		width -= step
		narrower := s.wrap(text, width, most)
		if len(narrower) > len(lines) || slices.ContainsFunc(narrower, isCut) {
			break
		}
		lines = narrower
	}
	return lines
}

func isCut(line string) bool { return strings.HasSuffix(line, ellipsis) }

// line returns the text as a single line.
func (s script) line(text string, width vg.Length) string {
	return strings.Join(s.wrap(text, width, 1), "")
}

// cut shortens a line to the width, with an ellipsis at its end.
func (s script) cut(line string, width vg.Length) string {
	if s.width(line) <= width {
		return line
	}
	runes := []rune(strings.TrimSuffix(line, ellipsis))
	for len(runes) > 0 && s.width(string(runes)+ellipsis) > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ") + ellipsis
}

// drawable drops characters that the font lacks, such as emoji, which would be drawn as empty
// boxes.
func (s script) drawable(text string) string {
	var buf sfnt.Buffer
	runes := 0
	return strings.Map(func(r rune) rune {
		runes++
		if runes > longestText {
			return -1
		}
		switch r {
		case '\n':
			return r
		case '\t', '\r':
			return ' '
		}
		if i, err := s.font.GlyphIndex(&buf, r); err != nil || i == 0 || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, text)
}

// widest is the width of the widest line.
func (s script) widest(lines []string) vg.Length {
	var widest vg.Length
	for _, line := range lines {
		widest = max(widest, s.width(line))
	}
	return widest
}
