package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"ikmbot/bot/simulator"
	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store"
)

// TestDraft_FitsAMessageHoweverMuchIsChosen takes every choice that there is, gives the longest
// texts and looks whether the card and the menus still come.
func TestDraft_FitsAMessageHoweverMuchIsChosen(t *testing.T) {
	t.Parallel()
	for _, language := range words(t).Languages() {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			const office = 900
			w := openWorldWith(t, store.Options{Administrators: []int64{office}})
			w.run()
			phone := w.Phone(simulator.User{ID: office, FirstName: "Office", LanguageCode: language})
			shows := func(button string) {
				t.Helper()
				w.settle()
				if find(buttons(phone.Last()), button, "") == "" {
					t.Fatalf("%s does not come, but %q", button, phone.Last().Text)
				}
			}
			phone.Send("/siaran")
			w.settle()
			phone.Send(strings.Repeat("{q}", 1300))
			w.settle()
			phone.Send(strings.Repeat("&", 4096))
			w.settle()
			for _, field := range []struct{ name, text string }{
				{"english", strings.Repeat("&", 4096)},
				{"answers", "a" + strings.Repeat("&", 29) + "\nb" + strings.Repeat("&", 29) + "\nc" + strings.Repeat("&", 29) + "\nd" + strings.Repeat("&", 29)},
				{"english_answers", "a" + strings.Repeat("&", 29) + "\nb" + strings.Repeat("&", 29) + "\nc" + strings.Repeat("&", 29) + "\nd" + strings.Repeat("&", 29)},
			} {
				phone.TapForged(phone.Last().ID, "br:ask."+field.name)
				w.settle()
				phone.Send(field.text)
				w.settle()
			}
			shows("br:send")
			for condition, choices := range map[string][]string{
				"region": {"1571", "1572", "1504", "1509", "1501", "1502", "1505", "1503", "1507", "1506", "1508", "9999"}, "quadrant": {"growth", "diversification", "turnaround", "defensive"},
				"cell": {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}, "family": {"SO", "ST", "WO", "WT"}, "craft": places("craft"), "uses": places("media"),
				"lacks": places("media"), "obstacles": places("obstacles"), "rating": {"S2-3", "S4-3", "W2-3", "O4-3", "T2-3", "W6-3", "T4-4"},
				"progress": {"finished", "unfinished", "never"}, "seen": {"30", "-30"}, "also": {"recent", "busy"},
			} {
				for _, choice := range choices {
					phone.TapForged(phone.Last().ID, fmt.Sprintf("br:set.%s.%s+", condition, choice))
				}
				w.settle()
			}
			phone.TapForged(phone.Last().ID, "br:whom")
			shows("br:all")
			phone.TapForged(phone.Last().ID, "br:whom.rating")
			shows("br:whom.rating.S1")
			phone.TapForged(phone.Last().ID, "br:card")
			shows("br:send")
		})
	}
}

// places are the codes of a question's answers as the conditions have them.
func places(code string) []string {
	var codes []string
	for _, q := range questionnaire.Newest().Questions {
		if q.Code == code {
			for i := range q.Options {
				codes = append(codes, fmt.Sprint(i))
			}
		}
	}
	return codes
}
