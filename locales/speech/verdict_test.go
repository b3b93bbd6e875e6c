package speech_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/locales"
	"ikmbot/locales/speech"
	"ikmbot/scoring"
)

var update = flag.Bool("update", false, "write the verdicts anew as they turn out")

// TestSpeaker_SaysEveryVerdict puts the first screen of every pair of quadrant and stance into words,
// then that of a business on the line, and that of one that sells nothing online.
func TestSpeaker_SaysEveryVerdict(t *testing.T) {
	t.Parallel()
	catalog, err := locales.Load(func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	s := speech.Speaker{Catalog: catalog}
	for _, l := range []say.Language{"id", "en"} {
		var told strings.Builder
		tell := func(title string, f result.Result) {
			f.First = &scoring.Step{Code: "WO3_1", Strategy: "WO3", Minutes: 5}
			f.Strengths, f.Burdens = []result.FactorRating{{Factor: "S1", Rating: 4}}, []result.FactorRating{{Factor: "W6", Rating: 4}}
			r := f.Tell(say.Reply{Need: &say.Need{Kind: say.NeedResult}})
			told.WriteString("== " + title + "\n" + s.Plain(l, r.Parts...) + "\n\n")
		}
		for _, quadrant := range scoring.Quadrants {
			for _, stance := range scoring.Stances {
				tell(string(quadrant)+", "+string(stance), result.Result{Result: scoring.Result{Quadrant: quadrant, Stance: stance}})
			}
		}
		line := result.Result{Result: scoring.Result{Quadrant: scoring.Turnaround, Stance: scoring.Hold}, Line: &scoring.Line{Quadrant: scoring.Growth, Better: true, Factor: "W6"}}
		tell("on the line, a better answer", line)
		line.Line = &scoring.Line{Quadrant: scoring.Defensive, Factor: "T1"}
		tell("on the line, a worse answer", line)
		tell("no medium", result.Result{Offline: true, Media: []scoring.MediumChoice{
			{Medium: "whatsapp", Told: scoring.MediumFirst, Reasons: []scoring.MediumReason{scoring.MediumEasy}, Step: "SO1_4"},
			{Medium: "maps", Told: scoring.MediumLater, Reasons: []scoring.MediumReason{scoring.MediumQuick}, Step: "SO2_6"},
			{Medium: "x", Told: scoring.MediumWait, Reasons: []scoring.MediumReason{scoring.MediumSkills}, Step: "SO3_11"}}})
		file := filepath.Join("testdata", "verdicts."+string(l)+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(told.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), told.String()); diff != "" {
			t.Errorf("%s (-told +now):\n%s", file, diff)
		}
	}
}
