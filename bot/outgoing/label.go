package outgoing

import (
	"strings"
	"unicode"
)

// What Telegram for Android leaves of a phone that is 360 pixels wide, the narrowest in common use:
// 15 pixels beside a keyboard stay free, and 2 within it.
const (
	keyboardWidth = 360 - 15 - 2
	buttonGap     = 5  // pixels between two buttons of a row
	buttonEdge    = 16 // pixels of a button that stay free of its label, both sides together
)

// room is how wide a label can be, in pixels, where n buttons share a row: 310 where it stands
// alone, 145 of two, 90 of three. A twentieth stays free, for a phone's own font can be wider than
// Roboto.
func room(n int) float64 {
	return 0.95 * (float64(keyboardWidth-buttonGap*(n-1))/float64(n) - buttonEdge)
}

// perRow is how many buttons stand side by side so that no label is cut off: one that is cut can
// read like another one.
func perRow(column bool, widest float64) int {
	if column {
		return 1
	}
	for _, n := range []int{7, 5, 3, 2} {
		if widest <= room(n) {
			return n
		}
	}
	return 1
}

// letters are letters of about the same width in the font of labels, Roboto Medium of 15 pixels. The
// width is that of the widest.
type letters struct {
	width float64 // pixels
	are   string
}

var labelFont = []letters{
	{4.3, " !'’‘,.:;Iijl|[]·"},
	{5.4, `"()-frt{}`},
	{6.8, "“”/*_"},
	{13.4, "MWmw@%"},
}

// The widths of what stands in no group.
const (
	smallWidth   = 8.6  // of small letters and digits
	capitalWidth = 10.8 // of capital letters and the wider marks
	signWidth    = 20   // of signs and emoji, which no font of letters has
)

// labelWidth is about how wide a label is, in pixels: never less than it is in Roboto.
func labelWidth(label string) float64 {
	width := 0.0
	for _, r := range label {
		width += runeWidth(r)
	}
	return width
}

func runeWidth(r rune) float64 {
	for _, group := range labelFont {
		if strings.ContainsRune(group.are, r) {
			return group.width
		}
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Cf): // changes how the sign before it looks
		return 0
	case unicode.IsUpper(r), strings.ContainsRune("–…&#~−", r):
		return capitalWidth
	case r < unicode.MaxLatin1 || unicode.IsLower(r):
		return smallWidth
	}
	return signWidth
}
