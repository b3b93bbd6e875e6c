package reminder

import (
	"slices"
	"strconv"
	"strings"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// Switches holds the reminders that are switched off for a region.
type Switches struct {
	Off        map[Kind]bool // for the region itself
	Everywhere map[Kind]bool // for all regions
	Regions    []say.Region
}

// everywhere stands for all regions, as in [Switched].
const everywhere = 0

// Open shows the switches of the officer's region, or asks for which region.
func Open(t *turn.Turn) {
	if regions := t.Session.Officer.Regions; len(regions) == 1 {
		tellSwitches(t, say.Send, regions[0])
		return
	}
	t.Reply(say.Send, switchRegions(t), say.Message("reminders.ask_region"))
}

func switchRegions(t *turn.Turn) []say.Keys {
	var choices []say.Choice
	if t.Session.Officer.Sees(everywhere) {
		choices = append(choices, say.Choice{Label: say.Message("button.all_regions"),
			Data: button.Data(button.Reminder, strconv.Itoa(everywhere)), Style: say.Primary})
	}
	for _, r := range t.Regions {
		if t.Session.Officer.Sees(r.Code) {
			choices = append(choices, say.Choice{Label: r.Label(), Data: button.Data(button.Reminder, strconv.Itoa(r.Code))})
		}
	}
	return []say.Keys{{Choices: choices}}
}

func tellSwitches(t *turn.Turn, mode say.Mode, region int) {
	var keys []say.Keys
	if len(t.Session.Officer.Regions) != 1 {
		keys = say.Row(say.Choice{Label: say.Message("button.other_region"), Data: button.Data(button.Reminder, "")})
	}
	t.Add(say.Reply{Mode: mode, Need: &say.Need{Kind: say.NeedSwitches, Region: region}, Keys: keys})
}

// Tap takes a tap on a region, or on a kind of reminder: region.kind, then + or -.
func Tap(t *turn.Turn, b button.Button) {
	if t.Session.Officer == nil {
		t.Toast("toast.old_button")
		return
	}
	if b.Value == "" {
		t.Reply(say.Edit, switchRegions(t), say.Message("reminders.ask_region"))
		return
	}
	code, kind := b.Action()
	region, err := strconv.Atoi(code)
	if err != nil || !t.Session.Officer.Sees(region) || !isRegion(t, region) {
		t.Toast("toast.old_button")
		return
	}
	if b.Value != code {
		name := Kind(strings.TrimRight(kind, "+-"))
		if !slices.Contains(Kinds, name) {
			t.Toast("toast.old_button")
			return
		}
		t.Note(Switched{Region: region, Kind: name, Off: strings.HasSuffix(kind, "-")})
	}
	tellSwitches(t, say.Edit, region)
}

// isRegion reports whether a code is a region's, or stands for all.
func isRegion(t *turn.Turn, code int) bool {
	return code == everywhere || slices.ContainsFunc(t.Regions, func(r say.Region) bool { return r.Code == code })
}

// Tell lists the kinds of reminders, each with its switch.
func (f *Switches) Tell(r say.Reply) say.Reply {
	region := r.Need.Region
	var codes []int
	if region != everywhere {
		codes = []int{region}
	}
	var lines []say.Text
	var keys []say.Keys
	for _, kind := range Kinds {
		off := f.Off[kind]
		line := say.Text{Key: "reminders.on", Args: say.Args{"Kind": say.Word("reminders.kind_" + string(kind))}}
		switch {
		case f.Everywhere[kind] && region != everywhere:
			line.Key = "reminders.off_everywhere"
		case off:
			line.Key = "reminders.off"
		}
		lines = append(lines, line)
		keys = append(keys,
			say.Row(say.Pick(say.Message("button.remind_"+string(kind)), !off, button.Data(button.Reminder, strconv.Itoa(region), string(kind))))...)
	}
	r.Parts = []say.Text{{Key: "reminders.head", Args: say.Args{"Regions": say.RegionNames(f.Regions, codes)}},
		{Key: "reminders.list", Args: say.Args{"Lines": say.Words(lines...)}}}
	r.Keys = append(keys, r.Keys...)
	return r
}
