package locales_test

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// tipWords is what a language says of one tip.
type tipWords struct{ Title, Text string }

// tipRow is what the seed says of one tip: its strategy, the minutes it takes, the month in which
// its facts were checked ("" if it has none that age) and the requirements by kind.
type tipRow struct {
	strategy string
	minutes  int
	checked  string
	requires map[string][]string
}

// mediumNames finds, in either language, the words that name a medium of the questionnaire.
// TikTok Shop is a marketplace.
var mediumNames = map[string]*regexp.Regexp{
	"whatsapp":    regexp.MustCompile(`(?i)whatsapp|\bWA\b`),
	"facebook":    regexp.MustCompile(`(?i)facebook|meta business|\bFB\b`),
	"instagram":   regexp.MustCompile(`(?i)instagram|\bIG\b|\breels?\b`),
	"tiktok":      regexp.MustCompile(`(?i)tik ?tok`),
	"x":           regexp.MustCompile(`\bX\b|(?i:twitter)`),
	"marketplace": regexp.MustCompile(`(?i)marketplace|shopee|tokopedia|lazada|seller cent`),
	"website":     regexp.MustCompile(`(?i)website|situs|domain`),
	"maps":        regexp.MustCompile(`(?i)\bmaps\b|profil bisnis|business profile`),
}

// aging finds, in either language, what a tip says of apps, fees and rules: they change.
var aging = regexp.MustCompile(`(?i)whatsapp|facebook|instagram|tik ?tok|twitter|marketplace|shopee|tokopedia|website|google|` +
	`qris|\bCOD\b|\bnib\b|\bsni\b|ojk|6[.,]000|Rp ?\d|pengaturan|settings|verifikasi dua|two-step|bea masuk|import duty`)

// promises are words that sell hope instead of a step.
var promises = map[string]*regexp.Regexp{
	"id": regexp.MustCompile(`(?i)\b(pasti|dijamin|jaminan|garansi|laris|viral|terbukti|cepat kaya|naik drastis|berlipat)\b|100 ?%`),
	"en": regexp.MustCompile(`(?i)\b(guarantee[ds]?|certainly|surely|for sure|viral|proven|get rich|sell out|double your)\b|100 ?%`),
}

func TestTips_HaveWordsForEveryCodeOfTheSeed(t *testing.T) {
	t.Parallel()
	seeded := map[string]bool{}
	for code := range seededTips(t) {
		seeded[code] = true
	}
	for _, lang := range languages {
		worded := map[string]bool{}
		for code := range wordedTips(t, lang) {
			worded[code] = true
		}
		if diff := cmp.Diff(seeded, worded); diff != "" {
			t.Errorf("tips of the seed (-) and of tip.%s.toml (+) differ:\n%s", lang, diff)
		}
	}
}

func TestTips_FitIntoAMessageThatHoldsFive(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		for code, words := range wordedTips(t, lang) {
			if n := utf8.RuneCountInString(words.Title); n == 0 || n > 60 {
				t.Errorf("%s: title of %s has %d characters, want 1 to 60", lang, code, n)
			}
			if n := utf8.RuneCountInString(words.Text); n == 0 || n > 420 {
				t.Errorf("%s: text of %s has %d characters, want 1 to 420", lang, code, n)
			}
			if strings.ContainsAny(words.Title, "<>&") {
				t.Errorf("%s: title of %s has markup", lang, code)
			}
		}
	}
}

// A tip that names a medium is for those who use it, or for those who begin with
// it; and one that requires a medium speaks of it.
func TestTips_NameTheMediaThatTheyRequireAndNoOther(t *testing.T) {
	t.Parallel()
	rows := seededTips(t)
	for _, lang := range languages {
		for code, words := range wordedTips(t, lang) {
			required := map[string]bool{}
			for _, medium := range append(rows[code].requires["uses"], rows[code].requires["lacks"]...) {
				required[medium] = true
			}
			named := map[string]bool{}
			said := strings.ReplaceAll(words.Title+" "+words.Text, "TikTok Shop", "marketplace")
			for medium, pattern := range mediumNames {
				if pattern.MatchString(said) {
					named[medium] = true
				}
			}
			if diff := cmp.Diff(required, named); diff != "" {
				t.Errorf("%s: media that %s requires (-) and names (+) differ:\n%s", lang, code, diff)
			}
		}
	}
}

