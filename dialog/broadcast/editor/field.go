package editor

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

var fields = []broadcast.Field{
	broadcast.FieldText, broadcast.FieldMedia, broadcast.FieldAnswers, broadcast.FieldDue, broadcast.FieldName,
}

// textField and answersField return the fields of a translation.
func textField(tr say.Translation) broadcast.Field    { return broadcast.Field(tr) }
func answersField(tr say.Translation) broadcast.Field { return broadcast.Field(tr + "_answers") }

// fieldOf returns what a field asks for, which is [broadcast.FieldText] or [broadcast.FieldAnswers]
// for a translation too, and in which language; false if there is no such field.
func fieldOf(ls say.Languages, f broadcast.Field) (what broadcast.Field, in say.Vocabulary, ok bool) {
	for _, v := range ls.Translations() {
		switch f {
		case textField(v.Translation):
			return broadcast.FieldText, v, true
		case answersField(v.Translation):
			return broadcast.FieldAnswers, v, true
		}
	}
	in = ls.In(say.Indonesian)
	in.Language = say.Indonesian
	return f, in, slices.Contains(fields, f)
}

// Limits of what an officer gives: the length of an answer and of a kept choice's name, in
// characters, how many choices can be kept, and how many factors a segment can name.
const (
	maxAnswerRunes  = 30
	maxSegmentRunes = 40
	maxSegments     = 20
	maxRatings      = 6
)

// askField asks for a field, to which the next typed text then belongs.
func askField(t *turn.Turn, mode say.Mode, field broadcast.Field, notes ...say.Text) {
	t.Session.Aside = turn.Aside{Kind: turn.AsideBroadcast, Field: field}
	what, in, _ := fieldOf(t.Languages, field)
	key := "broadcast.ask_" + string(what)
	switch field {
	case what:
	case answersField(in.Translation):
		key = "broadcast.ask_" + string(in.Translation) + "_answers"
	default:
		key = "broadcast.ask_" + string(in.Translation)
	}
	parts := append(notes, say.Text{Key: key, Args: say.Args{
		"Max": say.Count(maxAnswerRunes), "Most": say.Count(broadcast.MaxAnswers), "Longest": say.Count(maxSegmentRunes),
		"From": say.Count(broadcast.QuietFrom), "To": say.Count(broadcast.QuietTo)}})
	draft := copyDraft(t)
	var keys []say.Keys
	switch what {
	case broadcast.FieldText:
		parts = append(parts, placeholderHelp(in))
	case broadcast.FieldAnswers:
		if extras := answerLines(t.Languages, draft); extras != nil {
			parts = append(parts, say.Text{Key: "broadcast.card_list", Args: say.Args{"Lines": say.Words(extras...)}})
		}
		if field == broadcast.FieldAnswers {
			keys = translatedAnswers(t.Languages, draft)
		}
	case broadcast.FieldDue:
		parts, keys = append(parts, whenWords(t, draft)...), dueKeys(t, draft)
	}
	t.Add(say.Reply{Mode: mode, Keys: append(keys, fieldWays(t, field, draft)...), Parts: parts, Typed: what != broadcast.FieldDue})
}

// fieldWays returns the buttons below a field: remove what is there, and leave it as it is.
func fieldWays(t *turn.Turn, field broadcast.Field, draft broadcast.Draft) []say.Keys {
	var ways []say.Choice
	if has(t, draft, field) {
		ways = append(ways, broadcast.Choice("button.clear_field", broadcast.ActClear, string(field)))
	}
	switch {
	case field == broadcast.FieldName:
		ways = append(ways, broadcast.Choice("button.back_to_whom", broadcast.ActRecipients))
	case draft.Texts[say.Indonesian] != "":
		ways = append(ways, broadcast.Choice("button.back_to_draft", broadcast.ActCard))
	default:
		ways = append(ways, broadcast.Choice("button.broadcasts", broadcast.ActList))
	}
	return []say.Keys{{Choices: ways}}
}

// translatedAnswers returns the buttons that ask for the answers in each language that the text is
// translated into.
func translatedAnswers(ls say.Languages, draft broadcast.Draft) []say.Keys {
	var choices []say.Choice
	for _, v := range ls.Translations() {
		if draft.Texts[v.Language] != "" && len(draft.Answers[say.Indonesian]) > 0 {
			choices = append(choices,
				broadcast.Choice("button."+string(v.Translation)+"_answers", broadcast.ActAsk, string(answersField(v.Translation))))
		}
	}
	if choices == nil {
		return nil
	}
	return say.Row(choices...)
}

// placeholderHelp explains a language's placeholders.
func placeholderHelp(in say.Vocabulary) say.Text {
	lines := make([]say.Text, len(broadcast.Placeholders))
	for i, what := range broadcast.Placeholders {
		lines[i] = say.Text{Key: "broadcast.placeholder", Args: say.Args{
			"Name": say.Raw("{" + in.Placeholder(what) + "}"), "Means": say.Word("broadcast.placeholder_" + what)}}
	}
	return say.Text{Key: "broadcast.placeholders", Args: say.Args{"Lines": say.Words(lines...)}}
}

