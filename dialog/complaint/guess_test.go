package complaint

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikmbot/dialog/say"
)

// filedComplaint is a line of testdata/complaints.tsv.
type filedComplaint struct {
	kind     Kind
	language say.Language
	set      string // tune or hold
	text     string
}

// filedComplaints reads testdata/complaints.tsv.
func filedComplaints(tb testing.TB) []filedComplaint {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "complaints.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	var filed []filedComplaint
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 4 {
			tb.Fatalf("complaints.tsv: %q has %d columns, want 4", line, len(columns))
		}
		filed = append(filed, filedComplaint{Kind(columns[0]), say.Language(columns[1]), columns[2], columns[3]})
	}
	return filed
}

// setOf returns the complaints of one set.
func setOf(filed []filedComplaint, set string) []filedComplaint {
	return slices.DeleteFunc(slices.Clone(filed), func(c filedComplaint) bool { return c.set != set })
}

// inLanguage returns the complaints in one language.
func inLanguage(filed []filedComplaint, language say.Language) []filedComplaint {
	return slices.DeleteFunc(slices.Clone(filed), func(c filedComplaint) bool { return c.language != language })
}

// guessShares holds the shares of complaints by the outcome of the guess; they add up to 1. Only a
// sure guess is right or wrong.
type guessShares struct{ right, unsure, wrong float64 }

// guessed guesses every complaint and sums up the outcomes.
func guessed(filed []filedComplaint) guessShares {
	var shares guessShares
	one := 1 / float64(len(filed))
	for _, c := range filed {
		switch kind, sure := Guess(c.text); {
		case !sure:
			shares.unsure += one
		case kind == c.kind:
			shares.right += one
		default:
			shares.wrong += one
		}
	}
	return shares
}

func TestGuess_IsRightAboutMostComplaintsItWasNotTunedOn(t *testing.T) {
	t.Parallel()
	const leastRight, mostWrong = 0.85, 0.08
	for _, language := range []say.Language{say.Indonesian, "en"} {
		t.Run(string(language), func(t *testing.T) {
			t.Parallel()
			got := guessed(inLanguage(setOf(filedComplaints(t), "hold"), language))
			if got.right < leastRight || got.wrong > mostWrong {
				t.Errorf("right %.3f, unsure %.3f, wrong %.3f; want right at least %.2f and wrong at most %.2f",
					got.right, got.unsure, got.wrong, leastRight, mostWrong)
			}
		})
	}
}

func TestGuess_KnowsPlainWordsOfEveryKindAndRegion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Kind{
		"sudah bayar belum dikirim":    Late,
		"lom sampe kak":                Late,
		"alun tibo paketnyo da":        Late,
		"gelasnya PECAAAAH min!!":      Damaged,
		"dak samo dengan poto":         Wrong,
		"gampang nian rusaknyo":        Quality,
		"larang men mas":               Price,
		"dichat dak dibales2":          Rude,
		"balekno duitku":               Refund,
		"tak kasih bintang 1":          Review,
		"aku keno tipu":                Fraud,
		"Where's my order? Still not.": Late,
		"I want my money back":         Refund,
	} {
		if kind, sure := Guess(text); kind != want || !sure {
			t.Errorf("%q is guessed as %q, sure: %v; want %q for sure", text, kind, sure, want)
		}
	}
}

func TestGuess_IsUnsureWithoutACue(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "   ", "🙏🙏", "selamat pagi kak", "ok", "12345", "\xff\xfe"} {
		if kind, sure := Guess(text); kind != "" || sure {
			t.Errorf("%q is guessed as %q, sure: %v", text, kind, sure)
		}
	}
}

func TestGuess_ReadsTheBeginningOfALongText(t *testing.T) {
	t.Parallel()
	long := "barang belum sampai. " + strings.Repeat("é", longestRead) + " penipu penipu penipu"
	if kind, sure := Guess(long); kind != Late || !sure {
		t.Errorf("guessed %q, sure: %v; want %q for sure", kind, sure, Late)
	}
}

func TestComplaintsFile_CoversEveryKindInBothLanguagesAndSets(t *testing.T) {
	t.Parallel()
	filed := filedComplaints(t)
	texts := map[string]bool{}
	counts := map[string]map[Kind]int{}
	for _, c := range filed {
		if texts[c.text] {
			t.Errorf("%q stands there twice", c.text)
		}
		texts[c.text] = true
		group := string(c.language) + " " + c.set
		if counts[group] == nil {
			counts[group] = map[Kind]int{}
		}
		counts[group][c.kind]++
	}
	for group, least := range map[string]int{"id tune": 18, "en tune": 7, "id hold": 8, "en hold": 5} {
		for _, kind := range Kinds {
			if counts[group][kind] < least {
				t.Errorf("%s: %d complaints of kind %s, want at least %d", group, counts[group][kind], kind, least)
			}
		}
		if len(counts[group]) != len(Kinds) {
			t.Errorf("%s: unknown kinds: %v", group, counts[group])
		}
		delete(counts, group)
	}
	if len(counts) > 0 {
		t.Errorf("unknown languages or sets: %v", counts)
	}
}

func FuzzGuessComplaint(f *testing.F) {
	for _, text := range []string{
		"", "brg blm nyampe gk ada kabar udh lama bgt", "'s 's ’s", "lama2222", "35rb\x80", "....#*",
		strings.Repeat("tidak ", 2000) + "balas", strings.Repeat("a", 5000), "İİİ ẞ nyanyanya",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		kind, sure := Guess(text)
		if kind == "" && sure {
			t.Error("sure of nothing")
		}
		if kind != "" && !slices.Contains(Kinds, kind) {
			t.Errorf("guessed %q, which is no kind", kind)
		}
		if again, _ := Guess(text); again != kind {
			t.Errorf("guessed %q, then %q", kind, again)
		}
	})
}

func BenchmarkGuessComplaint(b *testing.B) {
	for _, set := range []string{"tune", "hold"} {
		filed := setOf(filedComplaints(b), set)
		b.Run(set, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				Guess(filed[i%len(filed)].text)
			}
			all := guessed(filed)
			b.ReportMetric(guessed(inLanguage(filed, say.Indonesian)).right, "right_id")
			b.ReportMetric(guessed(inLanguage(filed, "en")).right, "right_en")
			b.ReportMetric(all.unsure, "unsure")
			b.ReportMetric(all.wrong, "wrong")
		})
	}
}
