package scoring

import "time"

// Recap is the study's method applied to the businesses of a scope. A business counts once, by its
// latest finished interview in the scope's span of time, and not at all if its owner has withdrawn
// the consent.
type Recap struct {
	Scope      Scope
	Began      int             // businesses with an interview begun in the span
	Finished   int             // businesses with an interview finished in the span, which everything below is about
	Versions   map[int]int     // of the finished, by the version of the questionnaire; none: no key
	StoppedAt  []QuestionCount // begun in it last and not finished: the first unanswered question, in the questionnaire's order; "" at the end: all are answered
	Population int             // businesses in the regions, as officers entered it; 0: unknown
	Weights    string          // name of the active weight set, which the group's figures are computed with

	// Answers counts the answers to the questions about the business that have options, by the
	// question's code: at index 0 the businesses without an answer, at i those that chose the
	// option in position i. In a question with several answers a business may count several times,
	// or not at all if it said that no option applies.
	Answers map[string][]int
	Regions []RegionCount             // every region of the scope in the questionnaire's order; for all regions, code 0 at the end
	Sizes   map[Law]map[SizeClass]int // class "": not known

	Factors    []FactorMean     // in the study's order: S and W are the IFAS table, O and T the EFAS table; empty if nothing is finished
	Result     Result           // of the group, from its mean ratings
	Quadrants  map[Quadrant]int // as each business was told; a quadrant without any has no key
	Cells      map[Cell]int     // likewise
	Strategies []Fit            // all eleven by their fit to the group's mean ratings: the quadrant's family first, each family best fit first; severity is rounded down, so that 3 is grave
	Points     []PointCount     // in hundredths, as each business was told

	Complaints ComplaintRecap
	Change     Change
	Reminders  Reminders // in the span, to owners whose latest region is in the scope
}

// Anonymous is the least number of businesses whose shares are shown: with fewer, a share could
// identify a business.
const Anonymous = 5

// Shown reports whether there are enough businesses to show the group's figures.
func (r Recap) Shown() bool { return r.Finished >= Anonymous }

// Mixed reports whether the group's figures come from several versions of the questionnaire.
func (r Recap) Mixed() bool { return len(r.Versions) > 1 }

// Sample returns how many businesses the study's rule (Slovin) asks for at a margin of error e; 0
// if the population is unknown.
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

// QuestionCount is how many businesses stopped at a question.
type QuestionCount struct {
	Question string
	Count    int
}

// RegionCount is how many businesses are in a region; code 0: unknown.
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

// PointCount is how many businesses share a place in both diagrams.
type PointCount struct {
	X, Y, IFE, EFE float64
	Count          int
}

// ComplaintRecap sums up how fast complaints are answered, from the logs of the scope's businesses.
type ComplaintRecap struct {
	Businesses int // with such a complaint
	Count      int // complaints opened in the span
	Answered   int // with a first answer
	InADay     int // of those answered, within 24 hours
	Settled    int
	// Median is the time to the first answer, as [MedianWait] has it; not Reached: half or more are
	// not answered yet.
	Median  time.Duration
	Reached bool
}

// Change says how the businesses with several interviews have moved, from their first finished
// interview to their latest in the span.
type Change struct {
	Businesses int
	X, Y       float64 // mean move along each axis
	Better     int     // moved up on at least one axis and down on none
	Worse      int     // moved down on at least one axis and up on none
	Mixed      int     // interviewed with another version of the questionnaire the first time
}
