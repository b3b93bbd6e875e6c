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

// Fit is how well a strategy fits a business.
type Fit struct {
	Strategy  StrategyCode
	Programme Programme
	Fit       float64 // 2 to 8: mean rating of the internal factors + mean rating of the external ones
	Severity  Rating  // the gravest weakness or threat that the strategy addresses; 0 if it addresses none
}

// Advice is what an owner is advised to do.
type Advice struct {
	Own        []Fit // the family that suits the quadrant, best fit first
	Urgent     []Fit // at most two strategies of other families that address something grave, worst first
	Complaints bool  // complaints are answered late, so the guidance on complaints is shown
}
