// Package scoring holds the nouns of the study's quantitative SWOT model
// (Dahmiri, Bhayangkari, Tiswiyanti: Pendekatan internet marketing: strategi
// pengembangan industri kecil menengah kerajinan). The model itself is computed
// by the views of scoring/store; this is its description.
//
// # Ratings and weights
//
// A business is asked about 22 factors: strengths S1 to S8 and weaknesses W1 to
// W6 inside it, opportunities O1 to O4 and threats T1 to T4 around it. Each gets
// a rating r from 1 to 4. For S and O, 4 is best. For W and T the rating is
// severity: 4 hurts most.
//
// Every factor has a weight w >= 0. The internal weights (S and W) sum to 1, and
// so do the external ones (O and T). The study prints no weights; the balanced
// set gives each group half of its side and each factor the same share of its
// group. An assessment keeps the set that it began with.
//
// # Position
//
//	S   = sum of w*r over S1..S8, likewise W, O and T
//	x   = S - W
//	y   = O - T
//	IFE = S + sum of w*(5-r) over W
//	EFE = O + sum of w*(5-r) over T
//
// The signs of x and y give the quadrant, zero counting as favourable: growth
// (+, +), diversification (+, -), turnaround (-, +), defensive (-, -). IFE and
// EFE lie between 1 and 4 and give the cell of the IE matrix: strong or high from
// 3.0, average or medium from 2.0, weak or low below. Severity is reversed in
// them, so that 4 is best throughout; under balanced weights IFE = 2.5 + x and
// EFE = 2.5 + y, and the matrix never contradicts the quadrant. It is also
// the reading under which the study's own statements agree: its totals 2.44, 0.50,
// 1.82 and 1.15 are in cell I, as it says, when W weighs at least 0.212
// and T at least 0.466.
//
// Weights such as 1/12 are not exact in binary. Comparisons therefore hold within
// [Tolerance].
//
// # Advice
//
//	fit of a strategy = mean rating of its internal factors
//	                  + mean rating of its external factors
//
// The owner gets the strategies of the family that suits the quadrant, best fit
// first, and at most two of other families that address a weakness or threat
// rated 3 or 4. Complaints answered late (W6 rated 3 or 4) always bring guidance
// on complaints.
package scoring
