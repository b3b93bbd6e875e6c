package scoring

// Family is a kind of strategy: the sides of the internal and external factors that it joins.
type Family string

// The families.
const (
	SO Family = "SO" // uses strengths to seize opportunities
	WO Family = "WO" // overcomes weaknesses to seize opportunities
	ST Family = "ST" // uses strengths against threats
	WT Family = "WT" // reduces weaknesses and threats
)

// StrategyCode is a strategy of the study's Table 2: SO1 to SO3, WO1 to WO3, ST1 to ST3,
// WT1, WT2.
type StrategyCode string

// Strategies lists the strategies in table order.
var Strategies = []StrategyCode{"SO1", "SO2", "SO3", "WO1", "WO2", "WO3", "ST1", "ST2", "ST3", "WT1", "WT2"}

// Programme is one of the study's six programmes, 1 to 6, under which the strategies are grouped.
type Programme int

// Fit is how well a strategy fits a business, and what it can still bring.
type Fit struct {
	Strategy  StrategyCode
	Programme Programme
	Fit       float64 // 2 to 8: mean rating of the internal factors + mean rating of the external ones
	Gain      float64 // how much IFE + EFE can still rise through it, 0 or more; 0: nothing is left to do
	Severity  Rating  // the gravest weakness or threat that the strategy mends; 0 where it mends none
}

// Advice is what an owner is advised to do.
type Advice struct {
	Own        []Fit // the family that the quadrant asks for, largest gain first
	Urgent     []Fit // at most two of other families that mend something grave, worst first
	Complaints bool  // complaints are answered late: guidance is given
}

// Done reports whether nothing is left to gain through the strategy.
func (f Fit) Done() bool { return f.Gain <= Tolerance }

// Step is something that an owner can do with a phone in a week.
type Step struct {
	Code     string // the strategy's, _ and a number
	Strategy StrategyCode
	Minutes  int // done for the first time
}
