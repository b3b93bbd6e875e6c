package exchange

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mistaken are names that could break a spreadsheet or a CSV file.
var mistaken = []string{
	"=HYPERLINK(\"http://example.org\")", "+62", "-", "--", "@SUM(1)", "＝1+1", "'", "''=1", "'Batik", "Batik; \"Tulis\"", "Batik, Kain", "Ñandú ☀", "NULL", "0", "none", strings.Repeat("é", 60),
}

func TestNeutral_IsUndoneByLiteral(t *testing.T) {
	t.Parallel()
	for _, text := range append(slices.Clone(mistaken), "", "\t=1", "\r", "Batik", "'''", "'-") {
		written := neutral(text)
		if got := literal(written); got != text {
			t.Errorf("%q is written as %q and read as %q", text, written, got)
		}
		if written != "" && strings.ContainsRune(running, firstRune(written)) {
			t.Errorf("%q is written as %q, which runs", text, written)
		}
	}
	if got := literal("'Batik"); got != "'Batik" {
		t.Errorf("an apostrophe that belongs to a text is lost: %q", got)
	}
}

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
