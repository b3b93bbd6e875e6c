package dialog

import (
	"regexp"
	"strconv"
	"time"
)

// datesForm is two dates, day first, as people write them in Indonesia: 1/1/2026 - 30/6/2026.
var datesForm = regexp.MustCompile(`^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*(?:-|–|sampai|s/d|to|until)\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$`)

// parseDates reads two dates as days since 1970, the first not after the second.
func parseDates(text string) (from, to int64, ok bool) {
	m := datesForm.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	from, ok1 := dayNumber(m[1], m[2], m[3])
	to, ok2 := dayNumber(m[4], m[5], m[6])
	return from, to, ok1 && ok2 && from <= to
}

// dayNumber is a date's number of days since 1970; false where there is no such day.
func dayNumber(day, month, year string) (int64, bool) {
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return date.Unix() / (24 * 60 * 60), y >= 1970 && date.Day() == d && int(date.Month()) == m
}
