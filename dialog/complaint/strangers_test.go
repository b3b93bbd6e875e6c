package complaint

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stranger is a line of testdata/strangers.tsv: what somebody wrote, and what it is about, which
// nothing is where it is no complaint.
type stranger struct {
	kinds []Kind
	text  string
}

// strangers reads testdata/strangers.tsv.
func strangers(tb testing.TB) []stranger {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "strangers.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	var all []stranger
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 3 {
			tb.Fatalf("strangers.tsv: a line has %d columns, want 3", len(columns))
		}
		s := stranger{text: columns[2]}
		for _, kind := range strings.Split(columns[0], "+") {
			if kind != "none" {
				s.kinds = append(s.kinds, Kind(kind))
			}
		}
		all = append(all, s)
	}
	return all
}

// measure counts how the guesses of the strangers' messages turn out.
type measure struct{ right, wrong, asked, none, taken int }

func measured(all []stranger) measure {
	var m measure
	for _, s := range all {
		kind, sure := Guess(s.text)
		switch {
		case len(s.kinds) == 0 && sure:
			m.none, m.taken = m.none+1, m.taken+1
		case len(s.kinds) == 0:
			m.none++
		case !sure:
			m.asked++
		case slices.Contains(s.kinds, kind):
			m.right++
		default:
			m.wrong++
		}
	}
	return m
}

func TestGuess_OfStrangers(t *testing.T) {
	t.Parallel()
	m := measured(strangers(t))
	t.Logf("right and sure %d, wrong and sure %d, asked %d; %d of %d that are no complaint taken for one", m.right, m.wrong, m.asked, m.taken, m.none)
}
