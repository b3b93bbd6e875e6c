package dialog

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Field is what an officer is asked for who writes a broadcast. What is typed belongs to it
// until a command or another button.
type Field string

// The fields. Text and answers are in Indonesian; those of a [Translation] are fields as well.
const (
	FieldText    Field = "text"
	FieldMedia   Field = "media"
	FieldAnswers Field = "answers"
	FieldDue     Field = "due"
	FieldName    Field = "name" // of the choice of recipients, to keep it by
)

var fields = []Field{FieldText, FieldMedia, FieldAnswers, FieldDue, FieldName}

func (tr Translation) text() Field    { return Field(tr) }
func (tr Translation) answers() Field { return Field(tr + "_answers") }

// fieldOf is what a field asks for, [FieldText] and [FieldAnswers] also where they are translated,
// and the language it is asked for in; false where there is no such field.
func (ls Languages) fieldOf(f Field) (what Field, in Vocabulary, ok bool) {
	for _, v := range ls.translations() {
		switch f {
		case v.Translation.text():
			return FieldText, v, true
		case v.Translation.answers():
			return FieldAnswers, v, true
		}
	}
	in = ls.in(Indonesian)
	in.Language = Indonesian
	return f, in, slices.Contains(fields, f)
}

// Limits of what is given: an answer's length and that of a choice's name, in characters, how
// many choices an officer can keep, and how many factors one can name.
const (
	maxAnswerRunes  = 30
	maxSegmentRunes = 40
	maxSegments     = 20
	maxRatings      = 6
)

// askField asks for a field and has what is typed belong to it.
func (t *turn) askField(mode Mode, field Field, notes ...Text) {
	t.s.Aside = Aside{Kind: AsideBroadcast, Field: field}
	what, in, _ := t.languages.fieldOf(field)
	key := "broadcast.ask_" + string(what)
	switch field {
	case what:
	case in.Translation.answers():
		key = "broadcast.ask_" + string(in.Translation) + "_answers"
	default:
		key = "broadcast.ask_" + string(in.Translation)
	}
	parts := append(notes, Text{Key: key, Args: Args{
		"Max": Count(maxAnswerRunes), "Most": Count(MaxAnswers), "Longest": Count(maxSegmentRunes), "From": Count(QuietFrom), "To": Count(QuietTo)}})
	draft := t.copyDraft()
	var keys []Keys
	switch what {
	case FieldText:
		parts = append(parts, placeholderHelp(in))
	case FieldAnswers:
		if extras := t.languages.answerLines(draft); extras != nil {
			parts = append(parts, Text{Key: "broadcast.card_list", Args: Args{"Lines": Words(extras...)}})
		}
		if field == FieldAnswers {
			keys = t.languages.translatedAnswers(draft)
		}
	case FieldDue:
		parts, keys = append(parts, t.whenWords(draft)...), t.dueKeys(draft)
	}
	t.reply(mode, append(keys, t.fieldWays(field, draft)...), parts...)
}

// fieldWays are the buttons below a field: take out what is there, and out of it.
func (t *turn) fieldWays(field Field, draft Broadcast) []Keys {
	var ways []Choice
	if t.has(draft, field) {
		ways = append(ways, cast("button.clear_field", castClear, string(field)))
	}
	switch {
	case field == FieldName:
		ways = append(ways, cast("button.back_to_whom", castWhom))
	case draft.Texts[Indonesian] != "":
		ways = append(ways, cast("button.back_to_draft", castCard))
	default:
		ways = append(ways, cast("button.broadcasts", castList))
	}
	return []Keys{{Choices: ways}}
}

// translatedAnswers are the buttons that ask for the answers in the languages that the text is
// translated into.
func (ls Languages) translatedAnswers(draft Broadcast) []Keys {
	var choices []Choice
	for _, v := range ls.translations() {
		if draft.Texts[v.Language] != "" && len(draft.Answers[Indonesian]) > 0 {
			choices = append(choices, cast("button."+string(v.Translation)+"_answers", castAsk, string(v.Translation.answers())))
		}
	}
	if choices == nil {
		return nil
	}
	return row(choices...)
}

// placeholderHelp says what a language's placeholders stand for.
func placeholderHelp(in Vocabulary) Text {
	lines := make([]Text, len(placeholders))
	for i, what := range placeholders {
		lines[i] = Text{Key: "broadcast.placeholder", Args: Args{
			"Name": Raw("{" + in.Placeholders[what] + "}"), "Means": Words(say("broadcast.placeholder_" + what))}}
	}
	return Text{Key: "broadcast.placeholders", Args: Args{"Lines": Words(lines...)}}
}

