package editor

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// farthest is how far ahead a broadcast can be scheduled.
const farthest = 60 * 24 * time.Hour

// dueHours are the times of day that have a button.
var dueHours = []int{9, 13, 16, 19}

// zone returns the zone whose clocks a broadcast goes by: the one that all its regions lie in, or
// else WIB.
func zone(t *turn.Turn, s broadcast.Segment) say.Zone {
	regions := s.Regions
	if len(regions) == 0 {
		regions = t.Session.Officer.Regions
	}
	var zones []say.Zone
	for _, r := range t.Regions {
		for _, code := range regions {
			if r.Code == code {
				zones = append(zones, r.Zone)
			}
		}
	}
	for _, z := range zones {
		if z != zones[0] {
			return say.WIB
		}
	}
	if zones == nil {
		return say.WIB
	}
	return zones[0]
}

// clock returns the time now in the broadcast's zone.
func clock(t *turn.Turn, s broadcast.Segment) time.Time {
	return time.UnixMilli(t.Now).In(zone(t, s).Location())
}

// dueKeys returns the times to choose from, and the switch for the night.
func dueKeys(t *turn.Turn, draft broadcast.Draft) []say.Keys {
	now := clock(t, draft.Segment)
	keys := say.Row(broadcast.Choice("button.at_once", broadcast.ActDue+".0"))
	for day := range 3 {
		var choices []say.Choice
		for _, hour := range dueHours {
			at := time.Date(now.Year(), now.Month(), now.Day()+day, hour, 0, 0, 0, now.Location())
			if at.After(now) {
				choices = append(choices, say.Choice{
					Label: say.Text{Key: "button.due_in_" + strconv.Itoa(day), Args: say.Args{
						"Hour": say.Raw(at.Format("15"))}},
					Data: button.Data(button.Broadcast, broadcast.ActDue, button.ID(at.UnixMilli()))})
			}
		}
		if choices != nil {
			keys = append(keys, say.Keys{Choices: choices})
		}
	}
	night := broadcast.Choice("button.by_night", broadcast.ActNight+".+")
	if draft.Night {
		night = broadcast.Choice("button.by_day", broadcast.ActNight+".-")
	}
	return append(keys, say.Row(night)...)
}

// dueFault says why a broadcast can't be scheduled for a time; it is zero where it can.
func dueFault(t *turn.Turn, due int64) say.Text {
	switch {
	case due != 0 && due <= t.Now:
		return say.Message("broadcast.due_past")
	case due > t.Now+farthest.Milliseconds():
		return say.Text{Key: "broadcast.due_far", Args: say.Args{"Most": say.Count(int(farthest.Hours() / 24))}}
	}
	return say.Text{}
}

// tappedDue takes the time of a button, which may be an old one.
func tappedDue(t *turn.Turn, argument string) {
	due, err := strconv.ParseInt(argument, 10, 64)
	if err != nil || due < 0 {
		t.Toast("toast.old_button")
		return
	}
	setDue(t, say.Edit, due)
}

// takeDue takes a time that was typed.
func takeDue(t *turn.Turn, text string) {
	due, ok := readDue(t.Languages, text, clock(t, copyDraft(t).Segment))
	if !ok {
		askField(t, say.Send, broadcast.FieldDue, say.Message("broadcast.due_unread"))
		return
	}
	setDue(t, say.Send, due.UnixMilli())
}

func setDue(t *turn.Turn, mode say.Mode, due int64) {
	if fault := dueFault(t, due); fault.Key != "" {
		askField(t, mode, broadcast.FieldDue, fault)
		return
	}
	redraft(t, func(b *broadcast.Draft) { b.Due = due })
	t.Session.Aside = turn.Aside{}
	Open(t, mode)
}

// dueForm matches a day, which may be missing, and an hour with or without minutes.
func dueForm(ls say.Languages) *regexp.Regexp {
	var days, clock []string
	for _, v := range ls {
		days, clock = append(days, v.Days...), append(clock, v.Clock...)
	}
	return regexp.MustCompile(`^(?:(` + say.AnyOf(days) + `|\d{1,2}/\d{1,2}(?:/\d{4})?)[ ,]+)?(?:` + say.AnyOf(clock) + ` )?(\d{1,2})(?:[.:](\d{2}))?$`)
}

// dayNamed returns how many days from today the day is that has this name in one of the languages.
// No name at all is today.
func dayNamed(ls say.Languages, name string) (days int, named bool) {
	for _, v := range ls {
		if i := slices.Index(v.Days, name); i >= 0 {
			return i, true
		}
	}
	return 0, name == ""
}

// readDue reads a typed time, on the clock that now shows; false if it is none.
func readDue(ls say.Languages, text string, now time.Time) (time.Time, bool) {
	zone := " " + strings.ToLower(now.Format("MST"))
	m := dueForm(ls).FindStringSubmatch(strings.TrimSuffix(strings.ToLower(say.OneLine(text)), zone))
	if m == nil {
		return time.Time{}, false
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi("0" + m[3])
	if hour > 23 || minute > 59 {
		return time.Time{}, false
	}
	day, ok := readDay(ls, m[1], now)
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location()), ok
}

// readDay reads a day. One without a year is in this year, or in the next if this year's is past and
// the next one is near enough.
func readDay(ls say.Languages, text string, now time.Time) (time.Time, bool) {
	if days, named := dayNamed(ls, text); named {
		return now.AddDate(0, 0, days), true
	}
	day, err := time.ParseInLocation("2/1/2006", text, now.Location())
	if err == nil {
		return day, true
	}
	day, err = time.ParseInLocation("2/1/2006", text+"/"+strconv.Itoa(now.Year()), now.Location())
	if next := day.AddDate(1, 0, 0); day.Before(now) && next.Before(now.Add(farthest)) {
		day = next
	}
	return day, err == nil
}
