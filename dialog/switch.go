package dialog

import (
	"slices"
	"strconv"
	"strings"
)

// FollowUpSwitches is which of the bot's own messages are switched off for a region.
type FollowUpSwitches struct {
	Off        map[FollowUpKind]bool // for the region itself
	Everywhere map[FollowUpKind]bool // for all regions
	Regions    []Region
}

// everywhere stands for all regions, as in [FollowUpSwitched].
const everywhere = 0

// openReminders shows the switches of the officer's region, or asks for which region.
func (t *turn) openReminders() {
	if regions := t.s.Officer.Regions; len(regions) == 1 {
		t.tellSwitches(Send, regions[0])
		return
	}
	t.reply(Send, t.switchRegions(), say("reminders.ask_region"))
}

func (t *turn) switchRegions() []Keys {
	var choices []Choice
	if t.s.Officer.sees(everywhere) {
		choices = append(choices, Choice{Label: say("button.all_regions"), Data: data(verbSwitch, strconv.Itoa(everywhere)), Style: Primary})
	}
	for _, r := range t.regions {
		if t.s.Officer.sees(r.Code) {
			choices = append(choices, Choice{Label: r.text(), Data: data(verbSwitch, strconv.Itoa(r.Code))})
		}
	}
	return []Keys{{Choices: choices}}
}

func (t *turn) tellSwitches(mode Mode, region int) {
	var keys []Keys
	if len(t.s.Officer.Regions) != 1 {
		keys = row(Choice{Label: say("button.other_region"), Data: data(verbSwitch, "")})
	}
	t.add(Reply{Mode: mode, Need: &Need{Kind: NeedSwitches, Region: region}, Keys: keys})
}

// tappedSwitch takes a tap on a region, or on a kind of messages: region.kind, then + or -.
func (t *turn) tappedSwitch(p tap) {
	if t.s.Officer == nil {
		t.toast("toast.old_button")
		return
	}
	if p.value == "" {
		t.reply(Edit, t.switchRegions(), say("reminders.ask_region"))
		return
	}
	code, kind := p.action()
	region, err := strconv.Atoi(code)
	if err != nil || !t.s.Officer.sees(region) || !t.isRegion(region) {
		t.toast("toast.old_button")
		return
	}
	if p.value != code {
		name := FollowUpKind(strings.TrimRight(kind, "+-"))
		if !slices.Contains(FollowUpKinds, name) {
			t.toast("toast.old_button")
			return
		}
		t.note(FollowUpSwitched{Region: region, Kind: name, Off: strings.HasSuffix(kind, "-")})
	}
	t.tellSwitches(Edit, region)
}

// isRegion tells whether a code is that of a region, or of all.
func (t *turn) isRegion(code int) bool {
	return code == everywhere || slices.ContainsFunc(t.regions, func(r Region) bool { return r.Code == code })
}

// Tell lists the kinds with what they are, each with its switch.
func (f *FollowUpSwitches) Tell(r Reply) Reply {
	region := r.Need.Region
	var codes []int
	if region != everywhere {
		codes = []int{region}
	}
	var lines []Text
	var keys []Keys
	for _, kind := range FollowUpKinds {
		off := f.Off[kind]
		line := Text{Key: "reminders.on", Args: Args{"Kind": Words(say("reminders.kind_" + string(kind)))}}
		switch {
		case f.Everywhere[kind] && region != everywhere:
			line.Key = "reminders.off_everywhere"
		case off:
			line.Key = "reminders.off"
		}
		lines = append(lines, line)
		keys = append(keys, row(pick(say("button.remind_"+string(kind)), !off, data(verbSwitch, strconv.Itoa(region), string(kind))))...)
	}
	r.Parts = []Text{{Key: "reminders.head", Args: Args{"Regions": RegionNames(f.Regions, codes)}}, {Key: "reminders.list", Args: Args{"Lines": Words(lines...)}}}
	r.Keys = append(keys, r.Keys...)
	return r
}
