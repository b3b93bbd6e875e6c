package scoring_test

import (
	"fmt"

	"ikmbot/scoring"
)

// The study asked 292 of the 1,079 craft businesses of Jambi.
func ExampleSlovin() {
	fmt.Println(scoring.Slovin(1079, 0.05))
	fmt.Println(scoring.Slovin(1079, 0.10))
	// Output:
	// 292
	// 92
}

// A recap says how many businesses are still to be asked, and shows shares only where nobody can be
// identified from them.
func ExampleRecap() {
	recap := scoring.Recap{Population: 1079, Finished: 4}
	fmt.Println(recap.Sample(0.05) - recap.Finished)
	fmt.Println(recap.Shown())
	recap.Finished = scoring.Anonymous
	fmt.Println(recap.Shown())
	// Output:
	// 288
	// false
	// true
}

// Weights such as 1/12 are not exact in binary, so a business that is average in everything can miss
// the origin by a hair.
func ExamplePosition_Snapped() {
	weaknesses := 0.0
	for _, severity := range []float64{1, 1, 1, 4, 4, 4} {
		weaknesses += 0.5 / 6 * severity
	}
	average := scoring.Position{X: 1.25 - weaknesses, Y: 0.67}
	fmt.Println(average.X == 0, average.Snapped().X == 0, average.Snapped().Y)
	// Output:
	// false true 0.67
}
