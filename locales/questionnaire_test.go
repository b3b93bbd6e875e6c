package locales_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/questionnaire"
)

// question says what the words of one question must cover: its answers in the order of the buttons.
type question struct {
	code    string
	answers []string
}

// ratings are the four answers of every factor.
var ratings = []string{"1", "2", "3", "4"}

// factors are the study's, in its order.
var factors = []string{
	"S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "W1", "W2", "W3", "W4", "W5", "W6",
	"O1", "O2", "O3", "O4", "T1", "T2", "T3", "T4",
}

// business holds the questions of chapter 1. The answers of region are data, but for the one
// outside the list.
var business = []question{
	{"name", nil},
	{"region", []string{"outside"}},
	{"age", []string{"to30", "to40", "to50", "to60", "over60"}},
	{"education", []string{"sd", "smp", "sma", "diploma", "s1"}},
	{"funding", []string{"own", "family", "bank", "cooperative", "government", "another"}},
	{"seller", []string{"owner", "agents", "shops", "cooperative", "traders"}},
	{"media", []string{"whatsapp", "facebook", "instagram", "tiktok", "x", "marketplace", "website", "maps", "none"}},
	{"craft", []string{"batik", "weaving", "wood", "fibre", "ceramic", "metal", "paper", "glass", "another"}},
	{"scale", []string{"single", "limited", "mass"}},
	{"workers", []string{"to4", "to19", "to99", "over99"}},
	{"sales", []string{"to300m", "to2b", "to2_5b", "to15b", "to50b", "over50b"}},
	{"assets", []string{"to50m", "to500m", "to1b", "to5b", "to10b", "over10b"}},
	{"obstacles", []string{"skills", "interest", "money", "motivation", "time", "signal"}},
}

// questions are all 35, those about the business first.
func questions() []question {
	all := slices.Clone(business)
	for _, code := range factors {
		all = append(all, question{code, ratings})
	}
	return all
}

// modelKeys are the keys that the words of the model consist of.
func modelKeys() []string {
	var keys []string
	under := func(group string, codes []string, parts ...string) {
		for _, code := range codes {
			for _, part := range parts {
				keys = append(keys, group+"."+code+"."+part)
			}
		}
	}
	under("factor", factors, "name", "paper", "said.1", "said.2", "said.3", "said.4")
	under("strategy", strings.Fields("SO1 SO2 SO3 WO1 WO2 WO3 ST1 ST2 ST3 WT1 WT2"), "title", "short", "text", "paper")
	under("programme", strings.Fields("1 2 3 4 5 6"), "title")
	under("quadrant", strings.Fields("growth diversification turnaround defensive"), "name", "position", "plain")
	under("stance", strings.Fields("build hold harvest"), "name", "text")
	under("family", strings.Fields("SO WO ST WT"), "name")
	under("verdict", strings.Fields("growth diversification turnaround defensive"), "build", "hold", "harvest")
	under("size", strings.Fields("micro small medium large"), "name", "opens")
	under("law", strings.Fields("uu20 pp7 industry"), "name")
	for _, band := range strings.Fields("strong average weak high medium low") {
		keys = append(keys, "band."+band)
	}
	return keys
}

// words reads a message file into its dotted keys. A table with a key that go-i18n keeps for itself
// fails the test: it would swallow the rest of that table.
func words(t *testing.T, file string) map[string]string {
	t.Helper()
	var tree map[string]any
	if _, err := toml.DecodeFile(file, &tree); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	flat := map[string]string{}
	flatten(t, file, "", tree, flat)
	return flat
}

func flatten(t *testing.T, file, table string, tree map[string]any, flat map[string]string) {
	t.Helper()
	for key, value := range tree {
		if slices.Contains(reserved, strings.ToLower(key)) {
			t.Errorf("%s: %s%s is a key that go-i18n keeps for itself", file, table, key)
		}
		switch value := value.(type) {
		case string:
			flat[table+key] = value
		case map[string]any:
			flatten(t, file, table+key+".", value, flat)
		default:
			t.Errorf("%s: %s%s is a %T, want text", file, table, key, value)
		}
	}
}