// What ages is checked from time to time, and the rest carries no month that would mean nothing.
func TestTips_AreCheckedWhereTheyAge(t *testing.T) {
	t.Parallel()
	indonesian, english := wordedTips(t, "id"), wordedTips(t, "en")
	for code, row := range seededTips(t) {
		said := strings.Join([]string{indonesian[code].Title, indonesian[code].Text, english[code].Title, english[code].Text}, " ")
		if fact := aging.FindString(said); (fact != "") != (row.checked != "") {
			t.Errorf("%s speaks of %q, and was checked in %q", code, fact, row.checked)
		}
	}
}

// What costs an owner money or a good name, or what no Indonesian says, stays out.
func TestTips_AskNothingThatHarms(t *testing.T) {
	t.Parallel()
	harmful := map[string]*regexp.Regexp{
		"id": regexp.MustCompile(`(?i)turunkan harga|tiap senin buka|pengrajin|\bpetugas\b|\bposting\b`),
		"en": regexp.MustCompile(`(?i)take down old prices|every monday open|craftsman`),
	}
	for lang, pattern := range harmful {
		for code, words := range wordedTips(t, lang) {
			if found := pattern.FindString(words.Title + " " + words.Text); found != "" {
				t.Errorf("%s: %s says %q", lang, code, found)
			}
		}
	}
}

func TestTips_PromiseNothing(t *testing.T) {
	t.Parallel()
	for lang, pattern := range promises {
		for code, words := range wordedTips(t, lang) {
			if found := pattern.FindString(words.Title + " " + words.Text); found != "" {
				t.Errorf("%s: %s promises: %q", lang, code, found)
			}
		}
	}
}

func TestTips_AreEnoughForEveryStrategy(t *testing.T) {
	t.Parallel()
	rows := seededTips(t)
	general, specific := map[string]int{}, map[string]int{}
	for code, row := range rows {
		if row.minutes < 5 || row.minutes > 120 {
			t.Errorf("%s takes %d minutes, want 5 to 120", code, row.minutes)
		}
		if len(row.requires) == 0 {
			general[row.strategy]++
		} else {
			specific[row.strategy]++
		}
	}
	for _, strategy := range []string{"SO1", "SO2", "SO3", "WO1", "WO2", "WO3", "ST1", "ST2", "ST3", "WT1", "WT2"} {
		if general[strategy] < 3 || specific[strategy] < 3 {
			t.Errorf("%s has %d general and %d specific tips, want at least 3 of each", strategy, general[strategy], specific[strategy])
		}
	}
	if len(rows) < 60 {
		t.Errorf("the seed has %d tips, want at least 60", len(rows))
	}
}

var (
	seededTip         = regexp.MustCompile(`\('(\w+)', '(\w+)', \d+, (\d+), (?:NULL|'([\d-]+)'), (?:NULL|'\w+')\)`)
	seededRequirement = regexp.MustCompile(`\('(\w+)', '(\w+)', '(\w+)', (?:NULL|\d)\)`)
)

// seededTips reads the rows that the database begins with, by code.
func seededTips(t *testing.T) map[string]tipRow {
	t.Helper()
	seed, err := os.ReadFile("../scoring/store/seed/tip.sql")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]tipRow{}
	for _, m := range seededTip.FindAllStringSubmatch(string(seed), -1) {
		minutes, err := strconv.Atoi(m[3])
		if err != nil {
			t.Fatal(err)
		}
		rows[m[1]] = tipRow{m[2], minutes, m[4], map[string][]string{}}
	}
	for _, m := range seededRequirement.FindAllStringSubmatch(string(seed), -1) {
		row, found := rows[m[1]]
		if !found {
			t.Fatalf("a requirement of %s, which is no tip", m[1])
		}
		row.requires[m[2]] = append(row.requires[m[2]], m[3])
	}
	return rows
}

// wordedTips reads the words of one language, by code.
func wordedTips(t *testing.T, lang string) map[string]tipWords {
	t.Helper()
	var file struct{ Tip map[string]tipWords }
	if _, err := toml.DecodeFile("tip."+lang+".toml", &file); err != nil {
		t.Fatal(err)
	}
	return file.Tip
}
