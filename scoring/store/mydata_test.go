package store

import (
	"slices"
	"testing"

	"ikmbot/dialog/questionnaire"
)

// TestMyData_SpellsOutEveryAnswer reads the greatest answer to each question with options from
// somebody's own data: as codes, never as a number.
func TestMyData_SpellsOutEveryAnswer(t *testing.T) {
	t.Parallel()
	for _, q := range questionnaire.AllQuestions() {
		codes := map[int64]string{}
		for i, option := range q.Options {
			if q.Kind == questionnaire.SomeOf {
				codes[1<<i] = option
			} else {
				codes[int64(i+1)] = option
			}
		}
		switch n := len(q.Options); {
		case n == 0:
		case q.Kind == questionnaire.SomeOf:
			if got, ok := readable(q.Code, int64(1<<n-1), codes).([]string); !ok || !slices.Equal(got, q.Options) {
				t.Errorf("all of %s are %v, want %v", q.Code, got, q.Options)
			}
		default:
			if got := readable(q.Code, int64(n), codes); got != q.Options[n-1] {
				t.Errorf("the last of %s is %v, want %s", q.Code, got, q.Options[n-1])
			}
		}
	}
}
