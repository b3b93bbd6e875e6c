package typed_test

import (
	"testing"
	"time"

	"ikmbot/dialog/typed"
)

func TestCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"0": 0, "7": 7, "1079": 1079, "1.079": 1079, "1,079": 1079, "1 079": 1079, "1\u00a0079": 1079,
		"1.079,00": 1079, "1,079.00": 1079, "1079,0": 1079, "1.079,-": 1079, "12.345.678": 12345678, "12,345,678.0": 12345678,
	} {
		if got, ok := typed.Count(text); !ok || got != want {
			t.Errorf("%q is read as %d, %t, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-1", "+1", "1.5", "1,5", "1.07", "1.0790", "1.079.00", "1.079,50", "1,079.5", "1e3", "0x10", "1 07", "12 345.6", "seribu", "99999999999999999999"} {
		if got, ok := typed.Count(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestFigure(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"0,0625": 0.0625, "0.0625": 0.0625, ",5": 0.5, "3": 3, "-0,5000": -0.5, "6,25E-02": 0.0625, "1.079,5": 1079.5, "1,079.5": 1079.5, "1.079": 1.079,
	} {
		if got, ok := typed.Figure(text); !ok || got != want {
			t.Errorf("%q is read as %v, %t, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ".", "half", "NaN", "Inf", "0x1p-2", "1_0", "1,0,0", "1,07.5", "5%", "1e999", "1e9999"} {
		if got, ok := typed.Figure(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("WITA", 8*60*60)
	for text, want := range map[string]string{
		"2026-01-31": "2026-01-31T00:00:00+08:00", "31/01/2026": "2026-01-31T00:00:00+08:00", "31-1-2026": "2026-01-31T00:00:00+08:00",
		"31.01.2026": "2026-01-31T00:00:00+08:00", "31/01/26": "2026-01-31T00:00:00+08:00", "2026/1/31": "2026-01-31T00:00:00+08:00",
		"31/01/2026 08:30": "2026-01-31T08:30:00+08:00", "31/01/2026 08.30.05": "2026-01-31T08:30:05+08:00", "31/1/26  8:30:05": "2026-01-31T08:30:05+08:00",
		"2026-01-31 08:30:05": "2026-01-31T08:30:05+08:00", "2026-01-31T08:30:05.000": "2026-01-31T08:30:05+08:00",
		"2026-01-31T00:00:00Z": "2026-01-31T00:00:00Z", "2026-01-31T00:00:00+07:00": "2026-01-31T00:00:00+07:00",
	} {
		if got, ok := typed.Moment(text, zone); !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%q is read as %s, %t, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "2026", "31/01", "01/31/2026", "29/02/2026", "2026-02-30", "31/01/2026 24:30", "31/01/2026 8:60", "31 Januari 2026", "46053", "2026-01-31T25:00:00Z"} {
		if got, ok := typed.Moment(text, zone); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}
