package store

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/sqlite"
)

// The answers that tips ask for, in the questionnaire's order.
var (
	mediaCodes    = []string{"whatsapp", "facebook", "instagram", "tiktok", "x", "marketplace", "website", "maps", "none"}
	craftCodes    = []string{"batik", "weaving", "wood", "fibre", "ceramic", "metal", "paper", "glass", "another"}
	scaleCodes    = []string{"single", "limited", "mass"}
	obstacleCodes = []string{"skills", "interest", "money", "motivation", "time", "signal"}
)

// business is what tips ask of an assessment. nil and "" stand for a question that was skipped.
type business struct {
	media, obstacles []string
	craft, scale     string
	ratings          ratings
}

// addBusinesses begins an assessment of each in one transaction and returns their ids.
func addBusinesses(t testing.TB, s *Store, all []business) []int64 {
	t.Helper()
	rated := make([]ratings, len(all))
	for i, b := range all {
		rated[i] = b.ratings
	}
	ids := addAssessments(t, s, "balanced", rated)
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for i, b := range all {
			_, err := tx.Exec("UPDATE assessment SET media = ?, craft = ?, scale = ?, obstacles = ? WHERE id = ?",
				mask(mediaCodes, b.media), choice(craftCodes, b.craft), choice(scaleCodes, b.scale), mask(obstacleCodes, b.obstacles), ids[i])
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// mask is how picks among codes are stored.
func mask(codes, picks []string) sql.NullInt64 {
	m := sql.NullInt64{Valid: picks != nil}
	for _, pick := range picks {
		m.Int64 |= 1 << slices.Index(codes, pick)
	}
	return m
}

// choice is how one pick among codes is stored: its place, from 1.
func choice(codes []string, pick string) sql.NullInt64 {
	return sql.NullInt64{Int64: int64(slices.Index(codes, pick) + 1), Valid: pick != ""}
}

// randomBusiness skips each question of the first chapter once in five times.
func randomBusiness(random *rand.Rand) business {
	b := business{ratings: randomRatings(random)}
	if random.IntN(5) > 0 {
		b.media = randomPicks(random, mediaCodes[:len(mediaCodes)-1])
		if len(b.media) == 0 {
			b.media = []string{"none"}
		}
	}
	if random.IntN(5) > 0 {
		b.obstacles = randomPicks(random, obstacleCodes)
	}
	if random.IntN(5) > 0 {
		b.craft = craftCodes[random.IntN(len(craftCodes))]
	}
	if random.IntN(5) > 0 {
		b.scale = scaleCodes[random.IntN(len(scaleCodes))]
	}
	return b
}

// randomPicks takes about a third of the codes, and often none of them.
func randomPicks(random *rand.Rand, codes []string) []string {
	picks := []string{}
	for _, code := range codes {
		if random.IntN(3) == 0 {
			picks = append(picks, code)
		}
	}
	return picks
}

// demand is a row of tip_requirement.
type demand struct {
	tip, kind, subject string
	value              int
}

// tipRow is a row of tip with what it demands.
type tipRow struct {
	code, strategy    string
	position, minutes int
	demands           []demand
}

// seededTips reads the tips in the order of their strategies and positions.
func seededTips(t testing.TB, s *Store) []tipRow {
	t.Helper()
	rows, err := s.reader.Query("SELECT code, strategy, position, minutes FROM tip ORDER BY strategy, position")
	if err != nil {
		t.Fatal(err)
	}
	tips, err := sqlite.All(rows, func(r *tipRow) []any { return []any{&r.code, &r.strategy, &r.position, &r.minutes} })
	if err != nil {
		t.Fatal(err)
	}
	rows, err = s.reader.Query("SELECT tip, kind, subject, coalesce(value, 0) FROM tip_requirement")
	if err != nil {
		t.Fatal(err)
	}
	demands, err := sqlite.All(rows, func(d *demand) []any { return []any{&d.tip, &d.kind, &d.subject, &d.value} })
	if err != nil {
		t.Fatal(err)
	}
	for i, tip := range tips {
		for _, d := range demands {
			if d.tip == tip.code {
				tips[i].demands = append(tips[i].demands, d)
			}
		}
	}
	return tips
}

// shown is a row of the view tip_shown over one assessment.
type shown struct {
	Strategy, Tip               string
	Position, Minutes, Specific int
}

// shownTips reads the view over all assessments.
func shownTips(t testing.TB, s *Store) map[int64][]shown {
	t.Helper()
	rows, err := s.reader.Query("SELECT assessment_id, strategy, tip, position, minutes, specific FROM tip_shown ORDER BY assessment_id, strategy, position")
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		id int64
		shown
	}
	all, err := sqlite.All(rows, func(r *row) []any {
		return []any{&r.id, &r.Strategy, &r.Tip, &r.Position, &r.Minutes, &r.Specific}
	})
	if err != nil {
		t.Fatal(err)
	}
	byID := map[int64][]shown{}
	for _, r := range all {
		byID[r.id] = append(byID[r.id], r.shown)
	}
	return byID
}

// oracleHolds reports whether the answers are as a demand asks.
func oracleHolds(b business, d demand) bool {
	rating := b.ratings[scoring.FactorCode(d.subject)]
	switch d.kind {
	case "uses":
		return slices.Contains(b.media, d.subject)
	case "lacks":
		_, opens := oracleOpens(b, d.subject)
		return opens
	case "craft":
		return b.craft == d.subject
	case "scale":
		return b.scale == d.subject
	case "obstacle":
		return slices.Contains(b.obstacles, d.subject)
	case "rating_at_least":
		return rating >= d.value
	case "rating_at_most":
		return rating <= d.value
	}
	panic("unknown kind of requirement " + d.kind)
}

// oracleOpens is the place of a medium among those that a business can begin with, from 1, and whether it is among them.
func oracleOpens(b business, medium string) (place int, opens bool) {
	for i, w := range oracleMedia(b) {
		if w.code == medium {
			return i + 1, w.waits == ""
		}
	}
	return 0, false
}

// oracleFit reports whether a tip fits a business and how many demands it makes, the
// crafts together being one, and the scales.
func oracleFit(b business, tip tipRow) (specific int, fits bool) {
	met := map[string]bool{}
	for _, d := range tip.demands {
		key := d.kind + d.subject
		if d.kind == "craft" || d.kind == "scale" {
			key = d.kind
		}
		met[key] = met[key] || oracleHolds(b, d)
	}
	for _, holds := range met {
		if !holds {
			return 0, false
		}
	}
	return len(met), true
}

// oracleShown is what tip_shown should hold of a business.
func oracleShown(b business, tips []tipRow) []shown {
	var all []shown
	opens := map[string]int{}   // the place of the medium that a tip opens
	nearest := map[string]int{} // the least of them, by strategy
	for _, tip := range tips {
		specific, fits := oracleFit(b, tip)
		if !fits {
			continue
		}
		all = append(all, shown{tip.strategy, tip.code, tip.position, tip.minutes, specific})
		for _, d := range tip.demands {
			if d.kind == "lacks" {
				opens[tip.code], _ = oracleOpens(b, d.subject)
				if least := nearest[tip.strategy]; least == 0 || opens[tip.code] < least {
					nearest[tip.strategy] = opens[tip.code]
				}
			}
		}
	}
	last := func(s shown) int {
		if opens[s.Tip] > nearest[s.Strategy] {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b shown) int { // the tips come by strategy and position
		if a.Strategy != b.Strategy {
			return strings.Compare(a.Strategy, b.Strategy)
		}
		if last(a) != last(b) {
			return last(a) - last(b)
		}
		return b.Specific - a.Specific
	})
	for i := range all {
		all[i].Position = 1
		if i > 0 && all[i-1].Strategy == all[i].Strategy {
			all[i].Position = all[i-1].Position + 1
		}
	}
	return all
}

func TestTipShown_AgreesWithTheOracleForThousandsOfBusinesses(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(11, 87))
	all := make([]business, 2000)
	for i := range all {
		all[i] = randomBusiness(random)
	}
	ids, tips := addBusinesses(t, s, all), seededTips(t, s)
	got := shownTips(t, s)
	for i, b := range all {
		if diff := cmp.Diff(oracleShown(b, tips), got[ids[i]]); diff != "" {
			t.Fatalf("tips of %+v (-want +got):\n%s", b, diff)
		}
	}

	var told, fewest int
	err := s.reader.QueryRow(`
		SELECT count(DISTINCT assessment_id), min(tips) FROM (
			SELECT advice.assessment_id, count(tip_shown.tip) AS tips
			FROM advice LEFT JOIN tip_shown USING (assessment_id, strategy)
			GROUP BY advice.assessment_id, advice.strategy)`).Scan(&told, &fewest)
	if err != nil {
		t.Fatal(err)
	}
	if told != len(all) || fewest < 3 {
		t.Errorf("advice to %d of %d businesses, with %d tips for a strategy at the least, want 3", told, len(all), fewest)
	}
}

