package scoring

import "time"

// Recap is the study's method applied to the businesses of a scope. A business counts once,
// by its latest finished interview in the scope's span of time; one whose owner has taken the
// consent back does not count.
type Recap struct {
	Scope      Scope
	Began      int             // businesses with an interview begun in the span
	Finished   int             // businesses with one finished in it: those that all below is of
	StoppedAt  []QuestionCount // begun in it last and not finished: the first unanswered question, in the questionnaire's order; "" at the end: all are answered
	Population int             // businesses that there are in the regions, as officers entered it; 0: not known
	Weights    string          // name of the weight set in use, which the group's figures are computed with

	// Answers counts the answers to the questions about the business that have options, by the
	// question's code: at index 0 those who did not tell, at i the option in position i. Of a
	// question with several answers a business may count in several places, or told that none is so
	// in no place.
	Answers map[string][]int
	Regions []RegionCount             // every region of the scope in the questionnaire's order; of all regions, code 0 at the end
	Sizes   map[Law]map[SizeClass]int // class "": not known

	Factors    []FactorMean     // in the study's order: S and W are the IFAS table, O and T the EFAS table; none where nothing is finished
	Result     Result           // of the group, from its mean ratings
	Quadrants  map[Quadrant]int // as each business was told; none in it: no key
	Cells      map[Cell]int     // likewise
	Strategies []Fit            // all eleven by their fit to the group's mean ratings: the quadrant's family first, each best fit first; severity rounded down, so that 3 is grave
	Points     []PointCount     // to the hundredth, as each business was told

	Complaints ComplaintRecap
	Change     Change
	Reminders  Reminders // of the span, the scope's regions being the owners' latest
}

// Anonymous is the least number of businesses of which a group's shares are shown: fewer would
// name a person.
const Anonymous = 5

// Shown tells whether there are businesses enough for the group's figures to be shown.
func (r Recap) Shown() bool { return r.Finished >= Anonymous }

// Sample is how many businesses the study's rule asks for (Slovin) at a margin of error e; 0
// where the population is not known.
func (r Recap) Sample(e float64) int { return Slovin(r.Population, e) }

// Law is a law that classes businesses by their size.
type Law string

// The laws.
const (
	UU20     Law = "uu20"     // UU 20/2008, the study's
	PP7      Law = "pp7"      // PP 7/2021
	Industry Law = "industry" // Permenperin 64/2016
)

// Laws lists the laws, the study's first.
var Laws = []Law{UU20, PP7, Industry}

// QuestionCount is how many businesses there are at a question.
type QuestionCount struct {
	Question string
	Count    int
}

// RegionCount is how many businesses there are in a region; code 0: not told.
type RegionCount struct {
	Region int
	Count  int
}

// FactorMean is a factor in the IFAS or EFAS table.
type FactorMean struct {
	Factor FactorCode
	Weight float64
	Mean   float64 // rating, 1 to 4
	Score  float64 // weight * mean
}

// PointCount is how many businesses stand at a place of both diagrams.
type PointCount struct {
	X, Y, IFE, EFE float64
	Count          int
}

// ComplaintRecap is how fast complaints are answered, by the log of the scope's businesses.
type ComplaintRecap struct {
	Businesses int           // with such a complaint
	Count      int           // complaints opened in the span
	Answered   int           // with a first answer
	InADay     int           // of those, within 24 hours
	Settled    int           // settled
	Median     time.Duration // to the first answer: the middle one, the longer of two
}

// Change is how businesses that were interviewed more than once have moved, from their first
// finished interview to their latest in the span.
type Change struct {
	Businesses int
	X, Y       float64 // mean move along each axis
	Better     int     // moved up on one axis at least and down on none
	Worse      int     // the contrary
}
