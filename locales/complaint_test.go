package locales_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"ikmbot/dialog/complaint"
)

// What the complaint desk's texts must fit into.
const (
	complaintLabel    = 28   // characters of a label, so that a sign can stand before it
	complaintGuidance = 3800 // UTF-16 units of what stands behind a fold, of the 4096 that Telegram takes
	complaintName     = 40   // characters of a buyer's name that a reply has room for
)

// complaintParts are the parts of a guide in the order in which they are told.
var complaintParts = []string{"now", "today", "week", "avoid", "private", "law"}

// complaintKeys are all keys below "complaint" of complaint.<language>.toml.
func complaintKeys() []string {
	keys := []string{
		"complaint.greeting.unknown", "complaint.greeting.known", "complaint.greeting.titled", "complaint.greeting.office",
		"complaint.promise", "complaint.whole", "complaint.body_also", "complaint.reply.review_chat", "complaint.channel.public",
	}
	for _, k := range complaint.Kinds {
		for _, part := range complaintParts {
			keys = append(keys, fmt.Sprintf("complaint.guide.%s.%s", k, part))
		}
		for _, pattern := range []string{"kind.%s.name", "kind.%s.about", "default.%s.promise", "reply.%s", "also.%s", "checked.%s"} {
			keys = append(keys, "complaint."+fmt.Sprintf(pattern, k))
		}
	}
	for _, c := range complaint.Channels {
		keys = append(keys, fmt.Sprintf("complaint.channel.%s.name", c), fmt.Sprintf("complaint.channel.%s.how", c), fmt.Sprintf("complaint.channel.%s.where", c))
	}
	return keys
}

// complaintForms reads complaint.<language>.toml as go-i18n does: the forms of every
// message, the plural "other" first.
func complaintForms(t *testing.T, language string) map[string][]string {
	t.Helper()
	file := "complaint." + language + ".toml"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	read, err := i18n.ParseMessageFileBytes(data, file, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	forms := map[string][]string{}
	for _, m := range read.Messages {
		forms[m.ID] = []string{m.Other}
		if m.One != "" {
			forms[m.ID] = append(forms[m.ID], m.One)
		}
	}
	return forms
}

// complaintWords are the messages of a language in their form "other".
func complaintWords(t *testing.T, language string) map[string]string {
	t.Helper()
	words := map[string]string{}
	for key, forms := range complaintForms(t, language) {
		words[key] = forms[0]
	}
	return words
}

// eachComplaintLanguage runs check on the messages of either language.
func eachComplaintLanguage(t *testing.T, check func(t *testing.T, language string, words map[string]string)) {
	t.Helper()
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			check(t, language, complaintWords(t, language))
		})
	}
}

// filled fills a message's placeholders.
func filled(t *testing.T, text string, values map[string]string) string {
	t.Helper()
	parsed, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	var out strings.Builder
	if err := parsed.Execute(&out, values); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return out.String()
}

// units are the UTF-16 units of a text, in which Telegram counts.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

func TestComplaint_has_the_words_of_every_kind_channel_and_step(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for key, text := range words {
			fits(t, words, key, complaintGuidance)
			if strings.Contains(text, "  ") {
				t.Errorf("%s has two spaces in a row: %q", key, text)
			}
		}
		for _, part := range complaintParts {
			fits(t, words, "desk.head_"+part, complaintGuidance)
		}
		maps.DeleteFunc(words, func(key, _ string) bool { return strings.HasPrefix(key, "desk.") })
		sameKeys(t, complaintKeys(), words)
	})
}

func TestComplaint_says_the_same_in_both_languages(t *testing.T) {
	t.Parallel()
	indonesian, english := complaintForms(t, "id"), complaintForms(t, "en")
	sameKeys(t, slices.Collect(maps.Keys(indonesian)), complaintWords(t, "en"))
	for _, key := range slices.Sorted(maps.Keys(indonesian)) {
		want := placeholders(indonesian[key][0])
		for _, form := range english[key] {
			if diff := cmp.Diff(want, placeholders(form)); diff != "" {
				t.Errorf("placeholders of %s (-Indonesian +English):\n%s", key, diff)
			}
		}
		plural := slices.Contains(want, "{{.Count}}")
		if len(indonesian[key]) != 1 || (len(english[key]) == 2) != plural {
			t.Errorf("%s: forms in Indonesian %d, in English %d; English has a singular where something is counted", key, len(indonesian[key]), len(english[key]))
		}
	}
}

// placeholders are the placeholders of a text, sorted.
func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

