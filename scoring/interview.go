package scoring

import "time"

// Interview is one interview of one business, as it is exported and imported: choices by their
// codes, so that it reads the same in every language.
type Interview struct {
	Business      string    // the business's code; it does not identify the owner
	Number        int       // 1 = the business's first
	Questionnaire int       // version that it began with
	Weights       string    // name of the weight set that it began with
	Started       time.Time // in the zone of the business's region
	Finished      time.Time // likewise; zero: under way
	// Answers are in the order of the questions of all questionnaires: a rating, a region's code of
	// Statistics Indonesia, an option's code, several separated by spaces, or the business's name.
	// "" is unanswered or withheld, [Skipped] is skipped.
	Answers  []string
	Implied  []string // codes of the factors that were not asked because they do not apply
	Result   Result   // of a finished interview: X, Y, IFE, EFE, Quadrant and Cell; the rest is empty
	Telegram int64    // the owner's id; 0: not asked for, or withheld
}

// Skipped stands in place of an answer that was skipped.
const Skipped = "-"
