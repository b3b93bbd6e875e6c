package scoring

import "math"

// FactorCode is a factor of the study's Table 2: S1 to S8, W1 to W6, O1 to O4, T1 to T4.
type FactorCode string

// Rating is the answer about one factor, 1 to 4. For strengths and opportunities 4 is best; for
// weaknesses and threats it is severity, and 4 hurts most.
type Rating int

// Tolerance is how far a figure of the model may be from a limit and still count as on it.
const Tolerance = 1e-9

// Position is where a business stands. Under balanced weights x and y lie between -1.5 and
// +1.5.
type Position struct {
	S, W, O, T float64 // group totals
	X, Y       float64 // the Cartesian point: S - W and O - T, measured from a business that is average in everything
	IFE, EFE   float64 // the point in the IE matrix, 1 to 4, 4 being good: 2.5 + x and 2.5 + y
}

// Snapped returns the position with X and Y set to 0 where they are within [Tolerance] of it.
func (p Position) Snapped() Position {
	if math.Abs(p.X) <= Tolerance {
		p.X = 0
	}
	if math.Abs(p.Y) <= Tolerance {
		p.Y = 0
	}
	return p
}

// Study is the position that the study found for the craft businesses of Jambi: its printed totals
// and the point that follows from them. Figures computed here never include it.
var Study = Position{S: 2.44, W: 0.50, O: 1.82, T: 1.15, X: 1.94, Y: 0.67}

// Quadrant is a quarter of the Cartesian diagram.
type Quadrant string

// The quadrants, numbered I to IV as in Rangkuti's SWOT analysis.
const (
	Growth          Quadrant = "growth"          // x >= 0, y >= 0
	Diversification Quadrant = "diversification" // x >= 0, y < 0
	Turnaround      Quadrant = "turnaround"      // x < 0, y >= 0
	Defensive       Quadrant = "defensive"       // x < 0, y < 0
)

// Quadrants lists the quadrants by number.
var Quadrants = []Quadrant{Growth, Diversification, Turnaround, Defensive}

// Cell is one of the nine cells of the IE matrix, "I" to "IX": IFE across with strong on the left,
// EFE down with high at the top.
type Cell string

// Cells lists the cells row by row.
var Cells = []Cell{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}

// Stance is what a cell of the IE matrix advises.
type Stance string

// The stances.
const (
	Build   Stance = "build"   // grow and build: cells I, II, IV
	Hold    Stance = "hold"    // hold and maintain: cells III, V, VII
	Harvest Stance = "harvest" // harvest or divest: cells VI, VIII, IX
)

// Stances lists them from the best to the worst.
var Stances = []Stance{Build, Hold, Harvest}

// Line is the line between two quadrants that a business stands on: a single answer one step
// away would put it into the other one.
type Line struct {
	Quadrant Quadrant   // the other one
	Better   bool       // the step is to a better answer
	Factor   FactorCode // whose answer it is; of several the weightiest
}

// Result is what an assessment came to on the day that it was finished.
type Result struct {
	Position
	Quadrant Quadrant
	Numeral  string // the quadrant's number, I to IV
	Family   Family // the strategies that suit the quadrant
	Cell     Cell
	Stance   Stance
}
