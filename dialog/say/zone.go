package say

import "time"

// Zone is one of Indonesia's time zones by its IANA name. None has summer time.
type Zone string

// The zones, by their Indonesian names.
const (
	WIB  Zone = "Asia/Jakarta" // also for an empty or unknown zone
	WITA Zone = "Asia/Makassar"
	WIT  Zone = "Asia/Jayapura"
)

// Location returns the zone under its Indonesian name. It needs no time zone database.
func (z Zone) Location() *time.Location {
	switch z {
	case WITA:
		return time.FixedZone("WITA", 8*60*60)
	case WIT:
		return time.FixedZone("WIT", 9*60*60)
	}
	return time.FixedZone("WIB", 7*60*60)
}
