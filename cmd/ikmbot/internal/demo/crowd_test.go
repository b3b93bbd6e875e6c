package demo

import (
	"math/rand/v2"
	"testing"

	"ikmbot/dialog/questionnaire"
)

// TestSample_AnswersWhatIsAsked holds the sample businesses against the questions, and against what
// they are for: every region, both languages, some who skip, leave off, come again or have a
// complaint.
func TestSample_AnswersWhatIsAsked(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for i := range Respondents {
		b := sample(rand.New(rand.NewPCG(uint64(i), Respondents)))
		for _, q := range questionnaire.Newest().Questions {
			value, answered := b.answers[q.Code]
			most := len(q.Options)
			if q.Kind == questionnaire.SomeOf {
				most = 1<<len(q.Options) - 1
			}
			switch {
			case q.Kind == questionnaire.FreeText:
			case q.Kind == questionnaire.RegionOf:
				seen[q.Written(value)]++
			case !answered && q.Skippable():
				seen["skips"]++
			case !answered || value > most || value < 1 && q.Kind == questionnaire.OneOf:
				t.Errorf("business %d answers %s with %d of %d", i+1, q.Code, value, most)
			}
		}
		for what, is := range map[string]bool{"foreign": b.foreign, "leaves": b.leaves != "", "again": b.again, "complaint": b.complaint != "", "quiet": b.quiet} {
			if is {
				seen[what]++
			}
		}
	}
	if len(seen) != len(sampleRegions)+6 {
		t.Errorf("among %d businesses there are %v", Respondents, seen)
	}
}