func TestTipShown_AsksTheAnswers(t *testing.T) {
	t.Parallel()
	average := allRated(2)
	for _, c := range []struct {
		name     string
		business business
		fit, not string // codes of tips
	}{
		{"what fits everybody needs no answer", business{}, "SO1_1 WO2_4 WT2_3", "SO1_4 SO1_5 SO2_6 SO1_7"},
		{"skipped media are neither used nor lacking", business{ratings: average}, "", "SO1_4 SO2_4 SO2_6 SO3_4"},
		{"no media at all lacks each", business{media: []string{"none"}, ratings: average.with("O4", 3)}, "SO1_4 SO2_6 SO3_8 SO3_9", "SO2_4 SO3_5"},
		{"what has to wait is not begun", business{media: []string{"none"}, ratings: average.with("O4", 3)}, "", "SO1_6 SO1_8 SO3_10 SO3_11"},
		{"a medium is begun whatever the market", business{media: []string{"tiktok"}, ratings: average.with("O2", 1)}, "SO1_6 SO3_12 SO1_8 SO3_11", "SO3_10"},
		{"cash on delivery is for stock", business{media: []string{"marketplace"}, scale: "mass", ratings: average}, "WO2_8", "WO2_11"},
		{"cash on delivery is not for what is made to order", business{media: []string{"marketplace"}, scale: "single", ratings: average}, "WO2_11", "WO2_8"},
		{"buyers in other countries get parcels", business{ratings: average.with("S1", 4, "O2", 3)}, "SO1_9 SO1_12", ""},
		{"buyers at home get none", business{ratings: average.with("S1", 3)}, "ST2_9", "SO1_9 SO1_12"},
		{"a medium in use is not begun again", business{media: []string{"whatsapp"}, ratings: average}, "SO1_5 SO2_4 SO2_6", "SO1_4 WO2_10"},
		{"several crafts are alternatives", business{craft: "weaving", ratings: average}, "SO1_7 WO1_4", "WO1_5 WO1_6"},
		{"several scales are alternatives", business{scale: "limited", ratings: average}, "ST3_7 WT2_8", "SO2_7"},
		{"an obstacle is one of those that were picked", business{obstacles: []string{"money", "signal"}, ratings: average}, "WO2_6 ST2_5", "ST2_4"},
		{"no obstacle at all is none", business{obstacles: []string{}, ratings: average}, "", "WO2_6 ST2_4 ST2_5"},
		{"a rating reaches its bound", business{ratings: average.with("T1", 3, "T2", 2)}, "ST1_8", "ST1_7"},
		{"a rating does not pass its bound", business{media: []string{"whatsapp", "instagram"}, ratings: average.with("S2", 3, "S3", 4)}, "SO1_5", "SO2_5"},
		{"every requirement must hold", business{obstacles: []string{"motivation"}, ratings: average.with("S7", 3)}, "", "SO3_7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			addBusinesses(t, s, []business{c.business})
			got := map[string]bool{}
			for _, tips := range shownTips(t, s) {
				for _, tip := range tips {
					got[tip.Tip] = true
				}
			}
			for _, code := range strings.Fields(c.fit) {
				if !got[code] {
					t.Errorf("%s is not shown", code)
				}
			}
			for _, code := range strings.Fields(c.not) {
				if got[code] {
					t.Errorf("%s is shown", code)
				}
			}
		})
	}
}

