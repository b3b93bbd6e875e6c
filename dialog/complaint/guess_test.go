package complaint

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ikmbot/dialog/say"
)

// filedComplaint is a line of testdata/complaints.tsv.
type filedComplaint struct {
	kinds    []Kind // none where it is no complaint
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
		filed = append(filed, filedComplaint{kindsOf(columns[0]), say.Language(columns[1]), columns[2], columns[3]})
	}
	return filed
}

// kindsOf are the kinds in a file's first column, none where it says that there is none.
func kindsOf(column string) []Kind {
	if column == "none" {
		return nil
	}
	var kinds []Kind
	for kind := range strings.SplitSeq(column, "+") {
		kinds = append(kinds, Kind(kind))
	}
	return kinds
}

// rightly reports whether what is named first is one of the kinds, or nothing where there are none.
func rightly(g Guessed, kinds []Kind) bool {
	if len(kinds) == 0 || len(g.Kinds) == 0 {
		return len(kinds) == 0 && g.None
	}
	return slices.Contains(kinds, g.Kinds[0])
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
		switch g := Guess(c.text); {
		case !g.Sure:
			shares.unsure += one
		case rightly(g, c.kinds):
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
		if g := Guess(text); !g.Sure || !slices.Equal(g.Kinds, []Kind{want}) {
			t.Errorf("%q is guessed as %+v; want %q for sure", text, g, want)
		}
	}
}

func TestGuess_KnowsWhatIsNoComplaint(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Alhamdulillah paketnya sudah sampai dengan selamat, packingnya rapi", "bagus sekali, makasih bu",
		"hari minggu buka jam berapa ya", "harga selendangnya berapo", "masih ada warna lain kak?", "mau pesan tiga lembar",
		"goblok", "tidak ada yang pecah, terima kasih", "tidak luntur dicuci", "Thank you, it is beautiful", "How much is shipping?",
	} {
		if g := Guess(text); !g.None || !g.Sure {
			t.Errorf("%q is guessed as %+v; want no complaint for sure", text, g)
		}
	}
	for text, want := range map[string]Kind{
		"bagus sih tapi gelasnya pecah":                   Damaged,
		"terima kasih, barangnya belum sampai juga":       Late,
		"tidak bagus, luntur dicuci":                      Quality,
		"Beautiful bag, but it arrived broken and ripped": Damaged,
	} {
		if g := Guess(text); len(g.Kinds) == 0 || g.Kinds[0] != want {
			t.Errorf("%q is guessed as %+v; want %q", text, g, want)
		}
	}
}

func TestGuess_NamesTwoComplaintsTheGraverFirst(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]Kind{
		"barang belum datang, di chat juga ga dibalas balas":   {Late, Rude},
		"di chat ga dibalas balas, barang belum datang":        {Late, Rude},
		"saya minta uang kembali, gelasnya sampai pecah semua": {Refund, Damaged},
		"kembalikan uang saya, dasar penipu":                   {Fraud, Refund},
		"Still waiting for my parcel and nobody answers":       {Late, Rude},
	} {
		if g := Guess(text); !g.Sure || !slices.Equal(g.Kinds, want) {
			t.Errorf("%q is guessed as %+v; want %q for sure", text, g, want)
		}
	}
}

// TestGuess_MoneySentToSomebodyGoneIsFraudAndNoMatterOfPrice puts every word for the
// money beside every word for being gone, among words on the price and praise.
func TestGuess_MoneySentToSomebodyGoneIsFraudAndNoMatterOfPrice(t *testing.T) {
	t.Parallel()
	bySense := map[sense][]string{}
	for _, filed := range cues() {
		for _, cue := range filed {
			var words []string
			for _, w := range cue.words {
				words = append(words, w.text)
			}
			bySense[cue.sense] = append(bySense[cue.sense], strings.Join(words, " "))
		}
	}
	if len(bySense[paid]) == 0 || len(bySense[gone]) == 0 {
		t.Fatal("there are no words to put together")
	}
	for _, money := range bySense[paid] {
		for _, away := range bySense[gone] {
			for _, text := range []string{
				money + " 350 ribu, harga mahal ongkir mahal, " + away,
				away + " ongkir tagihan harga diskon " + money,
				"terima kasih bagus " + money + " " + away,
			} {
				if g := Guess(text); !g.Sure || len(g.Kinds) == 0 || g.Kinds[0] != Fraud || slices.Contains(g.Kinds, Price) {
					t.Errorf("%q is guessed as %+v", text, g)
				}
			}
		}
	}
}

func TestGuess_IsUnsureWithoutACue(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "   ", "🙏🙏", "selamat pagi kak", "ok", "12345", "\xff\xfe"} {
		if g := Guess(text); len(g.Kinds) > 0 || g.Sure {
			t.Errorf("%q is guessed as %+v", text, g)
		}
	}
}

func TestGuess_ReadsTheBeginningOfALongText(t *testing.T) {
	t.Parallel()
	long := "barang belum sampai. " + strings.Repeat("é", longestRead) + " penipu penipu penipu"
	if g := Guess(long); !g.Sure || !slices.Equal(g.Kinds, []Kind{Late}) {
		t.Errorf("guessed %+v; want %q for sure", g, Late)
	}
}

func TestComplaintsFile_CoversEveryKindInBothLanguagesAndSets(t *testing.T) {
	t.Parallel()
	filed := filedComplaints(t)
	texts := map[string]bool{}
	counts := map[string]map[sense]int{}
	two := 0
	for _, c := range filed {
		if texts[c.text] {
			t.Errorf("%q stands there twice", c.text)
		}
		texts[c.text] = true
		group := string(c.language) + " " + c.set
		if counts[group] == nil {
			counts[group] = map[sense]int{}
		}
		switch len(c.kinds) {
		case 0:
			counts[group][noComplaint]++
		case 1:
			counts[group][sense(c.kinds[0])]++
		default:
			two++
		}
	}
	for group, least := range map[string]int{"id tune": 18, "en tune": 7, "id hold": 8, "en hold": 5} {
		for _, kind := range slices.Concat(senses[len(senses)-len(Kinds):], []sense{noComplaint}) {
			if counts[group][kind] < least {
				t.Errorf("%s: %d complaints of kind %s, want at least %d", group, counts[group][kind], kind, least)
			}
		}
		if len(counts[group]) != len(Kinds)+1 {
			t.Errorf("%s: unknown kinds: %v", group, counts[group])
		}
		delete(counts, group)
	}
	if len(counts) > 0 {
		t.Errorf("unknown languages or sets: %v", counts)
	}
	if two < 14 {
		t.Errorf("%d complaints are of two kinds, want at least 14", two)
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
		g := Guess(text)
		if len(g.Kinds) == 0 && !g.None && g.Sure || len(g.Kinds) > 2 || g.None && len(g.Kinds) > 0 {
			t.Errorf("guessed %+v", g)
		}
		for _, kind := range g.Kinds {
			if !slices.Contains(Kinds, kind) {
				t.Errorf("guessed %q, which is no kind", kind)
			}
		}
		if again := Guess(text); !reflect.DeepEqual(again, g) {
			t.Errorf("guessed %+v, then %+v", g, again)
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