// has tells whether there is something in a field that can be taken out. The Indonesian text is
// what makes a draft.
func (t *turn) has(b Broadcast, field Field) bool {
	switch what, in, _ := t.languages.fieldOf(field); what {
	case FieldText:
		return in.Language != Indonesian && b.Texts[in.Language] != ""
	case FieldMedia:
		return b.Media != nil
	case FieldAnswers:
		return len(b.Answers[in.Language]) > 0
	}
	return false
}

// clearField takes something out of the draft.
func (t *turn) clearField(field Field) {
	if !t.has(t.copyDraft(), field) {
		t.toast("toast.old_button")
		return
	}
	t.redraft(func(b *Broadcast) {
		switch what, in, _ := t.languages.fieldOf(field); {
		case what == FieldText:
			delete(b.Texts, in.Language)
			delete(b.Answers, in.Language)
		case what == FieldMedia:
			b.Media = nil
		case in.Language == Indonesian:
			clear(b.Answers)
		default:
			delete(b.Answers, in.Language)
		}
	})
	t.openBroadcast(Edit)
}

// writing tells whether what comes now belongs to a broadcast that an officer writes.
func (t *turn) writing() bool { return t.s.Aside.Kind == AsideBroadcast && t.s.Officer != nil }

// wrote takes what an officer wrote or sent for the field that was asked for.
func (t *turn) wrote(e Event) {
	field := t.s.Aside.Field
	switch what, in, known := t.languages.fieldOf(field); {
	case !known: // of a language that the bot spoke once
		t.openBroadcast(Send)
	case what == FieldText || what == FieldMedia:
		t.takeText(e, field, in.Language)
	case e.Kind != Typed:
		t.askField(Send, field, say("broadcast.words_please"))
	case field == FieldDue:
		t.takeDue(e.Text)
	case field == FieldName:
		t.takeName(e.Text)
	default:
		t.takeAnswers(e.Text, field, in.Language)
	}
}

// takeText takes a text, a picture or file, or both. What can't be sent is said and changes nothing.
func (t *turn) takeText(e Event, field Field, language Language) {
	if e.Media == nil && (e.Kind != Typed || field == FieldMedia) {
		t.askField(Send, field, say("broadcast.media_please"))
		return
	}
	draft := t.copyDraft()
	if e.Media != nil {
		draft.Media = e.Media
	}
	if e.Media == nil || e.Markup != "" {
		draft.Texts[language] = t.languages.tidy(e.Markup)
	}
	if faults := t.languages.faults(draft); faults != nil {
		t.askField(Send, field, faults...)
		return
	}
	t.keepDraft(draft)
	t.s.Aside = Aside{}
	t.openBroadcast(Send)
}

// takeAnswers takes the answers to the question that the text asks, one a line, and asks for their
// translation into the languages that the text is translated into.
func (t *turn) takeAnswers(text string, field Field, language Language) {
	var answers []string
	for line := range strings.Lines(text) {
		if answer := oneLine(line); answer != "" && !slices.Contains(answers, answer) {
			answers = append(answers, answer)
		}
	}
	draft := t.copyDraft()
	tooLong := func(answer string) bool { return utf8.RuneCountInString(answer) > maxAnswerRunes }
	switch {
	case len(answers) == 0 || len(answers) > MaxAnswers || slices.ContainsFunc(answers, tooLong):
		t.askField(Send, field, say("broadcast.answers_unread"))
		return
	case language != Indonesian && len(answers) != len(draft.Answers[Indonesian]):
		t.askField(Send, field, Text{Key: "broadcast.answers_differ", Args: Args{"Number": Count(len(draft.Answers[Indonesian]))}})
		return
	case language == Indonesian:
		maps.DeleteFunc(draft.Answers, func(_ Language, translated []string) bool { return len(translated) != len(answers) })
	}
	draft.Answers[language] = answers
	t.keepDraft(draft)
	for _, v := range t.languages.translations() {
		if draft.Texts[v.Language] != "" && draft.Answers[v.Language] == nil {
			t.askField(Send, v.Translation.answers())
			return
		}
	}
	t.s.Aside = Aside{}
	t.openBroadcast(Send)
}