func TestTip_RequiresAnswersThatThereAre(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	subjects := map[string][]string{
		"uses": mediaCodes[:8], "lacks": mediaCodes[:8], "craft": craftCodes, "scale": scaleCodes, "obstacle": obstacleCodes,
	}
	for _, f := range factors {
		subjects["rating_at_least"] = append(subjects["rating_at_least"], string(f))
		subjects["rating_at_most"] = append(subjects["rating_at_most"], string(f))
	}
	for _, tip := range seededTips(t, s) {
		for _, d := range tip.demands {
			if !slices.Contains(subjects[d.kind], d.subject) {
				t.Errorf("%s requires %s %q, which is no answer", tip.code, d.kind, d.subject)
			}
		}
	}
}

// The rows refuse what no reader of the seed may meet.
func TestTip_RefusesRowsThatMeanNothing(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"checked_is_a_month":        "UPDATE tip SET checked = '2026-13' WHERE code = 'SO1_1'",
		"direction_is_known":        "UPDATE tip SET direction = 'sideways' WHERE code = 'SO1_1'",
		"minutes_are_5_to_120":      "INSERT INTO tip (code, strategy, position, minutes) VALUES ('SO1_99', 'SO1', 99, 4)",
		"tip_is_named_by_its_place": "INSERT INTO tip (code, strategy, position, minutes) VALUES ('SO1_99', 'SO1', 98, 10)",
		"kind_is_known":             "INSERT INTO tip_requirement (tip, kind, subject) VALUES ('SO1_1', 'region', 'jambi')",
		"value_is_a_rating":         "INSERT INTO tip_requirement (tip, kind, subject, value) VALUES ('SO1_1', 'rating_at_least', 'S1', 5)",
		"value_goes_with_a_rating":  "INSERT INTO tip_requirement (tip, kind, subject, value) VALUES ('SO1_1', 'craft', 'batik', 1)",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.Exec(statement)
				return err
			})
			if !strings.Contains(fmt.Sprint(err), name) {
				t.Errorf("error %v, want the constraint %s", err, name)
			}
		})
	}
}

