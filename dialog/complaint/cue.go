package complaint

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed cues.txt
var cueFile string

// mostBetween is how many other words "..." allows between two words of a cue.
const mostBetween = 3

// cue is a word or phrase that speaks for a kind of complaint, or against there being one.
type cue struct {
	sense  sense
	weight int
	words  []cueWord
}

// cueWord is one word of a cue.
type cueWord struct {
	text  string
	stem  bool // it is the beginning of the word that is looked for
	apart bool // other words may stand before it
}

// cueIndex holds cues by the beginning of their first word.
type cueIndex map[string][]*cue

// cues are the cues of cues.txt, read once.
var cues = sync.OnceValue(func() cueIndex {
	cues, err := parseCues(cueFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return cues
})

// parseCues reads cues, one a line: kind, weight, words. Empty lines and
// lines that begin with # say nothing.
func parseCues(text string) (cueIndex, error) {
	cues := cueIndex{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cue, err := parseCue(strings.Fields(line))
		if err != nil {
			return nil, fmt.Errorf("read cues.txt, line %d: %w", number, err)
		}
		start := start(cue.words[0].text)
		cues[start] = append(cues[start], cue)
	}
	return cues, nil
}

// parseCue reads the fields of one line.
func parseCue(fields []string) (*cue, error) {
	if len(fields) < 3 {
		return nil, fmt.Errorf("%q is not a kind, a weight and words", strings.Join(fields, " "))
	}
	cue := &cue{sense: sense(fields[0])}
	if !slices.Contains(senses, cue.sense) {
		return nil, fmt.Errorf("no kind of complaint is called %q", fields[0])
	}
	var err error
	if cue.weight, err = strconv.Atoi(fields[1]); err != nil || cue.weight < 1 {
		return nil, fmt.Errorf("weight %q is not a number from 1", fields[1])
	}
	apart := false
	for _, f := range fields[2:] {
		if f == "..." {
			apart = true
			continue
		}
		text, stem := strings.CutSuffix(f, "*")
		if stem && len(text) < startLength {
			return nil, fmt.Errorf("%q is too short a beginning of a word", f)
		}
		cue.words = append(cue.words, cueWord{text, stem, apart})
		apart = false
	}
	if apart || len(cue.words) == 0 || cue.words[0].apart {
		return nil, fmt.Errorf("... must stand between two words")
	}
	return cue, nil
}

// startLength is how many bytes of its first word a cue is filed under.
const startLength = 2

// start is the part of a word that cues are filed under.
func start(word string) string {
	return word[:min(len(word), startLength)]
}

// holds reports whether the cue stands in the words from a place on, and where its words are.
func (c *cue) holds(words []string, at int) ([]int, bool) {
	return follow(c.words, words, at)
}

// follow reports whether what is left of a cue begins at a place, or is reached over the words
// that may stand before it, and where its words are.
func follow(cue []cueWord, words []string, at int) ([]int, bool) {
	if len(cue) == 0 {
		return nil, true
	}
	reach := at
	if cue[0].apart {
		reach += mostBetween
	}
	for i := at; i <= reach && i < len(words); i++ {
		if !cue[0].is(words[i]) {
			continue
		}
		if rest, holds := follow(cue[1:], words, i+1); holds {
			return append([]int{i}, rest...), true
		}
	}
	return nil, false
}

// is reports whether a word is the cue's.
func (w cueWord) is(word string) bool {
	return word == w.text || w.stem && strings.HasPrefix(word, w.text)
}
