package broadcast

import (
	"strconv"

	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Draft is what an officer writes to many.
type Draft struct {
	ID      int64                     `json:"id"`                // of its row; 0: not stored yet
	Texts   map[say.Language]string   `json:"texts,omitempty"`   // Telegram HTML with placeholders; whoever has none in their language gets the Indonesian one
	Media   *say.Media                `json:"media,omitempty"`   // the text then stands under it
	Answers map[say.Language][]string `json:"answers,omitempty"` // up to four, of a question that the text asks
	Segment Segment                   `json:"segment,omitzero"`
	Due     int64                     `json:"due,omitempty"`   // unix milliseconds; 0: as soon as it is confirmed
	Night   bool                      `json:"night,omitempty"` // goes out in the quiet hours as well
	Zone    say.Zone                  `json:"zone,omitempty"`  // that its hours are those of; known once it is confirmed
}

// The quiet hours, on the clock of the broadcast's zone: what falls into them waits for their
// end, unless it goes out at night as well.
const (
	QuietFrom = 20
	QuietTo   = 7
)

// MaxAnswers is how many answers a broadcast's question can have.
const MaxAnswers = 4

// Keys are the buttons under a broadcast in a language: the answers to its question, and a
// way to be sent nothing more. Those under a trial carry the id 0.
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

// TextIn is the text in a language, in Indonesian where there is none in it, and which of both.
func (b Draft) TextIn(l say.Language) (string, say.Language) {
	if text := b.Texts[l]; text != "" {
		return text, l
	}
	return b.Texts[say.Indonesian], say.Indonesian
}

// AnswersIn are the answers in the language that [Draft.TextIn] gives the text in.
func (b Draft) AnswersIn(l say.Language) []string {
	_, language := b.TextIn(l)
	if answers := b.Answers[language]; len(answers) == len(b.Answers[say.Indonesian]) {
		return answers
	}
	return b.Answers[say.Indonesian]
}

// Field is what an officer is asked for who writes a broadcast. What is typed belongs to it
// until a command or another button.
type Field string

// The fields. Text and answers are in Indonesian; those of a [say.Translation] are fields as well.
const (
	FieldText    Field = "text"
	FieldMedia   Field = "media"
	FieldAnswers Field = "answers"
	FieldDue     Field = "due"
	FieldName    Field = "name" // of the choice of recipients, to keep it by
)
