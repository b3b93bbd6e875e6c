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
	complaintGuidance = 3800 // UTF-16 units of a whole guidance message, of the 4096 that Telegram takes
	complaintCopied   = 256  // UTF-16 units that a button copies
	complaintShort    = 160  // characters of a short reply with its placeholders
	complaintName     = 40   // characters of a buyer's name that a reply has room for
	complaintPromise  = 95   // characters of a promise that a copied reply has room for
)

// complaintParts are the parts of a guide in the order in which they are told.
var complaintParts = []string{"now", "today", "week", "avoid", "private", "law"}

// complaintKeys are all keys below "complaint" of complaint.<language>.toml.
func complaintKeys() []string {
	keys := []string{"complaint.buyer.unknown", "complaint.buyer.known"}
	for _, k := range complaint.Kinds {
		for _, part := range complaintParts {
			keys = append(keys, fmt.Sprintf("complaint.guide.%s.%s", k, part))
		}
		for _, pattern := range []string{"kind.%s.name", "kind.%s.about", "default.%s.promise", "reply.%s.text", "reply.%s.short"} {
			keys = append(keys, "complaint."+fmt.Sprintf(pattern, k))
		}
	}
	for _, c := range complaint.Channels {
		keys = append(keys, fmt.Sprintf("complaint.channel.%s.name", c), fmt.Sprintf("complaint.channel.%s.how", c))
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
			if !strings.HasSuffix(key, ".name") && !strings.HasPrefix(key, "desk.button_") {
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
	plain := regexp.MustCompile(`\.name$|^complaint\.(reply|default|buyer)\.|^desk\.(button|state|span|buyer)_`)
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
		number := regexp.MustCompile(`\d+[A-Z]?(/\d{4}|-\d+)?`)
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

func TestComplaint_replies_are_whole_and_fit(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, _ string, words map[string]string) {
		known := filled(t, words["complaint.buyer.known"], map[string]string{"Name": strings.Repeat("x", complaintName)})
		for _, k := range complaint.Kinds {
			text, short := words[fmt.Sprintf("complaint.reply.%s.text", k)], words[fmt.Sprintf("complaint.reply.%s.short", k)]
			promise := words[fmt.Sprintf("complaint.default.%s.promise", k)]
			for _, reply := range []string{text, short} {
				if diff := cmp.Diff([]string{"{{.Buyer}}", "{{.Promise}}"}, placeholders(reply)); diff != "" {
					t.Errorf("%s: placeholders (-want +got):\n%s", k, diff)
				}
			}
			whole := filled(t, text, map[string]string{"Buyer": words["complaint.buyer.unknown"], "Promise": promise})
			if n := utf8.RuneCountInString(whole); n < 250 || n > 600 {
				t.Errorf("%s: the reply has %d characters, want 250 to 600", k, n)
			}
			if n := utf8.RuneCountInString(short); n > complaintShort {
				t.Errorf("%s: the short reply has %d characters, want at most %d", k, n, complaintShort)
			}
			for _, promised := range []string{promise, strings.Repeat("x", complaintPromise)} {
				if n := units(filled(t, short, map[string]string{"Buyer": known, "Promise": promised})); n > complaintCopied {
					t.Errorf("%s: the short reply is copied as %d units, want at most %d", k, n, complaintCopied)
				}
			}
		}
	})
}

// complaintMessage puts a whole guidance together as the desk shows it: the guide in
// the owner's language, then the replies to copy in both.
func complaintMessage(t *testing.T, words, indonesian, english map[string]string, k complaint.Kind, c complaint.Channel) string {
	t.Helper()
	parts := []string{
		"<b>" + words[fmt.Sprintf("complaint.kind.%s.name", k)] + "</b>\n" + words[fmt.Sprintf("complaint.kind.%s.about", k)],
		"<b>" + words[fmt.Sprintf("complaint.channel.%s.name", c)] + "</b>\n" + words[fmt.Sprintf("complaint.channel.%s.how", c)],
	}
	for _, part := range complaintParts {
		parts = append(parts, words["desk.head_"+part]+"\n"+words[fmt.Sprintf("complaint.guide.%s.%s", k, part)])
	}
	for head, reply := range map[string]map[string]string{"desk.head_reply": indonesian, "desk.head_reply_en": english} {
		text := filled(t, reply[fmt.Sprintf("complaint.reply.%s.text", k)], map[string]string{
			"Buyer":   filled(t, reply["complaint.buyer.known"], map[string]string{"Name": strings.Repeat("x", complaintName)}),
			"Promise": reply[fmt.Sprintf("complaint.default.%s.promise", k)],
		})
		parts = append(parts, words[head]+"\n<pre>"+text+"</pre>")
	}
	return strings.Join(parts, "\n\n")
}

func TestComplaint_guidance_with_both_replies_fits_a_message_for_every_kind_and_channel(t *testing.T) {
	t.Parallel()
	eachComplaintLanguage(t, func(t *testing.T, language string, words map[string]string) {
		indonesian, english := complaintWords(t, "id"), complaintWords(t, "en")
		longest := 0
		for _, k := range complaint.Kinds {
			for _, c := range complaint.Channels {
				n := units(complaintMessage(t, words, indonesian, english, k, c))
				longest = max(longest, n)
				if n >= complaintGuidance {
					t.Errorf("%s by %s: the guidance has %d units, want fewer than %d", k, c, n, complaintGuidance)
				}
			}
		}
		t.Logf("the longest guidance in %s has %d units", language, longest)
	})
}
