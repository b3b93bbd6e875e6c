package broadcast

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Draft is a broadcast that an officer is writing or has confirmed.
type Draft struct {
	ID      int64                     `json:"id"`                // of its row; 0: not stored yet
	Texts   map[say.Language]string   `json:"texts,omitempty"`   // Telegram HTML with placeholders; a recipient whose language has none gets the Indonesian one
	Media   *say.Media                `json:"media,omitempty"`   // the text then becomes its caption
	Answers map[say.Language][]string `json:"answers,omitempty"` // up to MaxAnswers, to a question that the text asks
	Segment Segment                   `json:"segment,omitzero"`
	Due     int64                     `json:"due,omitempty"`   // unix milliseconds; 0: as soon as it is confirmed
	Night   bool                      `json:"night,omitempty"` // also goes out in the quiet hours
	Zone    say.Zone                  `json:"zone,omitempty"`  // of its hours; known once it is confirmed
}

// The quiet hours, on the clock of the broadcast's zone. A broadcast that falls into them waits
// until they end, unless it goes out at night as well.
const (
	QuietFrom = 20
	QuietTo   = 7
)

// MaxAnswers is how many answers a broadcast's question can offer.
const MaxAnswers = 4

// Keys returns the buttons below a broadcast in a language: the answers to its question, and one to
// stop all broadcasts. On a trial copy they carry the id 0.
func (b Draft) Keys(l say.Language, trial bool) []say.Keys {
	id := b.ID
	if trial {
		id = 0
	}
	value := func(what string) string { return button.Data(button.Recipient, button.ID(id), what) }
	stop := say.Choice{Label: say.Message("broadcast.stop"), Data: value(ActStop)}
	var answers []say.Choice
	for i, answer := range b.AnswersIn(l) {
		label := say.Text{Key: "broadcast.answer", Args: say.Args{"Answer": say.Raw(answer)}}
		answers = append(answers, say.Choice{Label: label, Data: value(strconv.Itoa(i)), Style: say.Primary})
	}
	return []say.Keys{{Choices: answers}, {Choices: []say.Choice{stop}}}
}

// TextIn returns the text in a language, or the Indonesian one where there is none, and the
// language of what it returned.
func (b Draft) TextIn(l say.Language) (string, say.Language) {
	if text := b.Texts[l]; text != "" {
		return text, l
	}
	return b.Texts[say.Indonesian], say.Indonesian
}

// AnswersIn returns the answers in the language that [Draft.TextIn] picks.
func (b Draft) AnswersIn(l say.Language) []string {
	_, language := b.TextIn(l)
	if answers := b.Answers[language]; len(answers) == len(b.Answers[say.Indonesian]) {
		return answers
	}
	return b.Answers[say.Indonesian]
}

// Field is a part of a broadcast that an officer is asked to type. What is typed belongs to it
// until the next command or button.
type Field string

// The fields. Text and answers are in Indonesian; each [say.Translation] is a field of its own.
const (
	FieldText    Field = "text"
	FieldMedia   Field = "media"
	FieldAnswers Field = "answers"
	FieldDue     Field = "due"
	FieldName    Field = "name" // under which the choice of recipients is kept
)
