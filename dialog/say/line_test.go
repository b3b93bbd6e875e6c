package say_test

import (
	"testing"

	"ikmbot/dialog/say"
)

func TestOneLine_LeavesNothingThatTurnsTheTextAroundIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                     "",
		"  Batik \t\r\n Sari ": "Batik Sari",
		"\u202eSari\u200b":     "Sari",
		"a\x00b\x1bc":          "abc",
		"Sari \xff\xfe":        "Sari",
		"Batik 👩🏽‍🎨 Sari":      "Batik 👩🏽‍🎨 Sari",
		"❤️‍🔥 Batik":           "❤️‍🔥 Batik",
		"Batik 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "Batik 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
		"क्\u200dष می\u200cخواهم":                                             "क्\u200dष می\u200cخواهم",
		"Ba\u200dtik\u200c \u200dSari\u200d":                                  "Batik Sari",
		"👩\u200d\u200d🎨\u200d":                                                "👩\u200d🎨",
		"Sari\U000e0067":                                                      "Sari",
		"\u200d \u3164\u2800":                                                 "",
		"\u0301\ufe0f":                                                        "",
		"\u115f\u1160\uffa0":                                                  "",
		"-":                                                                   "-",
		"baris\u2028berikutnya":                                               "baris berikutnya",
	} {
		if got := say.OneLine(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestLines_KeepsOneEmptyLineBetweenTwo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a\nb":               "a\nb",
		"\n\na\r\n\r\n\r\nb": "a\n\nb",
		"a  b \n \n":         "a b",
	} {
		if got := say.Lines(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestCut_CountsAsTelegramDoes counts in UTF-16 units, of which an emoji has two.
func TestCut_CountsAsTelegramDoes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		most int
		want string
	}{
		{"batik", 5, "batik"},
		{"batik", 4, "bati…"},
		{"🙏🙏", 4, "🙏🙏"},
		{"🙏🙏", 3, "🙏…"},
		{"👩\u200d🎨 Sari", 3, "👩…"},
		{"satu dua", 5, "satu…"},
	} {
		if got := say.Cut(tt.text, tt.most); got != tt.want {
			t.Errorf("%q at %d is %q, want %q", tt.text, tt.most, got, tt.want)
		}
	}
}

func TestShorten_CountsCharactersAndTheDots(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line  string
		runes int
		want  string
	}{
		{"batik", 5, "batik"},
		{"batik", 4, "bat…"},
		{"éééé", 4, "éééé"},
		{"satu dua", 6, "satu…"},
	} {
		if got := say.Shorten(tt.line, tt.runes); got != tt.want {
			t.Errorf("%q at %d is %q, want %q", tt.line, tt.runes, got, tt.want)
		}
	}
}
