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
			name:    "tells the largest gain first, and nothing urgent where nothing is grave",
			ratings: allRated(2),
			own:     []scoring.StrategyCode{"SO2", "SO1", "SO3"}, // SO1 and SO3 gain and fit alike: table order
		},
		{
			name:    "tells the better fit first among equal gains",
			ratings: allRated(2).with("O4", 3),
			own:     []scoring.StrategyCode{"SO2", "SO3", "SO1"},
		},
		{
			name:    "tells what is done already last",
			ratings: allRated(2).with("S3", 4, "S4", 4, "S5", 4, "S6", 4),
			own:     []scoring.StrategyCode{"SO1", "SO3", "SO2"},
		},
		{
			name: "takes gains as equal that differ by rounding only",
			ratings: allRated(1).with("O1", 3, "O2", 3, "O3", 3, "O4", 3, "T1", 2, "T2", 2, "T3", 2, "T4", 2,
				"W1", 2, "W2", 4, "W3", 3, "W4", 3, "W5", 4, "W6", 2), // 4/12 each
			own:    []scoring.StrategyCode{"WO1", "WO2", "WO3"},
			urgent: []scoring.StrategyCode{"WT2", "WT1"},
		},
		{
			name:    "tells two urgent ones in table order where severity and gain are equal",
			ratings: allRated(4).with("W1", 3, "W2", 1, "W3", 3, "W4", 1, "W5", 1, "W6", 1, "T1", 1, "T2", 1, "T3", 1, "T4", 1),
			own:     []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent:  []scoring.StrategyCode{"WO1", "WO2"}, // WT1 and WT2 can gain as much
		},
		{
			name: "tells the gravest first, whatever the gain",
			ratings: allRated(4).with("O1", 2, "O2", 2, "O3", 2, "O4", 2, "T1", 3, "T2", 3, "T3", 1, "T4", 1,
				"W1", 1, "W2", 3, "W3", 3, "W4", 1, "W5", 1),
			own:    []scoring.StrategyCode{"SO1", "SO2", "SO3"},
			urgent: []scoring.StrategyCode{"WT2", "WO3"}, complaints: true, // WT1 can gain more than both, and mends nothing rated 4
		},
		{
			name:    "ranks by gain among the equally grave",
			ratings: allRated(2).with("S1", 4, "S2", 4, "S3", 4, "O1", 4, "O2", 4, "O3", 4, "T2", 3),
			own:     []scoring.StrategyCode{"SO2", "SO3", "SO1"},
			urgent:  []scoring.StrategyCode{"WT1", "ST1"}, // 0.54 and 0.38
		},
		{
			name:    "mends a threat with strengths only where it is that strategy's own threat",
			ratings: allRated(2).with("S1", 4, "O1", 4, "T3", 3),
			own:     []scoring.StrategyCode{"SO2", "SO3", "SO1"},
			urgent:  []scoring.StrategyCode{"WT2", "ST2"},
		},
		{
			name:    "counts a WO strategy by its weakness, never by its opportunity",
			ratings: allRated(2).with("O1", 4, "O2", 4, "O3", 4, "O4", 4),
			own:     []scoring.StrategyCode{"SO2", "SO1", "SO3"},
		},
		{
			name:    "never finds a growth strategy urgent",
			ratings: allRated(4).with("S1", 1, "S2", 1, "T1", 1, "T2", 1, "T3", 1, "T4", 1, "W1", 4), // turnaround
			own:     []scoring.StrategyCode{"WO1", "WO2", "WO3"},
			urgent:  []scoring.StrategyCode{"WT2", "WT1"}, complaints: true,
		},
		{
			name:    "tells a defensive business both strategies of its family",
			ratings: allRated(2).with("W1", 3, "T2", 3, "W2", 3),
			own:     []scoring.StrategyCode{"WT2", "WT1"},
			urgent:  []scoring.StrategyCode{"ST1", "WO1"},
		},
		{
			name:    "guides through complaints in growth too",
			ratings: allRated(2).with("S1", 4, "S2", 4, "W6", 3),
			own:     []scoring.StrategyCode{"SO2", "SO3", "SO1"},
			urgent:  []scoring.StrategyCode{"WT2", "WO3"}, complaints: true,
		},
		{
			name:    "leaves complaint guidance out where they are answered the same day",
			ratings: allRated(2).with("S1", 4, "S2", 4, "W5", 4),
			own:     []scoring.StrategyCode{"SO2", "SO3", "SO1"},
			urgent:  []scoring.StrategyCode{"WT2", "WO3"},
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
