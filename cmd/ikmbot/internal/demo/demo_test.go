package demo

import (
	"testing"
	"time"

	"ikmbot/scoring/store"
)

func TestLater_IsNeverByNight(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-25 12:30": "2026-11-26 12:30",
		"2026-11-25 08:00": "2026-11-26 08:00",
		"2026-11-25 07:59": "2026-11-26 10:00",
		"2026-11-25 18:59": "2026-11-26 18:59",
		"2026-11-25 19:00": "2026-11-27 10:00",
		"2026-12-31 23:10": "2027-01-02 10:00",
	} {
		from, err := time.ParseInLocation("2006-01-02 15:04", now, store.WIB)
		if err != nil {
			t.Fatal(err)
		}
		if got := from.Add(later(from, 1)).Format("2006-01-02 15:04"); got != want {
			t.Errorf("a day after %s it is %s, want %s", now, got, want)
		}
	}
}
