package typed

import (
	"regexp"
	"strconv"
	"time"
)

// The forms of a time: the day first or the year first, and a clock time if there is one.
var (
	clockForm = `(?:[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?)?$`
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})` + clockForm)
	yearFirst = regexp.MustCompile(`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})` + clockForm)
)

// Moment reads a time: RFC 3339, or a day with or without a clock time in the zone, as
// "31/01/2026", "31-1-26 8.30" or "2026-01-31 08:30:00". Two digits are a year of this century. A
// day without a clock time begins at midnight. It returns false for a day that no calendar has.
func Moment(text string, zone *time.Location) (t time.Time, ok bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, true
	}
	m := yearFirst.FindStringSubmatch(text)
	if m == nil {
		if m = dayFirst.FindStringSubmatch(text); m == nil {
			return time.Time{}, false
		}
		m[1], m[3] = m[3], m[1]
	}
	var n [7]int
	for i, part := range m[1:] {
		n[i+1], _ = strconv.Atoi(part) // empty: 0
	}
	if len(m[1]) == 2 {
		n[1] += 2000
	}
	t = time.Date(n[1], time.Month(n[2]), n[3], n[4], n[5], n[6], 0, zone)
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	return t, [...]int{year, int(month), day, hour, minute, second} == [6]int(n[1:])
}
