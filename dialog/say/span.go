package say

import (
	"strings"
	"time"
)

// Bar shows a part of a whole as a bar; the whole must not be 0.
func Bar(part, whole int) Value {
	const cells = 10
	full := part * cells / whole
	return Raw(strings.Repeat("▰", full) + strings.Repeat("▱", cells-full))
}

// Span returns a length of time in its greatest whole unit.
func Span(d time.Duration) Text {
	switch {
	case d < time.Hour:
		return Text{Key: "desk.span_minutes", Args: Args{"Count": Count(max(1, int(d.Minutes())))}}
	case d < 48*time.Hour:
		return Text{Key: "desk.span_hours", Args: Args{"Count": Count(int(d.Hours()))}}
	}
	return Text{Key: "desk.span_days", Args: Args{"Count": Count(int(d.Hours() / 24))}}
}

// Ago says how long ago something was, in its greatest whole unit.
func Ago(d time.Duration) Text {
	switch {
	case d < time.Hour:
		return Text{Key: "desk.ago_minutes", Args: Args{"Count": Count(max(1, int(d.Minutes())))}}
	case d < 24*time.Hour:
		return Text{Key: "desk.ago_hours", Args: Args{"Count": Count(int(d.Hours()))}}
	case d < 48*time.Hour:
		return Message("desk.ago_yesterday")
	}
	return Text{Key: "desk.ago_days", Args: Args{"Count": Count(int(d.Hours() / 24))}}
}
