package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// balanced is the set that every database begins with, as it is shown.
const balanced = `factor;weight
S1;0,0625
S2;0,0625
S3;0,0625
S4;0,0625
S5;0,0625
S6;0,0625
S7;0,0625
S8;0,0625
W1;0,08333333333333333
W2;0,08333333333333333
W3;0,08333333333333333
W4;0,08333333333333333
W5;0,08333333333333333
W6;0,08333333333333333
O1;0,125
O2;0,125
O3;0,125
O4;0,125
T1;0,125
T2;0,125
T3;0,125
T4;0,125
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
	panel := strings.NewReplacer("S1;0,0625", "S1;0,1", "S2;0,0625", "S2;0,025").Replace(balanced)
	settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
	file := weightFile(t, panel)
	note := "half of each side for every group, in equal parts; the study prints no weights"
	for _, c := range []struct {
		args []string
		want ending
	}{
		{[]string{"show", "balanced"}, ending{code: exitDone, out: balanced}},
		{[]string{"load", file}, ending{code: exitDone, out: "The weight set panel is loaded, but not in use yet. To use it: ikmbot weights use \"panel\"\n"}},
		{[]string{"show", "panel"}, ending{code: exitDone, out: panel}},
		{[]string{"load", file}, ending{code: exitFailed, errs: "There is already a weight set with this name; it was not changed. Give another name with -name.\n"}},
		{[]string{"load", file, "-name", "second panel"}, ending{code: exitDone, out: "The weight set second panel is loaded, but not in use yet. To use it: ikmbot weights use \"second panel\"\n"}},
		{[]string{"use", "panel"}, ending{code: exitDone, out: "From now on, new questionnaires use the weight set panel. Earlier ones keep theirs.\n"}},
		{[]string{"use", "nobody's"}, ending{code: exitFailed, errs: "There is no weight set with this name. See: ikmbot weights list\n"}},
		{[]string{"list"}, ending{code: exitDone, out: "  balanced  " + note + "\n* panel\n  second panel\n"}},
	} {
		got := command(t.Context(), settings, append([]string{"weights"}, c.args...)...)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(ending{})); diff != "" {
			t.Errorf("weights %v (-want +got):\n%s", c.args, diff)
		}
	}
}

func TestWeights_AreReadAsSpreadsheetsSaveThem(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"with commas and points":              strings.NewReplacer(";", ",", ",", ".").Replace(balanced),
		"with quoted commas":                  strings.NewReplacer(";", ",", "0,0625", "\"0,0625\"", "0,125", "\"0,125\"", "0,08333333333333333", "\"0,08333333333333333\"").Replace(balanced),
		"with a mark and lines as on Windows": "\ufeff" + strings.ReplaceAll(balanced, "\n", "\r\n"),
		"with empty rows and columns":         "sep=;\n" + strings.ReplaceAll(balanced, "\n", ";;\n") + ";;;\n",
		"with the columns turned":             regexp.MustCompile(`(?m)^(.*);(.*)$`).ReplaceAllString(balanced, "$2;$1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
			if got := command(t.Context(), settings, "weights", "load", weightFile(t, text)); got.code != exitDone {
				t.Fatalf("load: %+v", got)
			}
			if diff := cmp.Diff(ending{code: exitDone, out: balanced}, command(t.Context(), settings, "weights", "show", "panel"), cmp.AllowUnexported(ending{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWeights_FaultsAreNamedALineEach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"in sums", strings.NewReplacer("S1;0,0625", "S1;0", "T4;0,125", "T4;0,124998").Replace(balanced),
			"the weights of the external factors (O and T) sum to 0.999998, not to 1\nthe weights of the internal factors (S and W) sum to 0.937500, not to 1\n"},
		{"in a group that weighs nothing", regexp.MustCompile(`W(.);0,08333333333333333`).ReplaceAllString(strings.ReplaceAll(balanced, "S1;0,0625", "S1;0,5625"), "W$1;0"),
			"the weights of W are all 0, so weaknesses would not count\n"},
		{"everywhere at once", strings.NewReplacer("S1;0,0625\n", "", "S2;0,0625", "S2;abc", "S3;0,0625", "S3", "S4;0,0625", "S4;", "T4;0,125", "T4;-0,125\nX1;0\nO1;0,5").Replace(balanced),
			"line 2, column 2 (weight), which has \"abc\": not a number\n" +
				"line 3: it has a different number of cells than the first line\n" +
				"line 4, column 2 (weight), which has \"\": must be filled in\n" +
				"line 22, column 2 (weight), which has \"-0,125\": a weight must not be below 0\n" +
				"line 23, column 1 (factor), which has \"X1\": not the code of a factor; there are S1 to S8, W1 to W6, O1 to O4 and T1 to T4\n" +
				"line 24, column 1 (factor), which has \"O1\": this factor appears earlier in the file\n" +
				"S1: this factor is not in the file\nS3: this factor is not in the file\n"},
		{"in the first line", "Faktor;weight\nS1;1\n", "line 1, column 1 (Faktor), which has \"Faktor\": this column is not known\nline 1, column factor: this column is missing\n"},
		{"in a lone quotation mark", "factor;weight\nS\"1;1\n" + strings.TrimPrefix(balanced, "factor;weight\n"), "line 2: a quotation mark is not closed\n"},
		{"in an empty file", "", "line 1: this file is empty\n"},
		{"in an old workbook", "\xd0\xcf\x11\xe0", "line 1: this workbook can't be read; save it again as .xlsx without a password, or as CSV UTF-8\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			file := weightFile(t, c.text)
			want := "The weights in " + file + " were not loaded because of these errors. The first line is factor;weight, then there is a line for each factor.\n" + c.want
			if strings.HasPrefix(c.want, "the weights of") {
				want = "The weight set panel was not loaded:\n" + c.want
			}
			settings := map[string]string{"IKMBOT_DB": filepath.Join(t.TempDir(), "ikmbot.db")}
			got := command(t.Context(), settings, "weights", "load", file)
			if diff := cmp.Diff(ending{code: exitFailed, errs: want}, got, cmp.AllowUnexported(ending{})); diff != "" {
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
