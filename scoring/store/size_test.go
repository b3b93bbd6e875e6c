package store

import (
	"database/sql"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

func TestBusinessSize(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	const micro, small, medium, large, unknown = scoring.Micro, scoring.Small, scoring.Medium, scoring.Large, scoring.SizeClass("")
	for _, c := range []struct {
		name                   string
		sales, assets, workers string
		want                   scoring.Size
	}{
		{"tells nothing of nothing", "", "", "", scoring.Size{}},
		{"is micro to 300 million by both laws", "to300m", "", "", scoring.Size{UU20: micro, PP7: micro}},
		{"is small past 300 million by the older law", "to2b", "", "", scoring.Size{UU20: small, PP7: micro}},
		{"is small past 2 billion by the newer law", "to2_5b", "", "", scoring.Size{UU20: small, PP7: small}},
		{"is medium past 2.5 billion by the older law", "to15b", "", "", scoring.Size{UU20: medium, PP7: small}},
		{"is medium past 15 billion by both laws", "to50b", "", "", scoring.Size{UU20: medium, PP7: medium}},
		{"is large past 50 billion by both laws", "over50b", "", "", scoring.Size{UU20: large, PP7: large}},
		{"is micro to 50 million of assets", "", "to50m", "", scoring.Size{UU20: micro, PP7: micro}},
		{"is small past 50 million of assets by the older law", "", "to500m", "", scoring.Size{UU20: small, PP7: micro}},
		{"is medium past 500 million of assets by the older law", "", "to1b", "", scoring.Size{UU20: medium, PP7: micro}},
		{"is small past 1 billion of capital by the newer law", "", "to5b", "", scoring.Size{UU20: medium, PP7: small}},
		{"is medium past 5 billion of capital by the newer law", "", "to10b", "", scoring.Size{UU20: medium, PP7: medium}},
		{"is large past 10 billion of assets by both laws", "", "over10b", "", scoring.Size{UU20: large, PP7: large}},
		{"takes the larger class of the older law, and sales in the newer", "to300m", "to1b", "", scoring.Size{UU20: medium, PP7: micro}},
		{"takes the larger class where it is that of the sales", "to50b", "to50m", "", scoring.Size{UU20: medium, PP7: medium}},
		{"is a small industry to 19 workers below 1 billion", "", "to1b", "to19", scoring.Size{UU20: medium, PP7: micro, Industry: small}},
		{"is a medium industry to 19 workers from 1 billion", "", "to5b", "to4", scoring.Size{UU20: medium, PP7: small, Industry: medium}},
		{"is a medium industry to 19 workers with most of all", "", "over10b", "to4", scoring.Size{UU20: large, PP7: large, Industry: medium}},
		{"is a medium industry from 20 workers, however little is invested", "", "to50m", "to99", scoring.Size{UU20: micro, PP7: micro, Industry: medium}},
		{"is a medium industry from 100 workers to 10 billion", "", "to10b", "over99", scoring.Size{UU20: medium, PP7: medium, Industry: medium}},
		{"is not told past 10 billion from 20 workers", "", "over10b", "over99", scoring.Size{UU20: large, PP7: large, Industry: unknown}},
		{"is not told by workers alone, few", "", "", "to4", scoring.Size{}},
		{"is not told by workers alone, many", "", "", "over99", scoring.Size{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			id := addAssessment(t, s, ratings{})
			err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec(`UPDATE assessment SET
					sales = (SELECT value FROM option WHERE question = 'sales' AND code = ?),
					assets = (SELECT value FROM option WHERE question = 'assets' AND code = ?),
					workers = (SELECT value FROM option WHERE question = 'workers' AND code = ?)
					WHERE id = ?`, c.sales, c.assets, c.workers, id)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := model.ReadSize(t.Context(), s.reader, id)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("size (-want +got):\n%s", diff)
			}
		})
	}
}
