package dialog

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// farthest is how far ahead a broadcast can be set.
const farthest = 60 * 24 * time.Hour

// dueHours are the times of day that stand on buttons.
var dueHours = []int{9, 13, 16, 19}

// zone is where the clocks are that a broadcast goes by: the zone that all its regions lie in,
// or else WIB.
func (t *turn) zone(s Segment) Zone {
	regions := s.Regions
	if len(regions) == 0 {
		regions = t.s.Officer.Regions
	}
	var zones []Zone
	for _, r := range t.regions {
		for _, code := range regions {
			if r.Code == code {
				zones = append(zones, r.Zone)
			}
		}
	}
	for _, z := range zones {
		if z != zones[0] {
			return WIB
		}
	}
	if zones == nil {
		return WIB
	}
	return zones[0]
}

// clock is the time now where a broadcast goes to.
func (t *turn) clock(s Segment) time.Time {
	return time.UnixMilli(t.now).In(t.zone(s).Location())
}

// dueKeys are the times to choose from, and the switch for the night.
func (t *turn) dueKeys(draft Broadcast) []Keys {
	now := t.clock(draft.Segment)
	keys := row(cast("button.at_once", castDue+".0"))
	for day := range 3 {
		var choices []Choice
		for _, hour := range dueHours {
			at := time.Date(now.Year(), now.Month(), now.Day()+day, hour, 0, 0, 0, now.Location())
			if at.After(now) {
				choices = append(choices, Choice{
					Label: Text{Key: "button.due_in_" + strconv.Itoa(day), Args: Args{"Hour": Raw(at.Format("15"))}},
					Data:  data(verbBroadcast, castDue, dataID(at.UnixMilli()))})
			}
		}
		if choices != nil {
			keys = append(keys, Keys{Choices: choices})
		}
	}
	night := cast("button.by_night", castNight+".+")
	if draft.Night {
		night = cast("button.by_day", castNight+".-")
	}
	return append(keys, row(night)...)
}

// dueFault tells why a broadcast can't be set to a time; its zero value: it can.
func (t *turn) dueFault(due int64) Text {
	switch {
	case due != 0 && due <= t.now:
		return say("broadcast.due_past")
	case due > t.now+farthest.Milliseconds():
		return Text{Key: "broadcast.due_far", Args: Args{"Most": Count(int(farthest.Hours() / 24))}}
	}
	return Text{}
}

// tappedDue takes a time from a button, which may be an old one.
func (t *turn) tappedDue(argument string) {
	due, err := strconv.ParseInt(argument, 10, 64)
	if err != nil || due < 0 {
		t.toast("toast.old_button")
		return
	}
	t.setDue(Edit, due)
}

// takeDue takes a time that was typed.
func (t *turn) takeDue(text string) {
	due, ok := t.languages.readDue(text, t.clock(t.copyDraft().Segment))
	if !ok {
		t.askField(Send, FieldDue, say("broadcast.due_unread"))
		return
	}
	t.setDue(Send, due.UnixMilli())
}

func (t *turn) setDue(mode Mode, due int64) {
	if fault := t.dueFault(due); fault.Key != "" {
		t.askField(mode, FieldDue, fault)
		return
	}
	t.redraft(func(b *Broadcast) { b.Due = due })
	t.s.Aside = Aside{}
	t.openBroadcast(mode)
}

// dueForm is a day, which may be missing, and an hour with or without its minutes.
func (ls Languages) dueForm() *regexp.Regexp {
	var days, clock []string
	for _, v := range ls {
		days, clock = append(days, v.Days...), append(clock, v.Clock...)
	}
	return regexp.MustCompile(`^(?:(` + oneOf(days) + `|\d{1,2}/\d{1,2}(?:/\d{4})?)[ ,]+)?(?:` + oneOf(clock) + ` )?(\d{1,2})(?:[.:](\d{2}))?$`)
}

// dayNamed is how many days from today a day is that is called so in one of the languages; no
// name at all is today.
func (ls Languages) dayNamed(name string) (days int, named bool) {
	for _, v := range ls {
		if i := slices.Index(v.Days, name); i >= 0 {
			return i, true
		}
	}
	return 0, name == ""
}

// readDue reads a time that was typed, on the clock that now shows; false if it is none.
func (ls Languages) readDue(text string, now time.Time) (time.Time, bool) {
	zone := " " + strings.ToLower(now.Format("MST"))
	m := ls.dueForm().FindStringSubmatch(strings.TrimSuffix(strings.ToLower(oneLine(text)), zone))
	if m == nil {
		return time.Time{}, false
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi("0" + m[3])
	if hour > 23 || minute > 59 {
		return time.Time{}, false
	}
	day, ok := ls.readDay(m[1], now)
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location()), ok
}

// readDay reads a day. One without its year is in this year, or in the next where that is near.
func (ls Languages) readDay(text string, now time.Time) (time.Time, bool) {
	if days, named := ls.dayNamed(text); named {
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