// reserved are the keys that make go-i18n read a table as one message.
var reserved = strings.Fields("id description hash leftdelim rightdelim zero one two few many other translation")

// eachLanguage runs check on the words of both languages' files of a subject.
func eachLanguage(t *testing.T, subject string, check func(t *testing.T, words map[string]string)) {
	t.Helper()
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			check(t, words(t, fmt.Sprintf("%s.%s.toml", subject, language)))
		})
	}
}

// sameKeys tells which keys are missing and which belong to nothing.
func sameKeys(t *testing.T, want []string, got map[string]string) {
	t.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("keys (-needed +there):\n%s", diff)
	}
}

// fits fails the test where a text is empty, longer than limit runes, or not trimmed.
func fits(t *testing.T, words map[string]string, key string, limit int) {
	t.Helper()
	text := words[key]
	if n := utf8.RuneCountInString(text); n == 0 || n > limit {
		t.Errorf("%s has %d characters, want 1 to %d: %q", key, n, limit, text)
	}
	if text != strings.TrimSpace(text) {
		t.Errorf("%s begins or ends with a space: %q", key, text)
	}
}

func TestQuestionnaire_HasTheWordsOfEveryQuestionAndAnswer(t *testing.T) {
	t.Parallel()
	eachLanguage(t, "question", func(t *testing.T, words map[string]string) {
		var want []string
		for _, chapter := range []string{"business", "marketing", "market"} {
			want = append(want, "chapter."+chapter+".name", "chapter."+chapter+".intro")
		}
		for _, q := range questions() {
			want = append(want, "question."+q.code+".ask", "question."+q.code+".why")
			for _, part := range parts(words, q) {
				for _, answer := range q.answers {
					want = append(want, "question."+q.code+"."+part+"."+answer)
				}
			}
		}
		sameKeys(t, want, words)
	})
}

// TestRewording_HasTheWordsOfEveryQuestionThatWasReworded compares the words of later versions with
// the questions that ask for them.
func TestRewording_HasTheWordsOfEveryQuestionThatWasReworded(t *testing.T) {
	t.Parallel()
	eachLanguage(t, "rewording", func(t *testing.T, words map[string]string) {
		want := map[string]bool{}
		for _, release := range questionnaire.Releases {
			for _, q := range release.Questions {
				for _, key := range rewordedKeys(release.Version, q) {
					want[key] = true
				}
			}
		}
		sameKeys(t, slices.Collect(maps.Keys(want)), words)
	})
}

// rewordedKeys are the keys of a question that are not those of version 1.
func rewordedKeys(version int, q questionnaire.Question) []string {
	var keys []string
	if q.Edition > 1 {
		keys = append(keys, q.Key("ask"), q.Key("why"))
		for _, option := range q.Options {
			keys = append(keys, q.Key("answer", option))
			if q.Long {
				keys = append(keys, q.Key("meaning", option))
			}
		}
	}
	for rating := 1; rating <= 4 && q.Resaid > 1; rating++ {
		keys = append(keys, questionnaire.Said(version, q.Code, rating))
	}
	return keys
}

func TestRewording_FitsAPhone(t *testing.T) {
	t.Parallel()
	limits := map[string]int{"ask": 160, "why": 400, "answer": 30, "meaning": 100, "said": 120}
	eachLanguage(t, "rewording", func(t *testing.T, words map[string]string) {
		for key, text := range words {
			fits(t, words, key, limits[strings.Split(key, ".")[2]])
			if strings.ContainsAny(text, "<>&\n") {
				t.Errorf("%s has markup or more than one line: %q", key, text)
			}
		}
		for _, q := range questionnaire.Newest().Questions {
			seen := map[string]bool{}
			for _, option := range q.Options {
				if label := words[q.Key("answer", option)]; q.Edition > 1 && seen[label] {
					t.Errorf("%s has two buttons that say %q", q.Code, label)
				} else {
					seen[label] = true
				}
			}
		}
	})
}

