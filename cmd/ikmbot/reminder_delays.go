package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ikmbot/dialog/reminder"
	"ikmbot/scoring/store"
)

// mostDelays is the most reminders of a kind: one where a second would only repeat the first.
var mostDelays = map[reminder.Kind]int{
	reminder.Unfinished: 5, reminder.Steps: 5, reminder.Again: 1, reminder.Complaints: 1,
}

// readReminderDelays reads delays such as "unfinished=2d,7d again=off". Kinds that are not named
// keep their usual delays; "off" alone switches all reminders off.
func readReminderDelays(value string) (store.ReminderDelays, []mistake) {
	if value == "off" {
		return store.ReminderDelays{}, nil
	}
	var mistakes []mistake
	delays := store.UsualReminderDelays()
	for _, word := range strings.Fields(value) {
		name, list, _ := strings.Cut(word, "=")
		kind := reminder.Kind(name)
		if !slices.Contains(reminder.Kinds, kind) {
			mistakes = append(mistakes, mistake{"followups_kind", map[string]any{"Value": word}})
			continue
		}
		var what string
		if delays[kind], what = readDelays(list, mostDelays[kind]); what != "" {
			mistakes = append(mistakes, mistake{what, map[string]any{"Value": word, "Max": mostDelays[kind]}})
		}
	}
	return delays, mistakes
}

// readDelays reads at most a number of growing delays. what is the name of a mistake, or empty.
func readDelays(list string, most int) (delays []time.Duration, what string) {
	if list == "off" {
		return nil, ""
	}
	for _, word := range strings.Split(list, ",") {
		delay, ok := readDelay(word)
		if !ok {
			return nil, "followups_delay"
		}
		if len(delays) > 0 && delay <= delays[len(delays)-1] {
			return nil, "followups_order"
		}
		delays = append(delays, delay)
	}
	if len(delays) > most {
		return nil, "followups_many"
	}
	return delays, ""
}

// readDelay reads hours (36h) or days (2d), from one hour to 366 days.
func readDelay(word string) (time.Duration, bool) {
	unit := time.Hour
	digits, isHours := strings.CutSuffix(word, "h")
	if !isHours {
		var isDays bool
		if digits, isDays = strings.CutSuffix(word, "d"); !isDays {
			return 0, false
		}
		unit *= 24
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	delay := time.Duration(n) * unit
	return delay, err == nil && delay >= time.Hour && delay <= 366*24*time.Hour
}
