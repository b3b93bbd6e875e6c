package exchange

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrite_WritesFigures(t *testing.T) {
	t.Parallel()
	got := map[float64]string{}
	want := map[float64]string{0: "0,0000", -1e-17: "0,0000", 1.5: "1,5000", -0.0625: "-0,0625", 0.083333333: "0,0833"}
	for x := range maps.Keys(want) {
		got[x] = csvFigure(x)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