// The study names six directions for a business that is to grow. Each has at least two steps, and of
// those at least two that ask nothing of the answers.
func TestTip_GoesEachDirectionThatTheStudyNames(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, direction := range []string{"penetration", "market", "product", "forward", "backward", "horizontal"} {
		var steps int
		err := s.reader.QueryRow("SELECT count(*) FROM tip WHERE direction = ? AND code NOT IN (SELECT tip FROM tip_requirement)", direction).Scan(&steps)
		if err != nil || steps < 2 {
			t.Errorf("%d steps go the direction %s, %v; want 2", steps, direction, err)
		}
	}
}

// In the list of a strategy stands no more than one step that opens a medium before what fits as well.
func TestTipShown_BeginsOneMediumAtATime(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	id := addBusinesses(t, s, []business{{media: []string{"whatsapp"}, craft: "batik", scale: "limited", ratings: allRated(3).with("T3", 2, "T4", 2)}})[0]
	var got []string
	for _, tip := range shownTips(t, s)[id] {
		if tip.Strategy == "SO3" {
			got = append(got, tip.Tip)
		}
	}
	want := []string{"SO3_4", "SO3_6", "SO3_9", "SO3_1", "SO3_2", "SO3_3", "SO3_13", "SO3_14", "SO3_8", "SO3_10", "SO3_11"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}
