package recap

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// For each interview SQLite returns a few characters that hold all its answers, and for very many
// interviews one text. Counting in SQL would compare each interview with each option of each
// question, and returning one row an interview would take twice as long.
const (
	bitsInCharacter = 20
	firstCharacter  = 1 << 16 // from this one on each character has the same number of bytes: four
)

// ErrGarbled is returned by next for anything but such a character, which comes from a result that
// is missing or that the model can't give.
var ErrGarbled = errors.New("a result in the file can not be")

// field is a small number that every interview has.
type field struct {
	expression string // in SQL
	least      int    // the least number, which is packed as 0
	bits       int
	shift      int   // its first bit in its character
	counts     []int // interviews by number, from the least on
}

// newField returns a field without counts.
func newField(expression string, least, greatest int) *field {
	width := bits.Len(uint(greatest - least))
	return &field{expression: expression, least: least, bits: width, counts: make([]int, 1<<width)}
}

// character is the fields that are packed into one character.
type character []*field

// pack packs fields into characters, in order.
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

// textOf is the SQL for the characters of all interviews that meet a condition, as one text.
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
