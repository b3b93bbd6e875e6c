package complaint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseCues_RefusesALineThatIsNoCue(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"too few words":              {"late 3", `read cues.txt, line 1: "late 3" is not a kind, a weight and words`},
		"unknown kind":               {"# ok\nslow 3 lama", `read cues.txt, line 2: no kind of complaint is called "slow"`},
		"weight that is no number":   {"late x lama", `read cues.txt, line 1: weight "x" is not a number from 1`},
		"weight of nothing":          {"late 0 lama", `read cues.txt, line 1: weight "0" is not a number from 1`},
		"beginning of one letter":    {"late 3 l*", `read cues.txt, line 1: "l*" is too short a beginning of a word`},
		"dots at the beginning":      {"late 3 ... lama", "read cues.txt, line 1: ... must stand between two words"},
		"dots at the end":            {"late 3 lama ...", "read cues.txt, line 1: ... must stand between two words"},
		"dots and nothing else":      {"late 3 ...", "read cues.txt, line 1: ... must stand between two words"},
		"good line before a bad one": {"late 3 lama\n\nlate", `read cues.txt, line 3: "late" is not a kind, a weight and words`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := parseCues(c.text)
			if err == nil {
				t.Fatal("it was read")
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCue_Holds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cue, words string
		want       bool
	}{
		{"belum sampai", "belum sampai", true},
		{"belum sampai", "belum juga sampai", false},
		{"belum ... sampai", "belum sampai", true},
		{"belum ... sampai", "belum ada yang juga sampai", true},
		{"belum ... sampai", "belum satu dua tiga empat sampai", false},
		{"belum ... sampai", "sampai belum", false},
		{"tidak ... ada ... jawab", "tidak ada ada satu jawab", true},
		{"kirim*", "kirimannya", true},
		{"kirim*", "kiri", false},
		{"kirim", "kiriman", false},
		{"cuma #", "cuma # biji", true},
	} {
		cue, err := parseCue(strings.Fields("late 1 " + c.cue))
		if err != nil {
			t.Fatal(err)
		}
		if _, got := cue.holds(strings.Fields(c.words), 0); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.cue, c.words, got, c.want)
		}
	}
}

func TestCuesFile_HoldsEachCueOnceInTheSpellingOfWords(t *testing.T) {
	t.Parallel()
	lines := map[string]bool{}
	for line := range strings.Lines(cueFile) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		cue := fields[0] + " " + strings.Join(fields[2:], " ")
		if lines[cue] {
			t.Errorf("%q stands there twice", cue)
		}
		lines[cue] = true
		for _, word := range fields[2:] {
			if word == "..." || word == anyNumber || strings.HasSuffix(word, "*") {
				continue
			}
			if spelled := words(word, shorthand()); !slices.Equal(spelled, []string{word}) {
				t.Errorf("%q can never be found: %q is read as %q", cue, word, spelled)
			}
		}
	}
	if len(lines) == 0 {
		t.Error("there are no cues")
	}
}
