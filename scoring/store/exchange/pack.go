package exchange

import (
	"fmt"
	"math/bits"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
)

// wordBits is how many bits of a word hold answers: those of an int64 except its sign.
const wordBits = 63

// answerField is the place of a question's answer among an interview's packed answers: a few bits
// that hold its value plus 1, or 0 if there is none.
type answerField struct {
	word  int
	shift int
	bits  int // 0: the question's answers are not packed
}

// answerFields are those of all questions, in the order of model.Columns, and answerWords is how
// many words they take. SQLite reads a few whole numbers ten times faster than one for each
// question. Typed text and region codes have no known bounds, so they are not packed.
var answerFields, answerWords = packAnswers(model.Questions)

func packAnswers(questions []questionnaire.Question) (fields []answerField, words int) {
	used := wordBits
	for _, q := range questions {
		width := bits.Len(uint(model.Greatest(q) + 1))
		if model.Greatest(q) == 0 {
			width = 0
		}
		if used+width > wordBits {
			used, words = 0, words+1
		}
		fields = append(fields, answerField{words - 1, used, width})
		used += width
	}
	return fields, words
}

// put sets an answer in words that have none for its question yet.
func (f answerField) put(words []int64, value int) { words[f.word] |= int64(value+1) << f.shift }

// column is the SQL that extracts the answer from the columns that hold the words.
func (f answerField) column() string {
	return fmt.Sprintf("nullif(word%d >> %d & %d, 0) - 1", f.word, f.shift, 1<<f.bits-1)
}

// wordColumns returns the columns of table staged that hold the words.
func wordColumns() []string {
	columns := make([]string, answerWords)
	for n := range columns {
		columns[n] = fmt.Sprint("word", n)
	}
	return columns
}
