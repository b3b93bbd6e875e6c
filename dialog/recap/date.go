package recap

import (
	"regexp"
	"strconv"
	"time"

	"ikmbot/dialog/say"
)

// datesForm is two dates, day first, as people write them in Indonesia: 1/1/2026 - 30/6/2026.
func datesForm(ls say.Languages) *regexp.Regexp {
	const date = `(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})`
	between := []string{"-", "–"}
	for _, v := range ls {
		between = append(between, v.Until...)
	}
	return regexp.MustCompile(`^\s*` + date + `\s*` + say.AnyOf(between) + `\s*` + date + `\s*$`)
}

// parseDates reads two dates as days since 1970; false if the first is after the second.
func parseDates(ls say.Languages, text string) (from, to int64, ok bool) {
	m := datesForm(ls).FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	from, ok1 := parseDate(m[1], m[2], m[3])
	to, ok2 := parseDate(m[4], m[5], m[6])
	return from, to, ok1 && ok2 && from <= to
}

// parseDate reads a date as days since 1970; false if there is no such day.
func parseDate(day, month, year string) (int64, bool) {
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	date := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return dayNumber(date), y >= 1970 && date.Day() == d && int(date.Month()) == m
}

// dayNumber returns the day of a time, in its own zone, as days since 1970.
func dayNumber(t time.Time) int64 {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// dayBegins returns when a day, given in days since 1970, begins in Western Indonesian Time.
func dayBegins(day int64) time.Time {
	return time.Date(1970, time.January, 1+int(day), 0, 0, 0, 0, say.WIB.Location())
}