// parts are the groups of words that a question's answers have: the labels always, the longer
// meanings where one is there. So a question with one meaning must have a meaning for every answer.
func parts(words map[string]string, q question) []string {
	for _, answer := range q.answers {
		if _, ok := words["question."+q.code+".meaning."+answer]; ok {
			return []string{"answer", "meaning"}
		}
	}
	return []string{"answer"}
}

func TestQuestionnaire_FitsAPhone(t *testing.T) {
	t.Parallel()
	limits := map[string]int{"ask": 160, "why": 400, "answer": 30, "meaning": 100, "name": 30, "intro": 200}
	eachLanguage(t, "question", func(t *testing.T, words map[string]string) {
		for key := range words {
			fits(t, words, key, limits[strings.Split(key, ".")[2]])
		}
	})
}

// Every word here goes into messages in HTML as well as onto buttons in plain text, and is written
// so that it needs no escaping.
func TestQuestionnaire_HoldsNoMarkup(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"question", "model"} {
		eachLanguage(t, subject, func(t *testing.T, words map[string]string) {
			for key, text := range words {
				if strings.ContainsAny(text, "<>&\n") {
					t.Errorf("%s has markup or more than one line: %q", key, text)
				}
			}
		})
	}
}

func TestQuestionnaire_TellsButtonsOfOneQuestionApart(t *testing.T) {
	t.Parallel()
	eachLanguage(t, "question", func(t *testing.T, words map[string]string) {
		for _, q := range questions() {
			seen := map[string]string{}
			for _, answer := range q.answers {
				label := words["question."+q.code+".answer."+answer]
				if earlier, ok := seen[label]; ok {
					t.Errorf("%s: %s and %s both say %q", q.code, earlier, answer, label)
				}
				seen[label] = answer
			}
		}
	})
}

func TestQuestionnaire_SaysHowToEndAChoiceOfSeveral(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		done := loaded.Say(language, "button.done", nil)
		words := words(t, "question."+language+".toml")
		for _, code := range []string{"media", "obstacles"} {
			if ask := words["question."+code+".ask"]; !strings.Contains(ask, done) {
				t.Errorf("%s: %s does not name %s: %q", language, code, done, ask)
			}
		}
	}
}

func TestModel_HasTheWordsOfEveryFactorStrategyAndPosition(t *testing.T) {
	t.Parallel()
	eachLanguage(t, "model", func(t *testing.T, words map[string]string) {
		sameKeys(t, modelKeys(), words)
	})
}

func TestModel_FitsListsAndPictures(t *testing.T) {
	t.Parallel()
	limits := map[string]int{"factor.name": 45, "strategy.title": 60, "strategy.short": 28, "programme.title": 50, "verdict.build": 220, "verdict.hold": 220, "verdict.harvest": 220}
	eachLanguage(t, "model", func(t *testing.T, words map[string]string) {
		for key := range words {
			names := strings.Split(key, ".")
			limit, ok := limits[names[0]+"."+names[len(names)-1]]
			if !ok {
				limit = 400
			}
			fits(t, words, key, limit)
		}
	})
}

func TestModel_EndsWhatTheOwnerSaidAsASentence(t *testing.T) {
	t.Parallel()
	eachLanguage(t, "model", func(t *testing.T, words map[string]string) {
		for key, text := range words {
			if strings.Contains(key, ".said.") && !strings.HasSuffix(text, ".") {
				t.Errorf("%s is no sentence: %q", key, text)
			}
		}
	})
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

func TestQuestionnaire_SaysTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, subject := range []string{"question", "model"} {
		t.Run(subject, func(t *testing.T) {
			t.Parallel()
			indonesian := words(t, subject+".id.toml")
			for _, language := range languages[1:] {
				other := words(t, subject+"."+language+".toml")
				sameKeys(t, slices.Collect(maps.Keys(indonesian)), other)
				for key, text := range indonesian {
					want, got := placeholder.FindAllString(text, -1), placeholder.FindAllString(other[key], -1)
					slices.Sort(want)
					slices.Sort(got)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("placeholders of %s (-Indonesian +%s):\n%s", key, language, diff)
					}
				}
			}
		})
	}
}
