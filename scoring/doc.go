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
//	S   = sum of w*r over S1..S8, and so for W, O and T
//	x   = (S - W) - 2.5*(Ws - Ww)
//	y   = (O - T) - 2.5*(Wo - Wt)
//	IFE = S + sum of w*(5-r) over W
//	EFE = O + sum of w*(5-r) over T
//
// with Ws, Ww, Wo and Wt the weights of the four groups. A business that is average
// (2.5) in everything stands at the origin under every set; where the groups of a
// side weigh the same, x and y are the study's differences S - W and O - T.
//
// The signs of x and y give the quadrant, zero counting as favourable: growth
// (+, +), diversification (+, -), turnaround (-, +), defensive (-, -). IFE and
// EFE lie between 1 and 4 and give the cell of the IE matrix: strong or high from
// 3.0, average or medium from 2.0, weak or low below. Severity is turned round in
// them, so that 4 is good throughout; under every weight set IFE = 2.5 + x and
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
//	fit of a strategy  = mean rating of its internal factors
//	                   + mean rating of its external factors
//	gain of a strategy = sum of w*(4-r) over its S
//	                   + sum of w*(r-1) over its W and T
//
// The gain is how much IFE + EFE can still rise through a strategy; opportunities are
// left out, for nobody moves the market. The owner is told the strategies of the family
// that the quadrant asks for, the largest gain first, then the better fit; one
// with nothing left to gain is done. Then come at most two of the other families that mend
// a weakness or threat rated 3 or 4, worst first. Complaints answered late (W6 rated 3 or 4) always bring
// complaint guidance.
//
// # What does not apply
//
// Whoever uses no internet medium is not asked what the internet does for the
// business. Those factors are implied: a strength counts as 1 and a weakness as 4. They
// count in the position and the gain, and are never told as what somebody answered.
package scoring