// has reports whether a field holds something that can be removed. The Indonesian text can't:
// without it there is no draft.
func has(t *turn.Turn, b broadcast.Draft, field broadcast.Field) bool {
	switch what, in, _ := fieldOf(t.Languages, field); what {
	case broadcast.FieldText:
		return in.Language != say.Indonesian && b.Texts[in.Language] != ""
	case broadcast.FieldMedia:
		return b.Media != nil
	case broadcast.FieldAnswers:
		return len(b.Answers[in.Language]) > 0
	}
	return false
}

// clearField empties a field of the draft.
func clearField(t *turn.Turn, field broadcast.Field) {
	if !has(t, copyDraft(t), field) {
		t.Toast("toast.old_button")
		return
	}
	redraft(t, func(b *broadcast.Draft) {
		switch what, in, _ := fieldOf(t.Languages, field); {
		case what == broadcast.FieldText:
			delete(b.Texts, in.Language)
			delete(b.Answers, in.Language)
		case what == broadcast.FieldMedia:
			b.Media = nil
		case in.Language == say.Indonesian:
			clear(b.Answers)
		default:
			delete(b.Answers, in.Language)
		}
	})
	Open(t, say.Edit)
}

// Writing reports whether what is typed now belongs to a broadcast.
func Writing(t *turn.Turn) bool {
	return t.Session.Aside.Kind == turn.AsideBroadcast && t.Session.Officer != nil
}

// Write takes what an officer typed or sent for the field that was asked for.
func Write(t *turn.Turn, e turn.Event) {
	field := t.Session.Aside.Field
	switch what, in, known := fieldOf(t.Languages, field); {
	case !known: // of a language that the bot no longer speaks
		Open(t, say.Send)
	case what == broadcast.FieldText || what == broadcast.FieldMedia:
		takeText(t, e, field, in.Language)
	case e.Kind != turn.Typed:
		askField(t, say.Send, field, say.Message("broadcast.words_please"))
	case field == broadcast.FieldDue:
		takeDue(t, e.Text)
	case field == broadcast.FieldName:
		takeName(t, e.Text)
	default:
		takeAnswers(t, e.Text, field, in.Language)
	}
}

// takeText takes a text, a picture or file, or both. If it can't be sent, the officer learns why
// and the draft stays as it was.
func takeText(t *turn.Turn, e turn.Event, field broadcast.Field, language say.Language) {
	if e.Media == nil && (e.Kind != turn.Typed || field == broadcast.FieldMedia) {
		askField(t, say.Send, field, say.Message("broadcast.media_please"))
		return
	}
	draft := copyDraft(t)
	if e.Media != nil {
		draft.Media = e.Media
	}
	if e.Media == nil || e.Markup != "" {
		draft.Texts[language] = broadcast.Tidy(t.Languages, e.Markup)
	}
	if faults := broadcast.Faults(t.Languages, draft); faults != nil {
		askField(t, say.Send, field, faults...)
		return
	}
	keepDraft(t, draft)
	t.Session.Aside = turn.Aside{}
	Open(t, say.Send)
}

// takeAnswers takes the answers to the question that the text asks, one a line, and asks for them
// in each language that the text is translated into.
func takeAnswers(t *turn.Turn, text string, field broadcast.Field, language say.Language) {
	var answers []string
	for line := range strings.Lines(text) {
		if answer := say.OneLine(line); answer != "" && !slices.Contains(answers, answer) {
			answers = append(answers, answer)
		}
	}
	draft := copyDraft(t)
	tooLong := func(answer string) bool { return utf8.RuneCountInString(answer) > maxAnswerRunes }
	switch {
	case len(answers) == 0 || len(answers) > broadcast.MaxAnswers || slices.ContainsFunc(answers, tooLong):
		askField(t, say.Send, field, say.Message("broadcast.answers_unread"))
		return
	case language != say.Indonesian && len(answers) != len(draft.Answers[say.Indonesian]):
		askField(t, say.Send, field,
			say.Text{Key: "broadcast.answers_differ", Args: say.Args{"Number": say.Count(len(draft.Answers[say.Indonesian]))}})
		return
	case language == say.Indonesian:
		maps.DeleteFunc(draft.Answers,
			func(_ say.Language, translated []string) bool { return len(translated) != len(answers) })
	}
	draft.Answers[language] = answers
	keepDraft(t, draft)
	for _, v := range t.Languages.Translations() {
		if draft.Texts[v.Language] != "" && draft.Answers[v.Language] == nil {
			askField(t, say.Send, answersField(v.Translation))
			return
		}
	}
	t.Session.Aside = turn.Aside{}
	Open(t, say.Send)
}
