package locales_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"ikmbot/dialog/broadcast"
)

// What is put into a broadcast's text must not make it longer than Telegram takes.
func TestBroadcast_WordsFitTheRoomOfTheirPlaceholders(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		for key, m := range catalog(t, language) {
			what := ""
			switch parts := strings.Split(key, "."); {
			case strings.HasPrefix(key, "broadcast.without."):
				what = parts[2]
			case parts[0] == "quadrant" && parts[2] == "name":
				what = "quadrant"
			case parts[0] == "strategy" && parts[2] == "title":
				what = "strategy"
			default:
				continue
			}
			if n := len(utf16.Encode([]rune(m.Other))); n > broadcast.PlaceholderRoom[what] {
				t.Errorf("%s in %s has %d units, room is %d: %q", key, language, n, broadcast.PlaceholderRoom[what], m.Other)
			}
		}
	}
}