func TestComplaint_labels_fit_a_button(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		owner := map[string]string{}
		for key, text := range words {
			if !strings.HasSuffix(key, ".name") && !strings.HasPrefix(key, "desk.button_") && !strings.HasPrefix(key, "desk.label_") {
				continue
			}
			fits(t, words, key, complaintLabel)
			if other, twice := owner[text]; twice {
				t.Errorf("%s and %s are both called %q", key, other, text)
			}
			owner[text] = key
		}
	})
}

// complaintTag is one tag of Telegram's HTML.
var complaintTag = regexp.MustCompile(`<(/?)([a-z]+)>`)

// complaintStray is what is left of markup that Telegram would refuse.
var complaintStray = regexp.MustCompile(`[<>]|&`)

func TestComplaint_holds_markup_in_messages_only_and_closes_it(t *testing.T) {
	t.Parallel()
	plain := regexp.MustCompile(`\.name$|^complaint\.(reply|default|greeting|also|checked)\.|^complaint\.(promise|whole|body_also)$|^desk\.(button|label|state|span|ago|buyer)_`)
	eachComplaintLanguage(t, func(t *testing.T, language string, _ map[string]string) {
		for key, forms := range complaintForms(t, language) {
			for _, text := range forms {
				if !plain.MatchString(key) {
					text = withoutTags(t, key, text)
				}
				if stray := complaintStray.FindString(text); stray != "" {
					t.Errorf("%s holds %q: %q", key, stray, text)
				}
			}
		}
	})
}

// withoutTags takes the tags out of a message and fails the test where one is not closed.
func withoutTags(t *testing.T, key, text string) string {
	t.Helper()
	open := 0
	for _, tag := range complaintTag.FindAllStringSubmatch(text, -1) {
		if tag[1] == "" {
			open++
		} else {
			open--
		}
		if tag[2] != "b" && tag[2] != "pre" || open < 0 || open > 1 {
			t.Errorf("%s: %s out of place: %q", key, tag[0], text)
		}
	}
	if open != 0 {
		t.Errorf("%s: a tag is not closed: %q", key, text)
	}
	return complaintTag.ReplaceAllString(text, "")
}

func TestComplaint_guides_give_a_few_short_steps(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for _, k := range complaint.Kinds {
			for _, part := range []string{"now", "today", "week", "avoid"} {
				key := fmt.Sprintf("complaint.guide.%s.%s", k, part)
				lines := strings.Split(words[key], "\n")
				if len(lines) < 2 || len(lines) > 4 {
					t.Errorf("%s has %d lines, want 2 to 4", key, len(lines))
				}
				for _, line := range lines {
					if !strings.HasPrefix(line, "• ") || !strings.ContainsAny(line[len(line)-1:], ".?") && !strings.HasSuffix(line, "”") {
						t.Errorf("%s: a step begins with a dot and ends as a sentence: %q", key, line)
					}
					if n := utf8.RuneCountInString(line); n > 160 {
						t.Errorf("%s: a step has %d characters, want at most 160: %q", key, n, line)
					}
				}
			}
		}
	})
}

func TestComplaint_law_names_its_articles(t *testing.T) {
	t.Parallel()
	law := regexp.MustCompile(`(UU|PP) (\d+/\d{4}|ITE) (Pasal|articles?) \d+`)
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for _, k := range complaint.Kinds {
			key := fmt.Sprintf("complaint.guide.%s.law", k)
			if !law.MatchString(words[key]) {
				t.Errorf("%s names no law with its article: %q", key, words[key])
			}
		}
	})
	t.Run("the same ones in both languages", func(t *testing.T) {
		t.Parallel()
		number := regexp.MustCompile(`\d+[A-Z]?(/\d{4}|–\d+)?`)
		indonesian, english := complaintForms(t, "id"), complaintForms(t, "en")
		for _, k := range complaint.Kinds {
			key := fmt.Sprintf("complaint.guide.%s.law", k)
			want, got := number.FindAllString(indonesian[key][0], -1), number.FindAllString(english[key][0], -1)
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("numbers in %s (-Indonesian +English):\n%s", key, diff)
			}
		}
	})
}

