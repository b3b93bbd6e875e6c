package complaint

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/say"
)

func TestGreeting_FollowsTheNameAsTyped(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"":                  "unknown",
		"Rina":              "known Rina",
		"rina wati":         "known Rina Wati",
		"Budi":              "known Budi", // begins with "Bu"
		"Kakang":            "known Kakang",
		"Bu Ningsih":        "titled Bu Ningsih",
		"bu ningsih":        "titled Bu Ningsih",
		"IBU NINGSIH":       "titled IBU NINGSIH",
		"Kak Rina":          "titled Kak Rina",
		"Pak":               "titled Pak",
		"Hj. Siti":          "titled Hj. Siti",
		"uda Rizal":         "titled uda Rizal",
		"Mbah Karto":        "titled Mbah Karto",
		"Datuk Bandaro":     "titled Datuk Bandaro",
		"Mrs. Miller":       "titled Mrs. Miller",
		"Dinas Koperasi":    "office Dinas Koperasi",
		"panitia HUT RI":    "office panitia HUT RI",
		"SMP 7 Kota Jambi":  "office SMP 7 Kota Jambi",
		"Ibu Kepala Dinas":  "titled Ibu Kepala Dinas",
		"Jambi Craft Store": "office Jambi Craft Store",
	} {
		text := greeting(name, "id")
		got := strings.TrimPrefix(text.Key, "complaint.greeting.")
		if name != "" {
			got += " " + text.Args["Name"].Raw
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
}

// told is everything that a reply is made of, as text.
func told(t *testing.T, texts ...say.Text) string {
	t.Helper()
	data, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestReply_HasATypedPromiseInItsOwnLanguageOnly(t *testing.T) {
	t.Parallel()
	for _, kind := range Kinds {
		c := Complaint{Kind: kind, Channel: WhatsApp, Promise: "besok saya kabari", Tongue: "id"}
		own, other := told(t, c.Reply("id")...), told(t, c.Reply("en")...)
		if !strings.Contains(own, c.Promise) || strings.Contains(own, "complaint.default.") {
			t.Errorf("%s: the promise is not in its own language: %s", kind, own)
		}
		if strings.Contains(other, c.Promise) || !strings.Contains(other, "complaint.default."+string(kind)) {
			t.Errorf("%s: the promise is in another language, or the usual one is missing: %s", kind, other)
		}
	}
}

func TestReply_UnderAReviewNamesNobody(t *testing.T) {
	t.Parallel()
	for channel, public := range map[Channel]bool{Social: true, Marketplace: true, WhatsApp: false, Face: false} {
		c := Complaint{Kind: Review, Channel: channel, Buyer: "Bu Ningsih"}
		key := "complaint.reply.review_chat"
		if public {
			key = "complaint.reply.review"
		}
		if got := c.body("id").Key; got != key || c.Public() != public {
			t.Errorf("by %s: %s, public: %v", channel, got, c.Public())
		}
	}
}

func TestReply_IsCutInTwoIfAButtonCouldNotCopyIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		is      Complaint
		texts   int
		because string
	}{
		{"short", Complaint{Kind: Late, Buyer: "Bu Ningsih", Promise: "besok saya kabari", Tongue: "id"}, 1, "all of it fits"},
		{"longest name", Complaint{Kind: Late, Buyer: strings.Repeat("n", 40)}, 1, "the usual promise leaves room for it"},
		{"one more", Complaint{Kind: Late, Buyer: strings.Repeat("n", 41)}, 2, "it does not fit"},
		{"long promise", Complaint{Kind: Late, Promise: strings.Repeat("p", 101), Tongue: "id"}, 2, "it does not fit"},
		{"promise of signs", Complaint{Kind: Late, Promise: strings.Repeat("🙏", 51), Tongue: "id"}, 2, "each counts twice"},
		{"in another language", Complaint{Kind: Late, Promise: strings.Repeat("p", 101), Tongue: "en"}, 1, "it is not in there"},
		{"two complaints", Complaint{Kind: Late, Also: Rude}, 2, "the second takes the room of the promise"},
	} {
		if got := c.is.Reply("id"); len(got) != c.texts {
			t.Errorf("%s: %d texts, want %d: %s", c.name, len(got), c.texts, c.because)
		}
	}
}

func TestLog_NeverTellsAHabitIfHalfIsNotAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		log Log
		key string
	}{
		{Log{}, "desk.figures_none"},
		{Log{Count: 2, Open: 2}, "desk.figures_unanswered"},
		{Log{Count: 2, Answered: 1, Open: 1, Oldest: 9 * 24 * 3600e9}, "desk.figures_half"},
		{Log{Count: 3, Answered: 2, Open: 1, Median: 60e9, Reached: true}, "desk.figures"},
	} {
		if got := c.log.Words().Key; got != c.key {
			t.Errorf("%+v is told by %s, want %s", c.log, got, c.key)
		}
	}
}
