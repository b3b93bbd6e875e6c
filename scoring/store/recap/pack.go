package recap

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Of each interview SQLite hands over a few characters that all its answers are packed in, and
// very many interviews' as one text. To count in SQL it would compare each interview with each
// option of each question, and to hand over a row an interview would take as long again.
const (
	bitsInCharacter = 20
	firstCharacter  = 1 << 16 // each character has as many bytes from this one on: four
)

// ErrGarbled is returned by next for what is not such a character, as comes of a result that is
// missing or lies outside of what the model can give.
var ErrGarbled = errors.New("a result in the file can not be")

// field is a small number that is known of every interview.
type field struct {
	expression string // in SQL
	least      int    // of its numbers, which is packed as 0
	bits       int
	shift      int   // where it stands in its character
	counts     []int // how many interviews there are of each number, from the least on
}

// newField makes a field that is counted.
func newField(expression string, least, greatest int) *field {
	width := bits.Len(uint(greatest - least))
	return &field{expression: expression, least: least, bits: width, counts: make([]int, 1<<width)}
}

// character is the fields that are packed in one.
type character []*field

// pack lays fields into characters, in their order.
func pack(fields ...*field) (packed []character) {
	free := 0
	for _, f := range fields {
		if f.bits > free {
			packed, free = append(packed, nil), bitsInCharacter
		}
		free -= f.bits
		f.shift = free
		last := len(packed) - 1
		packed[last] = append(packed[last], f)
	}
	return packed
}

// textOf is the text, in SQL, of the characters of all interviews that meet a condition.
func textOf(condition string, packed ...character) string {
	var codes []string
	for _, ch := range packed {
		begins, code := firstCharacter, ""
		for _, f := range ch {
			begins -= f.least << f.shift
			code += fmt.Sprintf(" + %d * (%s)", 1<<f.shift, f.expression)
		}
		codes = append(codes, fmt.Sprint(begins, code))
	}
	return fmt.Sprintf("coalesce(group_concat(char(%s), '') FILTER (WHERE %s), '')", strings.Join(codes, ", "), condition)
}

// next takes the first character off a text.
func next(text *string) (packed int, err error) {
	r, size := utf8.DecodeRuneInString(*text)
	if r < firstCharacter {
		return 0, ErrGarbled
	}
	*text = (*text)[size:]
	return int(r) - firstCharacter, nil
}

// count takes the first character off a text and counts each field in it.
func (ch character) count(text *string) error {
	packed, err := next(text)
	if err != nil {
		return err
	}
	for _, f := range ch {
		f.counts[packed>>f.shift&(len(f.counts)-1)]++
	}
	return nil
}
