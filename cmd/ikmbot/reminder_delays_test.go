package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/reminder"
	"ikmbot/scoring/store"
)

func TestReadReminderDelays(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	usual := store.UsualReminderDelays()
	for value, want := range map[string]store.ReminderDelays{
		"":    usual,
		"off": {},
		"unfinished=36h,7d again=off": {
			reminder.Unfinished: {36 * time.Hour, 7 * day}, reminder.Steps: usual[reminder.Steps],
			reminder.Again: nil, reminder.Complaints: usual[reminder.Complaints]},
		"unfinished=2d,7d steps=7d,30d again=90d complaint=1d": usual,
	} {
		got, mistakes := readReminderDelays(value)
		if diff := cmp.Diff(want, got); diff != "" || len(mistakes) > 0 {
			t.Errorf("%q: %v (-want +got):\n%s", value, mistakes, diff)
		}
	}
}
