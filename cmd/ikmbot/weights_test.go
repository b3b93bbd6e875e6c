package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// balanced is the set that every database begins with, as it is shown.
const balanced = `factor,weight
S1,0.0625
S2,0.0625
S3,0.0625
S4,0.0625
S5,0.0625
S6,0.0625
S7,0.0625
S8,0.0625
W1,0.08333333333333333
W2,0.08333333333333333
W3,0.08333333333333333
W4,0.08333333333333333
W5,0.08333333333333333
W6,0.08333333333333333
O1,0.125
O2,0.125
O3,0.125
O4,0.125
T1,0.125
T2,0.125
T3,0.125
T4,0.125
`

// weightFile writes a file of weights and gives its path.
func weightFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "panel.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWeights_AreLoadedShownAndUsed(t *testing.T) {
	t.Parallel()
	panel := strings.NewReplacer("S1,0.0625", "S1,0.1", "S2,0.0625", "S2,0.025").Replace(balanced)
	settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
	file := weightFile(t, panel)
	note := "half of each side for every group, in equal parts; the study prints no weights"
	for _, c := range []struct {
		args []string
		want ending
	}{
		{[]string{"show", "balanced"}, ending{code: exitDone, out: balanced}},
		{[]string{"load", file}, ending{code: exitDone}},
		{[]string{"show", "panel"}, ending{code: exitDone, out: panel}},
		{[]string{"load", file}, ending{code: exitFailed, errs: "There is already a weight set with this name; it was not changed. Give another name with -name.\n"}},
		{[]string{"load", file, "-name", "second panel"}, ending{code: exitDone}},
		{[]string{"use", "panel"}, ending{code: exitDone}},
		{[]string{"use", "nobody's"}, ending{code: exitFailed, errs: "There is no weight set with this name. See: ikmbot weights list\n"}},
		{[]string{"list"}, ending{code: exitDone, out: "  balanced  " + note + "\n* panel\n  second panel\n"}},
	} {
		got := command(t.Context(), settings, append([]string{"weights"}, c.args...)...)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(ending{})); diff != "" {
			t.Errorf("weights %v (-want +got):\n%s", c.args, diff)
		}
	}
}

func TestWeights_FaultsAreNamedALineEach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"in the set", strings.NewReplacer("S1,0.0625\n", "", "T4,0.125", "T4,-0.125\nX1,0").Replace(balanced),
			"The weight set panel was not loaded:\nS1 has no weight\nT4 is negative: -0.125\nX1 is not a factor\nthe external weights sum to 0.750000, not 1\nthe internal weights sum to 0.937500, not 1\n"},
		{"in a number", strings.Replace(balanced, "S2,0.0625", "S2,\"0,0625\"", 1), ", line 3: "},
		{"in a factor told twice", balanced + "S1,0.0625\n", ", line 24: "},
		{"in a line of three", strings.Replace(balanced, "S3,", "S3,1,", 1), ", line 4: "},
		{"in the first line", strings.TrimPrefix(balanced, "factor,weight\n"), ", line 1: "},
		{"in an empty file", "", ", line 1: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := weightFile(t, c.text)
			if strings.HasPrefix(c.want, ",") {
				c.want = file + c.want + "not a factor and its weight, each factor once. The first line is factor,weight.\n"
			}
			settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
			got := command(t.Context(), settings, "weights", "load", file)
			if diff := cmp.Diff(ending{code: exitFailed, errs: c.want}, got, cmp.AllowUnexported(ending{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWeights_AMistakenCommandTouchesNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"dance"}, {"show"}, {"list", "all"}, {"use", "panel", "-name", "other"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "ikmbot.db")
			got := command(t.Context(), map[string]string{"IKMBOT_DB": file}, append([]string{"weights"}, args...)...)
			want := ending{code: exitMistake, errs: "Wrong arguments for weights. Possible: backup FILE, export FILE.xlsx or FILE.csv, import FILE.csv, recap [FILE.db ...], restore FILE, weights list, weights show NAME, weights load FILE.csv [-name NAME], weights use NAME\n"}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(ending{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, err := os.Stat(file); err == nil {
				t.Error("the database was created")
			}
		})
	}
}
