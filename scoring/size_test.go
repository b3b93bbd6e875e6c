package scoring_test

import (
	"testing"

	"ikmbot/scoring"
)

func TestSlovin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		population int
		e          float64
		want       int
	}{
		{"gives the study's sample", 1079, 0.05, 292},
		{"keeps a figure that is whole as it is", 400, 0.05, 200},
		{"rounds up what is just past a whole number", 401, 0.05, 201},
		{"asks for everybody where no error is allowed", 1079, 0, 1079},
		{"asks for the one that there is", 1, 0.05, 1},
		{"asks for nobody of nobody", 0, 0.05, 0},
		{"asks for nobody of fewer than nobody", -5, 0.05, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := scoring.Slovin(c.population, c.e); got != c.want {
				t.Errorf("Slovin(%d, %v) = %d, want %d", c.population, c.e, got, c.want)
			}
		})
	}
}
