package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
)

func TestReportScope_IsWhatTheOfficerMaySee(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	talker{t, s, 4711}.arrives()
	if _, err := s.ReportScope(t.Context(), 4711, say.Report{}); !errors.Is(err, ErrNotOfficer) {
		t.Errorf("an owner's scope: %v, want %v", err, ErrNotOfficer)
	}
	exec(t, s, "INSERT INTO officer (id, chat_id, name, admin, since) VALUES (1, 4711, 'Dinas', 0, 1)")
	for _, c := range []struct {
		name        string
		own, wanted []int
		want        []int
	}{
		{"an officer of all regions sees what is asked for", nil, []int{1571}, []int{1571}},
		{"and everything", nil, nil, nil},
		{"an officer of a region sees that one of everything", []int{1571}, nil, []int{1571}},
		{"and nothing of another", []int{1571}, []int{1508}, []int{}},
	} {
		exec(t, s, "DELETE FROM officer_region")
		for _, code := range c.own {
			exec(t, s, "INSERT INTO officer_region (officer_id, region) VALUES (1, ?)", code)
		}
		got, err := s.ReportScope(t.Context(), 4711, say.Report{Scope: scoring.Scope{Regions: c.wanted}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(scoring.Scope{Regions: c.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