func TestComplaint_replies_have_room_on_the_button_that_copies_them(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		nobody := map[string]string{"Name": ""}
		most := func(key, text string, limit int) {
			t.Helper()
			if n := units(text); n > limit || n == 0 {
				t.Errorf("%s has %d units, want 1 to %d: %q", key, n, limit, text)
			}
		}
		greetings := []string{words["complaint.greeting.unknown"]}
		for _, form := range []string{"known", "titled", "office"} {
			greetings = append(greetings, filled(t, words["complaint.greeting."+form], nobody))
		}
		most("complaint.promise", filled(t, words["complaint.promise"], map[string]string{"Promise": ""}), complaint.MostLabel)
		for _, k := range complaint.Kinds {
			most("the promise of "+string(k), words[fmt.Sprintf("complaint.default.%s.promise", k)], complaint.MostPromise)
			most("also "+string(k), words[fmt.Sprintf("complaint.also.%s", k)], complaint.MostAlso)
			for _, greeting := range greetings {
				said := map[string]string{"Greeting": greeting}
				most("the reply to "+string(k), filled(t, words["complaint.reply."+string(k)], said), complaint.MostBody)
				most("the checked reply to "+string(k), filled(t, words["complaint.checked."+string(k)], said), complaint.MostCopied-complaintName)
			}
		}
		for _, greeting := range greetings {
			most("the reply to a threat", filled(t, words["complaint.reply.review_chat"], map[string]string{"Greeting": greeting}), complaint.MostBody)
		}
		if whole := filled(t, words["complaint.whole"], map[string]string{"Body": "b", "Promise": "p"}); whole != "b\n\np" {
			t.Errorf("a body and a promise are put together as %q", whole)
		}
	})
}

// offering are words that promise a remedy.
var offering = regexp.MustCompile(`(?i)saya (ganti|tukar|kembalikan|perbaiki|tanggung)|gratis|potongan|penggantinya|uangnya|pilih|` +
	`replace|exchange|repair|refund (you|any)|money back|your refund|free of charge|cover the|lower price|choose`)

func TestComplaint_a_first_reply_offers_nothing_and_the_one_after_checking_does(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for key, text := range words {
			first := strings.HasPrefix(key, "complaint.reply.") || strings.HasPrefix(key, "complaint.default.") || strings.HasPrefix(key, "complaint.also.")
			if offer := offering.FindString(text); first && offer != "" {
				t.Errorf("%s offers %q before anything is looked into: %q", key, offer, text)
			}
		}
		for _, k := range []complaint.Kind{complaint.Damaged, complaint.Wrong, complaint.Quality, complaint.Price, complaint.Review} {
			if key := fmt.Sprintf("complaint.checked.%s", k); !offering.MatchString(words[key]) {
				t.Errorf("%s offers nothing: %q", key, words[key])
			}
		}
	})
}

func TestComplaint_a_reply_to_a_review_names_nobody_and_the_others_greet(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for _, k := range append(slices.Clone(complaint.Kinds), "review_chat") {
			var want []string
			if k != complaint.Review {
				want = []string{"{{.Greeting}}"}
			}
			if diff := cmp.Diff(want, placeholders(words["complaint.reply."+string(k)])); diff != "" {
				t.Errorf("%s: placeholders (-want +got):\n%s", k, diff)
			}
		}
	})
}

// severally are words with which more than one person signs.
var severally = regexp.MustCompile(`(?i)\b(kami|kita|we|us|our|ours)\b`)

func TestComplaint_one_person_signs_a_reply(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, language string, words map[string]string) {
		for key, text := range words {
			reply := regexp.MustCompile(`^complaint\.(reply|also|default|promise)`).MatchString(key)
			if word := severally.FindString(text); reply && word != "" {
				t.Errorf("%s says %q: %q", key, word, text)
			}
		}
	})
}

func TestComplaint_the_law_that_cannot_be_stood_by_is_gone_and_the_days_are_told(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for key, text := range words {
			if strings.Contains(text, "27A") {
				t.Errorf("%s names article 27A of the ITE: %q", key, text)
			}
		}
		for _, k := range []complaint.Kind{complaint.Damaged, complaint.Wrong, complaint.Refund} {
			for _, days := range []*regexp.Regexp{regexp.MustCompile(`7 (hari|days)`), regexp.MustCompile(`2 (hari kerja|working days)`), regexp.MustCompile(`PP 80/2019 (Pasal|article) 69`), regexp.MustCompile(`\b27\b`)} {
				if key := fmt.Sprintf("complaint.guide.%s.law", k); !days.MatchString(words[key]) {
					t.Errorf("%s does not tell %s: %q", key, days, words[key])
				}
			}
		}
	})
}

func TestComplaint_what_stands_behind_a_fold_fits_a_message_for_two_kinds(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		for _, parts := range [][]string{{"now"}, {"today", "week"}, {"avoid", "private"}, {"law"}} {
			var lengths []int
			for _, k := range complaint.Kinds {
				n := 0
				for _, part := range parts {
					n += units(words["desk.head_"+part] + words[fmt.Sprintf("complaint.guide.%s.%s", k, part)])
				}
				lengths = append(lengths, n)
			}
			slices.Sort(lengths)
			longest := lengths[len(lengths)-1] + lengths[len(lengths)-2] + 500 // how to answer in a channel
			if longest > complaintGuidance {
				t.Errorf("%s of two kinds have %d units, want at most %d", parts, longest, complaintGuidance)
			}
		}
	})
}
