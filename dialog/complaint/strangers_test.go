package complaint

import (
	"fmt"
	"os"
	"path/filepath"
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
		all = append(all, stranger{kindsOf(columns[0]), columns[2]})
	}
	return all
}

// measure counts how the guesses of the strangers' messages turn out.
type measure struct{ right, wrong, asked, none, taken, told int }

func measured(all []stranger) measure {
	var m measure
	for _, s := range all {
		g := Guess(s.text)
		switch {
		case len(s.kinds) == 0:
			m.none++
			if g.None {
				m.told++
			} else if g.Sure {
				m.taken++
			}
		case !g.Sure:
			m.asked++
		case rightly(g, s.kinds):
			m.right++
		default:
			m.wrong++
		}
	}
	return m
}

// The bounds leave room below what was measured first, so that nobody is led to tune cues on these
// messages.
func TestGuess_OfStrangers(t *testing.T) {
	t.Parallel()
	m := measured(strangers(t))
	got := fmt.Sprintf("right and sure %d, wrong and sure %d, asked %d; of %d that are no complaint %d taken for one, %d told to be none",
		m.right, m.wrong, m.asked, m.none, m.taken, m.told)
	if m.right < 54 || m.wrong > 3 || m.taken > 5 || m.told < 15 {
		t.Error(got)
	}
	t.Log(got)
}
