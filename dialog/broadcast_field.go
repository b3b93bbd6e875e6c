package dialog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Field is what an officer is asked for who writes a broadcast. What is typed belongs to it
// until a command or another button.
type Field string

// The fields.
const (
	FieldText           Field = "text"
	FieldEnglish        Field = "english"
	FieldMedia          Field = "media"
	FieldAnswers        Field = "answers"
	FieldEnglishAnswers Field = "english_answers"
	FieldDue            Field = "due"
	FieldName           Field = "name" // of the choice of recipients, to keep it by
)

var fields = []Field{FieldText, FieldEnglish, FieldMedia, FieldAnswers, FieldEnglishAnswers, FieldDue, FieldName}

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
	parts := append(notes, Text{Key: "broadcast.ask_" + string(field), Args: Args{
		"Max": Count(maxAnswerRunes), "Most": Count(MaxAnswers), "Longest": Count(maxSegmentRunes), "From": Count(QuietFrom), "To": Count(QuietTo)}})
	draft := t.copyDraft()
	var keys []Keys
	switch field {
	case FieldText:
		parts = append(parts, placeholderHelp("nama", "kuadran", "strategi"))
	case FieldEnglish:
		parts = append(parts, placeholderHelp("name", "quadrant", "strategy"))
	case FieldAnswers, FieldEnglishAnswers:
		if extras := draft.answerLines(); extras != nil {
			parts = append(parts, Text{Key: "broadcast.card_list", Args: Args{"Lines": Words(extras...)}})
		}
		if field == FieldAnswers && draft.Texts[English] != "" && len(draft.Answers[Indonesian]) > 0 {
			keys = row(cast("button.english_answers", castAsk, string(FieldEnglishAnswers)))
		}
	case FieldDue:
		parts, keys = append(parts, t.whenWords(draft)...), t.dueKeys(draft)
	}
	t.reply(mode, append(keys, t.fieldWays(field, draft)...), parts...)
}

// fieldWays are the buttons below a field: take out what is there, and out of it.
func (t *turn) fieldWays(field Field, draft Broadcast) []Keys {
	var ways []Choice
	if draft.has(field) {
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

// placeholderHelp says what placeholders stand for.
func placeholderHelp(names ...string) Text {
	lines := make([]Text, len(names))
	for i, name := range names {
		lines[i] = Text{Key: "broadcast.placeholder", Args: Args{
			"Name": Raw("{" + name + "}"), "Means": Words(say("broadcast.placeholder_" + Placeholders[name]))}}
	}
	return Text{Key: "broadcast.placeholders", Args: Args{"Lines": Words(lines...)}}
}

// has tells whether there is something in a field that can be taken out. The Indonesian text is
// what makes a draft.
func (b Broadcast) has(field Field) bool {
	switch field {
	case FieldEnglish:
		return b.Texts[English] != ""
	case FieldMedia:
		return b.Media != nil
	case FieldAnswers:
		return len(b.Answers[Indonesian]) > 0
	case FieldEnglishAnswers:
		return len(b.Answers[English]) > 0
	}
	return false
}

// clearField takes something out of the draft.
func (t *turn) clearField(field Field) {
	if !t.copyDraft().has(field) {
		t.toast("toast.old_button")
		return
	}
	t.redraft(func(b *Broadcast) {
		switch field {
		case FieldEnglish:
			delete(b.Texts, English)
			delete(b.Answers, English)
		case FieldMedia:
			b.Media = nil
		case FieldAnswers:
			clear(b.Answers)
		case FieldEnglishAnswers:
			delete(b.Answers, English)
		}
	})
	t.openBroadcast(Edit)
}

// writing tells whether what comes now belongs to a broadcast that an officer writes.
func (t *turn) writing() bool { return t.s.Aside.Kind == AsideBroadcast && t.s.Officer != nil }

// wrote takes what an officer wrote or sent for the field that was asked for.
func (t *turn) wrote(e Event) {
	switch field := t.s.Aside.Field; {
	case field == FieldText || field == FieldEnglish || field == FieldMedia:
		t.takeText(e, field)
	case e.Kind != Typed:
		t.askField(Send, field, say("broadcast.words_please"))
	case field == FieldDue:
		t.takeDue(e.Text)
	case field == FieldName:
		t.takeName(e.Text)
	default:
		t.takeAnswers(e.Text, field)
	}
}

// takeText takes a text, a picture or file, or both. What can't be sent is said and changes nothing.
func (t *turn) takeText(e Event, field Field) {
	language := Indonesian
	if field == FieldEnglish {
		language = English
	}
	if e.Media == nil && (e.Kind != Typed || field == FieldMedia) {
		t.askField(Send, field, say("broadcast.media_please"))
		return
	}
	draft := t.copyDraft()
	if e.Media != nil {
		draft.Media = e.Media
	}
	if e.Media == nil || e.Markup != "" {
		draft.Texts[language] = tidy(e.Markup)
	}
	if faults := draft.faults(); faults != nil {
		t.askField(Send, field, faults...)
		return
	}
	t.keepDraft(draft)
	t.s.Aside = Aside{}
	t.openBroadcast(Send)
}

// takeAnswers takes the answers to the question that the text asks, one a line.
func (t *turn) takeAnswers(text string, field Field) {
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
	case field == FieldEnglishAnswers && len(answers) != len(draft.Answers[Indonesian]):
		t.askField(Send, field, Text{Key: "broadcast.answers_differ", Args: Args{"Number": Count(len(draft.Answers[Indonesian]))}})
		return
	case field == FieldEnglishAnswers:
		draft.Answers[English] = answers
	default:
		if len(draft.Answers[English]) != len(answers) {
			delete(draft.Answers, English)
		}
		draft.Answers[Indonesian] = answers
	}
	t.keepDraft(draft)
	if field == FieldAnswers && draft.Texts[English] != "" && draft.Answers[English] == nil {
		t.askField(Send, FieldEnglishAnswers)
		return
	}
	t.s.Aside = Aside{}
	t.openBroadcast(Send)
}
