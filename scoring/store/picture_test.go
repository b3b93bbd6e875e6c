package store

import (
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

// TestFindPicture_ShowsTheRegionFromTenBusinesses counts businesses, not assessments, each by its
// latest result.
func TestFindPicture_ShowsTheRegionFromTenBusinesses(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	even, strong := allRated(2), allRated(1) // at the origin, and at (1.5, 0)
	for f := range strong {
		if f[0] == 'S' {
			strong[f] = 4
		}
	}
	ids := addAssessments(t, s, "balanced", []ratings{even, even, even, even, even, even, even, even, even, even, strong})
	for i, id := range ids[:10] {
		chat := int64(100 + i)
		exec(t, s, "INSERT INTO person (chat_id, language, created_at, last_seen_at) VALUES (?, 'id', 0, 0)", chat)
		exec(t, s, "UPDATE assessment SET person_id = (SELECT id FROM person WHERE chat_id = ?), number = 1, region = 1571 WHERE id = ?", chat, id)
		finished(t, s, id)
	}
	exec(t, s, "UPDATE assessment SET person_id = (SELECT person_id FROM assessment WHERE id = ?), number = 2, region = 1571 WHERE id = ?", ids[0], ids[10])
	find := func(chat int64, run int) Picture {
		t.Helper()
		p, err := s.FindPicture(t.Context(), chat, say.Picture{Kind: say.CartesianDiagram, Run: run}, say.Indonesian)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}

	if p := find(101, 1); p.Mean == nil || p.RegionName != "Kota Jambi" {
		t.Fatalf("ten businesses: %+v", p)
	}
	if p := find(101, 1); len(p.Stances) != 9 || p.Stances["I"] != scoring.Build || p.Stances["V"] != scoring.Hold || p.Stances["IX"] != scoring.Harvest {
		t.Errorf("stances of the cells: %v", p.Stances)
	}
	finished(t, s, ids[10])
	second := find(100, 2)
	if len(second.Points) != 2 || second.Points[0].Run != 1 || second.Points[1].Run != 2 {
		t.Errorf("the way from the first result to the newest: %+v", second.Points)
	}
	if diff := cmp.Diff(&PicPoint{X: 0.15, IFE: 2.65, EFE: 2.5}, second.Mean, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("mean of the region (-want +got):\n%s", diff)
	}
	if first := find(100, 1); len(first.Points) != 1 {
		t.Errorf("the first result shows %d points", len(first.Points))
	}
	exec(t, s, "INSERT INTO consent (person_id, version, given, at) SELECT id, 1, 0, 0 FROM person WHERE chat_id = 107")
	if p := find(101, 1); p.Mean != nil {
		t.Errorf("who took the consent back is still in the mean: %+v", p.Mean)
	}
	exec(t, s, "INSERT INTO consent (person_id, version, given, at) SELECT id, 1, 1, 1 FROM person WHERE chat_id = 107")
	if p := find(101, 1); p.Mean == nil {
		t.Error("who has agreed again is not in the mean")
	}
	exec(t, s, "UPDATE assessment SET region = 1501 WHERE id = ?", ids[5])
	if p := find(101, 1); p.Mean != nil {
		t.Errorf("nine businesses have a mean: %+v", p.Mean)
	}
}

// finished finishes an assessment.
func finished(t testing.TB, s *Store, id int64) {
	t.Helper()
	if err := s.file.Write(t.Context(), func(tx *sql.Tx) error { return model.Finish(tx, id, 1) }); err != nil {
		t.Fatal(err)
	}
}
