package recap

import (
	"slices"
	"testing"

	"ikmbot/dialog/button"
	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

// TestRecap_ReadsDates reads what officers may type for a span of time.
func TestRecap_ReadsDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		from, to int64
		ok       bool
	}{
		"1/1/1970 - 2/1/1970":           {0, 1, true},
		" 1-1-2026 sampai 30-6-2026 ":   {20454, 20634, true},
		"01.01.2026 to 01.01.2026":      {20454, 20454, true},
		"31/2/2026 - 1/3/2026":          {},
		"2/1/2026 - 1/1/2026":           {},
		"1/1/26 - 1/2/26":               {},
		"1/13/2026 - 1/2/2027":          {},
		"besok":                         {},
		"1/1/2026":                      {},
		"99999999999/1/2026 - 1/1/2027": {},
	} {
		languages := say.Languages{{Until: []string{"sampai", "s/d"}}, {Until: []string{"to", "until"}}}
		from, to, ok := parseDates(languages, text)
		if ok != want.ok || ok && (from != want.from || to != want.to) {
			t.Errorf("%q is %d to %d, %v; want %+v", text, from, to, ok, want)
		}
	}
}

// TestRecap_ReadsTheNumberOfBusinesses reads it as people type it.
func TestRecap_ReadsTheNumberOfBusinesses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"1079": {1079, 5}, " 1.079 ": {1079, 5}, "1,079": {1079, 5}, "1 079": {1079, 5}, "1.079,00": {1079, 5}, "1 020": {1020, 5},
		"1079 10%": {1079, 10}, "1.079,00 10": {1079, 10},
	} {
		if n, margin, ok := parsePopulation(text); !ok || [2]int{n, margin} != want {
			t.Errorf("%q is %d and %d%%, %t, want %v", text, n, margin, ok, want)
		}
	}
	for _, text := range []string{"", "0", "1.5", "10.79", "1079,5", "-3", "10.000.001", "1079 21%", "1079 0", "seribu", "1079 10% 5"} {
		if n, margin, ok := parsePopulation(text); ok {
			t.Errorf("%q is taken for %d and %d%%", text, n, margin)
		}
	}
}

// TestRecap_ReadsItsButtons parses what data makes, and refuses anything else.
func TestRecap_ReadsItsButtons(t *testing.T) {
	t.Parallel()
	v := view{section: "ifas", region: 1571, span: "20454-20634", margin: 10}
	if got, ok := parseView(v.data(v.section)[len(button.Recap)+1:]); !ok || got != v {
		t.Errorf("%+v, %v; want %+v", got, ok, v)
	}
	for _, forged := range []string{"", "...", "ifas.x.0.5", "ifas.-1.0.5", "ifas.0.-5.5", "ifas.0.5-4.5", "ifas.0.0.0", "ifas.0.0.99", "ifas.0.0.5.1", "ifas.0.99999999999.5"} {
		if v, ok := parseView(forged); ok {
			t.Errorf("%q is taken for %+v", forged, v)
		}
	}
}

// TestRecap_HasEveryQuestionAboutTheBusiness compares the chat's recap with the questionnaire,
// which the workbook's is made from.
func TestRecap_HasEveryQuestionAboutTheBusiness(t *testing.T) {
	t.Parallel()
	for _, q := range questionnaire.AllQuestions() {
		counted := q.Chapter == questionnaire.ChapterBusiness && (q.Kind == questionnaire.OneOf || q.Kind == questionnaire.SomeOf)
		if known := slices.Contains([]questionnaire.Topic{questionnaire.TopicOwner, questionnaire.TopicBusiness, questionnaire.TopicSize}, q.Topic); known != counted {
			t.Errorf("%s has the topic %q", q.Code, q.Topic)
		}
	}
	c := &Recap{scoring.Recap{Answers: map[string][]int{}}}
	for _, q := range questionnaire.AllQuestions() {
		c.Answers[q.Code] = make([]int, len(q.Options)+1)
	}
	tables := map[questionnaire.Topic]int{questionnaire.TopicOwner: 4, questionnaire.TopicBusiness: 5, questionnaire.TopicSize: 2}
	for topic, want := range tables {
		if got := len(c.tables(topic)); got != want {
			t.Errorf("%d questions about the %s, want %d", got, topic, want)
		}
	}
}

// TestRecap_NamesTheQuestionsThatChangedTheirMeaning holds that figures of two versions of the
// questionnaire are not taken for those of one.
func TestRecap_NamesTheQuestionsThatChangedTheirMeaning(t *testing.T) {
	t.Parallel()
	var codes []string
	for _, name := range RedefinedNames().Texts {
		codes = append(codes, name.Args["Code"].Raw)
	}
	if want := []string{"S1", "S4", "S8", "W2", "W5", "T2"}; !slices.Equal(codes, want) {
		t.Errorf("they are %v, want %v", codes, want)
	}
	mixed := scoring.Recap{Finished: 9, Versions: map[int]int{1: 4, 2: 5}, Change: scoring.Change{Businesses: 9, Mixed: 1}}
	same := scoring.Recap{Finished: 9, Versions: map[int]int{2: 9}, Change: scoring.Change{Businesses: 9}}
	for section, key := range map[Section]string{Overview: "recap.mixed", IFAS: "recap.mixed", EFAS: "recap.mixed", Following: "recap.change_mixed"} {
		for _, r := range []scoring.Recap{mixed, same} {
			c := &Recap{r}
			said := c.Tell(say.Reply{Report: &say.Report{Section: string(section)}, Parts: make([]say.Text, 1)})
			noted := slices.ContainsFunc(said.Parts, func(p say.Text) bool { return p.Key == key })
			if noted != r.Mixed() {
				t.Errorf("%s with versions %v says %s: %t", section, r.Versions, key, noted)
			}
		}
	}
}
