package dialog

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed cues.txt
var complaintCueFile string

// complaintReach is how many other words "..." lets stand between two words of a cue.
const complaintReach = 3

// complaintCue is a word or phrase that speaks for a kind of complaint.
type complaintCue struct {
	kind   ComplaintKind
	weight int
	words  []complaintCueWord
}

// complaintCueWord is one word of a cue.
type complaintCueWord struct {
	text  string
	stem  bool // it is the beginning of the word that is looked for
	apart bool // other words may stand before it
}

// complaintCueIndex holds cues by the beginning of their first word.
type complaintCueIndex map[string][]*complaintCue

// complaintCues are the cues of cues.txt, read once.
var complaintCues = sync.OnceValue(func() complaintCueIndex {
	cues, err := parseComplaintCues(complaintCueFile)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return cues
})

// parseComplaintCues reads cues, one a line: kind, weight, words. Empty lines and
// lines that begin with # say nothing.
func parseComplaintCues(text string) (complaintCueIndex, error) {
	cues := complaintCueIndex{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cue, err := parseComplaintCue(strings.Fields(line))
		if err != nil {
			return nil, fmt.Errorf("read cues.txt, line %d: %w", number, err)
		}
		start := complaintStart(cue.words[0].text)
		cues[start] = append(cues[start], cue)
	}
	return cues, nil
}

// parseComplaintCue reads the fields of one line.
func parseComplaintCue(fields []string) (*complaintCue, error) {
	if len(fields) < 3 {
		return nil, fmt.Errorf("%q is not a kind, a weight and words", strings.Join(fields, " "))
	}
	cue := &complaintCue{kind: ComplaintKind(fields[0])}
	if !slices.Contains(ComplaintKinds, cue.kind) {
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
		if stem && len(text) < complaintStartLength {
			return nil, fmt.Errorf("%q is too short a beginning of a word", f)
		}
		cue.words = append(cue.words, complaintCueWord{text, stem, apart})
		apart = false
	}
	if apart || len(cue.words) == 0 || cue.words[0].apart {
		return nil, fmt.Errorf("... must stand between two words")
	}
	return cue, nil
}

// complaintStartLength is how many bytes of its first word a cue is filed under.
const complaintStartLength = 2

// complaintStart is the part of a word that cues are filed under.
func complaintStart(word string) string {
	return word[:min(len(word), complaintStartLength)]
}

// holds tells whether the words begin with the cue.
func (c *complaintCue) holds(words []string) bool {
	return complaintFollows(c.words, words)
}

// complaintFollows tells whether the words begin with what is left of a cue, or reach
// it over the words that may stand before it.
func complaintFollows(cue []complaintCueWord, words []string) bool {
	if len(cue) == 0 {
		return true
	}
	reach := 0
	if cue[0].apart {
		reach = complaintReach
	}
	for i := 0; i <= reach && i < len(words); i++ {
		if cue[0].is(words[i]) && complaintFollows(cue[1:], words[i+1:]) {
			return true
		}
	}
	return false
}

// is tells whether a word is the cue's.
func (w complaintCueWord) is(word string) bool {
	return word == w.text || w.stem && strings.HasPrefix(word, w.text)
}
