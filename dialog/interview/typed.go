package interview

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// AnswerTyped takes what was typed as the answer to a question: a name, a number, the words of a
// button, forgiving case and spaces.
func AnswerTyped(t *turn.Turn, q questionnaire.Question, text string) bool {
	if q.Kind == questionnaire.FreeText {
		nameTyped(t, q, text)
		return true
	}
	value, ok := valueTyped(t, q, text)
	if ok {
		record(t, q, questionnaire.Answer{Value: value}, say.Send)
	}
	return ok
}

func nameTyped(t *turn.Turn, q questionnaire.Question, text string) {
	name := say.OneLine(text)
	switch {
	case !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }):
		t.Back(say.Send, say.Message("chat.name_empty"))
	case utf8.RuneCountInString(name) > questionnaire.MaxNameRunes:
		t.Back(say.Send, say.Text{Key: "chat.name_long", Args: say.Args{"Max": say.Count(questionnaire.MaxNameRunes)}})
	default:
		record(t, q, questionnaire.Answer{Text: name}, say.Send)
	}
}

// valueTyped is the answer that a text stands for.
func valueTyped(t *turn.Turn, q questionnaire.Question, text string) (value int, ok bool) {
	switch q.Kind {
	case questionnaire.RegionOf:
		return regionTyped(t, text)
	case questionnaire.SomeOf:
		return severalTyped(t, q, text)
	}
	if i := optionTyped(t, q, text); i >= 0 {
		return i + 1, true
	}
	return numberTyped(q, text)
}

// optionTyped is the place of the option whose button says so; -1: none does.
func optionTyped(t *turn.Turn, q questionnaire.Question, text string) int {
	labels := t.Languages.In(t.Session.Language).Labels
	return slices.IndexFunc(q.Options, func(option string) bool {
		label := labels[q.Key("answer", option)]
		return label != "" && plain(label) == plain(text)
	})
}

// severalTyped is the answer that names options with commas between. What is named is picked
// and nothing else.
func severalTyped(t *turn.Turn, q questionnaire.Question, text string) (value int, ok bool) {
	none := q.OptionBit(questionnaire.NoneOption)
	for part := range strings.SplitSeq(text, ",") {
		i := optionTyped(t, q, part)
		if i < 0 {
			return 0, false
		}
		value |= 1 << i
	}
	return value, value&none == 0 || value == none
}

var number = regexp.MustCompile(`^\s*(\d{1,6})\s*(\pL*)\s*$`)

// numberTyped is the option that a number belongs to: the one whose band it lies in, or the one
// that the text above the buttons numbers so.
func numberTyped(q questionnaire.Question, text string) (value int, ok bool) {
	m := number.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	switch {
	case err != nil:
		return 0, false
	case q.Bands != nil:
		i := slices.IndexFunc(q.Bands, func(most int) bool { return n <= most })
		return i + 1, i >= 0
	}
	return n, q.Long && m[2] == "" && n >= 1 && n <= len(q.Options)
}

// regionTyped is the region of a name: as its button says it, or shortened as people do, so that
// Tanjabbar is Tanjung Jabung Barat.
func regionTyped(t *turn.Turn, text string) (code int, ok bool) {
	typed := squeezed(text)
	if typed == "" {
		return 0, false
	}
	labels := t.Languages.In(t.Session.Language).Labels
	found := 0
	for _, r := range t.Regions {
		name := r.Name
		if name == "" {
			name = labels["question.region.answer.outside"]
		}
		switch {
		case squeezed(name) == typed:
			return r.Code, true
		case r.Name != "" && (withoutKind(name) == withoutKind(text) || shortened(r.Name, typed)):
			code = r.Code
			found++
		}
	}
	return code, found == 1
}

// plain is a text in small letters with one space between words.
func plain(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// squeezed is the small letters and digits of a text.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// withoutKind is a region's name without what kind of region it is.
func withoutKind(name string) string {
	for _, kind := range []string{"kota ", "kabupaten ", "kab. ", "kab "} {
		if rest, ok := strings.CutPrefix(plain(name), kind); ok {
			return squeezed(rest)
		}
	}
	return squeezed(name)
}

// shortened reports whether a text is made of the beginnings of a name's words, each of two letters
// at least.
func shortened(name, typed string) bool {
	words := strings.Fields(plain(name))
	if len(words) < 2 {
		return false
	}
	return begins(words, typed)
}

func begins(words []string, typed string) bool {
	if len(words) == 0 {
		return typed == ""
	}
	for n := 2; n <= min(len(words[0]), len(typed)); n++ {
		if words[0][:n] == typed[:n] && begins(words[1:], typed[n:]) {
			return true
		}
	}
	return false
}
