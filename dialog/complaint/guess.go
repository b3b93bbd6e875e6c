package complaint

import "slices"

// What makes a guess sure. The owner is asked whether it is right, so that a wrong
// one costs a tap and not being sure costs a look at nine buttons.
const (
	least  = 2 // weight that the best kind must reach
	margin = 1 // weight by which it must lead the second
)

// Guess guesses from the words of a buyer's complaint, in everyday
// Indonesian with words of Jambi, Palembang, Minang and Java, or in English, what
// it is about. Where sure is false the kind is the best guess, or empty if no word
// told anything, and the owner is to be asked. Any text will do: of a long one the
// beginning is read.
func Guess(text string) (kind Kind, sure bool) {
	weights := weights(words(text, shorthand()), cues())
	second := 0
	for _, k := range Kinds {
		switch w := weights[k]; {
		case w > weights[kind]:
			second, kind = weights[kind], k
		case w > second:
			second = w
		}
	}
	best := weights[kind]
	return kind, best >= least && best-second >= margin
}

// weights adds up the weights of the cues that the words hold, by kind. A
// cue counts once however often it occurs.
func weights(words []string, cues cueIndex) map[Kind]int {
	weights := map[Kind]int{}
	var counted []*cue
	for at, word := range words {
		for _, cue := range cues[start(word)] {
			if cue.holds(words[at:]) && !slices.Contains(counted, cue) {
				counted = append(counted, cue)
				weights[cue.kind] += cue.weight
			}
		}
	}
	return weights
}
