package exchange

import (
	"fmt"
	"math/bits"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring/store/internal/model"
)

// wordBits are the bits of a word that answers are packed into: those of an int64 but its sign.
const wordBits = 63

// answerField is where the answer to a question stands among an interview's packed answers: a few
// bits that hold its value plus 1, or 0 where there is none.
type answerField struct {
	word  int
	shift int
	bits  int // 0: the answers to the question are not packed
}

// answerFields are those of all questions, in the order of model.Columns, and answerWords how many
// words they take. SQLite takes a few whole numbers ten times faster than as many as there are
// questions. What is typed, and the codes of regions, have no bounds to go by.
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

// put sets an answer in words that have none for its question.
func (f answerField) put(words []int64, value int) { words[f.word] |= int64(value+1) << f.shift }

// column is the answer as SQL takes it out of columns that hold the words.
func (f answerField) column() string {
	return fmt.Sprintf("nullif(word%d >> %d & %d, 0) - 1", f.word, f.shift, 1<<f.bits-1)
}

// wordColumns are the columns of table staged that hold the words.
func wordColumns() []string {
	columns := make([]string, answerWords)
	for n := range columns {
		columns[n] = fmt.Sprint("word", n)
	}
	return columns
}
