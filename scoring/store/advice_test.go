package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

func TestAdvice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		ratings    ratings
		own        []scoring.StrategyCode
		urgent     []scoring.StrategyCode
		complaints bool
	}{
		{
			name:    "tells equal fits in table order, and nothing urgent where nothing is grave",
			ratings: allRated(2),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
		},
		{
			name:    "tells the best fit first",
			ratings: allRated(2).with("S7", 4, "S8", 4, "O3", 3),
			own:     []scoring.StrategyCode{"SO3", "SO2", "SO1"},
		},
		{
			name:    "takes fits as equal that differ by rounding only",
			ratings: allRated(1).with("S3", 2, "T1", 3, "T2", 3, "S6", 2, "S7", 2, "S8", 3, "T4", 2), // ST1: 4/3 + 3, ST3: 7/3 + 2
			own:     []scoring.StrategyCode{"ST1", "ST3", "ST2"},
			urgent:  []scoring.StrategyCode{"WT1", "WT2"},
		},
		{
			name:    "tells two urgent ones in table order where severity and fit are equal",
			ratings: allRated(3),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"WO1", "WO2"}, complaints: true,
		},
		{
			name:    "tells the gravest first, whatever the fit",
			ratings: allRated(2).with("S1", 4, "S2", 4, "S3", 4, "S4", 4, "O1", 4, "O2", 4, "W1", 3, "W2", 3, "W4", 4, "O3", 1, "O4", 1),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"WT2", "WO2"}, // WO1 fits better than both, and mends nothing rated 4
		},
		{
			name:    "ranks by fit among the equally grave",
			ratings: allRated(2).with("S1", 4, "S2", 4, "S3", 4, "O1", 4, "O2", 4, "O3", 4, "T2", 3),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"ST1", "WT1"}, // 4 + 2.5 and 2 + 2.5
		},
		{
			name:    "mends a threat with strengths only where it is that strategy's own threat",
			ratings: allRated(2).with("S1", 4, "O1", 4, "T3", 3),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"ST2", "WT2"},
		},
		{
			name:    "counts a WO strategy by its weakness, never by its opportunity",
			ratings: allRated(2).with("O1", 4, "O2", 4, "O3", 4, "O4", 4),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
		},
		{
			name:    "never finds a growth strategy urgent",
			ratings: allRated(4).with("S1", 1, "S2", 1, "T1", 1, "T2", 1, "T3", 1, "T4", 1, "W1", 4), // turnaround
			own:     []scoring.StrategyCode{"WO1", "WO2", "WO3"},
			urgent:  []scoring.StrategyCode{"WT1", "WT2"}, complaints: true,
		},
		{
			name:    "tells a defensive business both strategies of its family",
			ratings: allRated(2).with("W1", 3, "T2", 3, "W2", 3),
			own:     []scoring.StrategyCode{"WT1", "WT2"},
			urgent:  []scoring.StrategyCode{"WO1", "ST1"},
		},
		{
			name:    "guides through complaints in growth too",
			ratings: allRated(2).with("S1", 4, "S2", 4, "W6", 3),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"WO3", "WT2"}, complaints: true,
		},
		{
			name:    "leaves complaint guidance out where they are answered the same day",
			ratings: allRated(2).with("S1", 4, "S2", 4, "W5", 4),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"WO3", "WT2"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			got, err := model.ReadAdvice(t.Context(), s.reader, addAssessment(t, s, c.ratings))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.own, codes(got.Own)); diff != "" {
				t.Errorf("own (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.urgent, codes(got.Urgent)); diff != "" {
				t.Errorf("urgent (-want +got):\n%s", diff)
			}
			if got.Complaints != c.complaints {
				t.Errorf("complaint guidance: %t, want %t", got.Complaints, c.complaints)
			}
		})
	}
}

func codes(fits []scoring.Fit) []scoring.StrategyCode {
	var codes []scoring.StrategyCode
	for _, f := range fits {
		codes = append(codes, f.Strategy)
	}
	return codes
}
