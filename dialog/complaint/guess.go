package complaint

import "slices"

// When a guess is sure. The owner is asked whether it is right, so a wrong guess costs one tap, and
// an unsure one a look at nine buttons.
const (
	least  = 2 // weight that the best kind must reach
	margin = 1 // weight by which it must lead the second
)

// Guess guesses what a buyer's complaint is about, from its words in English or in everyday
// Indonesian with words of Jambi, Palembang, Minang and Java. If it is not sure, the owner is to be
// asked, and kind is the best guess, or empty if no cue was found. It takes any text and reads only
// the beginning of a long one.
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

// weights sums the weights of the cues found in the words, by kind. A cue counts once however often
// it occurs.
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
