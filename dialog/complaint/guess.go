package complaint

import "slices"

// When a guess is sure. The owner is asked whether it is right, so a wrong guess costs one tap, and
// an unsure one a look at ten buttons.
const (
	least  = 3 // weight that the best kind must reach
	margin = 1 // weight by which it must lead the next
	apart  = 5 // weight that a second kind must reach in words that don't speak for the first
	settle = 8 // weight that money sent to somebody who is gone since gives to fraud
)

// sense is what a cue speaks for: a kind of complaint, or one of those below.
type sense string

const (
	noComplaint sense = "none"   // praise, a question before buying, an order
	insult      sense = "insult" // which is no matter that an answer could put right
	paid        sense = "paid"   // money was sent
	gone        sense = "gone"   // the other side can't be reached any more
	contrast    sense = "but"    // what stands before it weighs nothing against a complaint
)

// senses are all that a cue can speak for.
var senses = func() []sense {
	senses := []sense{noComplaint, insult, paid, gone, contrast}
	for _, k := range Kinds {
		senses = append(senses, sense(k))
	}
	return senses
}()

// weights are the weights of what cues speak for, added up.
type weights map[sense]int

// of is the weight of a kind of complaint.
func (w weights) of(k Kind) int { return w[sense(k)] }

// Guessed is what a buyer's message seems to be about.
type Guessed struct {
	Kinds []Kind // the graver first, two at most; where it isn't sure, the best guess if there is one
	None  bool   // it is no complaint
	Sure  bool   // otherwise the owner is to be asked
}

// Guess guesses from the words of a buyer's message, in everyday Indonesian with words of
// Jambi, Palembang, Minang and Java, or in English, what it complains about, if at all. Any
// text will do: of a long one the beginning is read.
func Guess(text string) Guessed {
	found := find(words(text, shorthand()), cues())
	w := weigh(found)
	best := heaviest(w)
	none := w[noComplaint]
	if w[paid] > 0 && w[gone] > 0 {
		best, none = Fraud, 0
	}
	switch {
	case none >= least && none-w.of(best) >= margin, best == "" && w[insult] > 0:
		return Guessed{None: true, Sure: true}
	case best == "":
		return Guessed{}
	}
	if second := beside(best, found); second != "" && w.of(best) >= apart {
		kinds := []Kind{best, second}
		slices.SortFunc(kinds, func(a, b Kind) int { return slices.Index(gravity, a) - slices.Index(gravity, b) })
		return Guessed{Kinds: kinds, Sure: w.of(second)-none >= margin}
	}
	next := none
	for _, kind := range Kinds {
		if kind != best {
			next = max(next, w.of(kind))
		}
	}
	return Guessed{Kinds: []Kind{best}, Sure: w.of(best) >= least && w.of(best)-next >= margin}
}

// beside is the kind that a text complains about besides the first, in other words; empty if there
// is none.
func beside(first Kind, found []occurrence) Kind {
	left := weigh(separate(without(wordsFor(first, found), found)))
	for _, kind := range Kinds {
		if explained(kind, first) {
			delete(left, sense(kind))
		}
	}
	if second := heaviest(left); left.of(second) >= apart {
		return second
	}
	return ""
}

// explained reports whether a kind needs no naming beside another: what is late, wrong or dear
// where somebody was cheated is the fraud, and damage and poor quality are told of in the same words.
func explained(kind, by Kind) bool {
	switch by {
	case Fraud:
		return kind != Refund && kind != Review
	case Damaged:
		return kind == Quality
	case Quality:
		return kind == Damaged
	}
	return false
}

// gravity lists the kinds from the gravest on: where money is lost or asked back, then what the
// buyer holds in the hand, then what everybody may read.
var gravity = []Kind{Fraud, Refund, Damaged, Wrong, Quality, Review, Late, Rude, Price}

// occurrence is a cue that a text holds, and the places of its words.
type occurrence struct {
	cue *cue
	at  []int
}

// find finds the cues that the words hold. A cue counts once however often it occurs; one that
// speaks against a complaint counts only behind the last "but".
func find(words []string, cues cueIndex) []occurrence {
	var found []occurrence
	turn := -1
	for at, word := range words {
		for _, cue := range cues[start(word)] {
			places, holds := cue.holds(words, at)
			switch {
			case !holds:
			case cue.sense == contrast:
				turn = at
			case cue.sense == noComplaint && denied(words[:at]):
			case !slices.ContainsFunc(found, func(o occurrence) bool { return o.cue == cue }):
				found = append(found, occurrence{cue, places})
			}
		}
	}
	return slices.DeleteFunc(found, func(o occurrence) bool { return o.cue.sense == noComplaint && o.at[0] < turn })
}

// denials turn what follows them into its opposite.
var denials = []string{"tidak", "kurang", "belum", "bukan", "jangan", "not", "no"}

// denied reports whether a denial is one of the last two words.
func denied(before []string) bool {
	return slices.ContainsFunc(before[max(0, len(before)-2):], func(word string) bool { return slices.Contains(denials, word) })
}

// weigh adds up the weights of cues by kind. Money sent to somebody who is gone since weighs
// as fraud.
func weigh(found []occurrence) weights {
	w := weights{}
	for _, o := range found {
		w[o.cue.sense] += o.cue.weight
	}
	if w[paid] > 0 && w[gone] > 0 {
		w[sense(Fraud)] += settle
		delete(w, sense(Price))
	}
	return w
}

// without leaves out the cues that have a word at one of the places.
func without(places []int, found []occurrence) []occurrence {
	return slices.DeleteFunc(slices.Clone(found), func(o occurrence) bool { return meet(o.at, places) })
}

// meet reports whether two lists have a place in common.
func meet(a, b []int) bool {
	return slices.ContainsFunc(a, func(place int) bool { return slices.Contains(b, place) })
}

// separate leaves out the cues that have a word in common with a weightier one of their kind, so
// that a word counts once.
func separate(found []occurrence) []occurrence {
	byWeight := slices.Clone(found)
	slices.SortStableFunc(byWeight, func(a, b occurrence) int { return b.cue.weight - a.cue.weight })
	used := map[sense][]int{}
	return slices.DeleteFunc(byWeight, func(o occurrence) bool {
		if meet(o.at, used[o.cue.sense]) {
			return true
		}
		used[o.cue.sense] = append(used[o.cue.sense], o.at...)
		return false
	})
}

// wordsFor are the places of the words that speak for a kind.
func wordsFor(kind Kind, found []occurrence) []int {
	var places []int
	for _, o := range found {
		if o.cue.sense == sense(kind) {
			places = append(places, o.at...)
		}
	}
	return places
}

// heaviest is the kind of complaint with the greatest weight, the first of several; empty if none
// weighs anything.
func heaviest(w weights) Kind {
	var best Kind
	for _, k := range Kinds {
		if w.of(k) > w.of(best) {
			best = k
		}
	}
	return best
}
