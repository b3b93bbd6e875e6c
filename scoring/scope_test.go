package scoring_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
)

func TestScope_IsStoredInMilliseconds(t *testing.T) {
	t.Parallel()
	at := time.UnixMilli(1_795_000_000_123)
	for _, tt := range []struct {
		scope scoring.Scope
		want  string
	}{
		{scoring.Scope{}, `{}`},
		{scoring.Scope{Regions: []int{}}, `{"regions":[]}`},
		{scoring.Scope{Regions: []int{1571, 1501}, From: at}, `{"regions":[1571,1501],"from":1795000000123}`},
		{scoring.Scope{To: at}, `{"to":1795000000123}`},
	} {
		got, err := json.Marshal(tt.scope)
		if err != nil || string(got) != tt.want {
			t.Errorf("%+v is stored as %s, %v; want %s", tt.scope, got, err, tt.want)
		}
		var back scoring.Scope
		if err := json.Unmarshal(got, &back); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(tt.scope, back); diff != "" {
			t.Errorf("%s is read as another scope (-written +read):\n%s", got, diff)
		}
	}
}
