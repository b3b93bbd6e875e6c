// Package typed reads numbers and dates as people in Indonesia write them and as their
// spreadsheets save them.
package typed

import (
	"regexp"
	"strconv"
	"strings"
)

// longest is the greatest length of a number that is read, in bytes.
const longest = 40

// The forms of a whole number: without separators or with those of a language, and with decimals
// only if they are zeros. Amounts of money may end in ",-".
var counts = []*regexp.Regexp{
	regexp.MustCompile(`^(\d+|\d{1,3}(?:[.]\d{3})+)(?:,0{1,2}|,-)?$`),
	regexp.MustCompile(`^(\d+|\d{1,3}(?:,\d{3})+)(?:[.]0{1,2})?$`),
	regexp.MustCompile(`^(\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+)(?:[.,]0{1,2})?$`),
}

// Count reads a whole number from 0: "1079", "1.079", "1,079", "1 079", "1.079,00". It returns
// false for anything else, such as "1.5" or "1.07".
func Count(text string) (n int, ok bool) {
	if len(text) > longest {
		return 0, false
	}
	for _, form := range counts {
		if m := form.FindStringSubmatch(text); m != nil {
			n, err := strconv.Atoi(digits(m[1]))
			return n, err == nil
		}
	}
	return 0, false
}

// digits drops everything but digits.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// The forms of a decimal number: with one separator, which is the decimal one, or with those of a
// language.
var (
	plainFigure   = regexp.MustCompile(`^[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d{1,3})?$`)
	groupedFigure = regexp.MustCompile(`^[+-]?\d{1,3}((?:[.]\d{3})+,\d+|(?:,\d{3})+[.]\d+)$`)
)

// Figure reads a decimal number with a decimal comma or point: "0,0625", "0.0625", "6,25E-02",
// "1.079,5". A single separator is the decimal one, so "1.079" is a little more than 1.
func Figure(text string) (x float64, ok bool) {
	if len(text) > longest {
		return 0, false
	}
	switch {
	case plainFigure.MatchString(text):
		text = strings.Replace(text, ",", ".", 1)
	case groupedFigure.MatchString(text):
		point := strings.LastIndexAny(text, ".,")
		text = strings.NewReplacer(".", "", ",", "").Replace(text[:point]) + "." + text[point+1:]
	default:
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	return x, err == nil
}
