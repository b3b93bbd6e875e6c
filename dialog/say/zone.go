package say

import "time"

// Zone is one of Indonesia's time zones by its IANA name. None of them knows summer time.
type Zone string

// The zones, by what they are called in Indonesia.
const (
	WIB  Zone = "Asia/Jakarta" // also empty and whatever else
	WITA Zone = "Asia/Makassar"
	WIT  Zone = "Asia/Jayapura"
)

// Location is the zone with the name that people call it by. It needs no time zone database.
func (z Zone) Location() *time.Location {
	switch z {
	case WITA:
		return time.FixedZone("WITA", 8*60*60)
	case WIT:
		return time.FixedZone("WIT", 9*60*60)
	}
	return time.FixedZone("WIB", 7*60*60)
}
