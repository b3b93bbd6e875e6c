package result

import (
	"testing"

	"ikmbot/dialog/complaint"
	"ikmbot/dialog/say"
)

// The desk is a tap away from the result where complaints are answered late by the owner's own
// answer, and where the log has some that are not settled.
func TestResult_LeadsToTheDeskWhereComplaintsAreOpen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		late bool
		open int
		want bool
	}{{false, 0, false}, {true, 0, true}, {false, 1, true}, {true, 2, true}} {
		f := &Result{Log: complaint.Log{Count: 3, Answered: 1, Open: c.open}}
		f.Advice.Complaints = c.late
		leads := false
		for _, keys := range f.Tell(say.Reply{Need: &say.Need{Kind: say.NeedStrategies}}).Keys {
			for _, choice := range keys.Choices {
				leads = leads || choice.Data == "desk:open"
			}
		}
		if leads != c.want {
			t.Errorf("answered late %v, %d open: leads to the desk %v", c.late, c.open, leads)
		}
	}
}
