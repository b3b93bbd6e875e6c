package store

import (
	"database/sql"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/broadcast"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/model"
)

const (
	hour = int64(60 * 60 * 1000)
	day  = 24 * hour
)

// An addressee is somebody who may be a recipient, as a segment sees it.
type addressee struct {
	id                   int64
	began, finished      bool
	business             business
	region, latestRegion int64 // of the latest finished interview and of the latest; 0: unknown
	standing             standing
	consent              []string // the decisions, the newest last: contact, quiet or no
	stopped, blocked     bool
	seen                 int64 // how long ago something was done, in milliseconds
	written              int64 // how long ago a broadcast arrived; 0: never
	asking               bool
}

var someRegions = []int64{1571, 1572, 1504}

func randomAddressee(random *rand.Rand) addressee {
	coin := func(in int) bool { return random.IntN(in) == 0 }
	region := func() int64 {
		if coin(8) {
			return 0
		}
		return someRegions[random.IntN(len(someRegions))]
	}
	a := addressee{
		business: randomBusiness(random), finished: !coin(3), region: region(), latestRegion: region(),
		consent: []string{"contact"}, stopped: coin(10), blocked: coin(10), seen: random.Int64N(30 * day), asking: coin(2),
	}
	a.business.ratings = randomRatings(random)
	a.began = a.finished || coin(2)
	switch random.IntN(8) {
	case 0:
		a.consent = nil
	case 1:
		a.consent = []string{"contact", []string{"no", "quiet"}[random.IntN(2)]}
	case 2:
		a.consent = []string{"no", "contact"}
	}
	if coin(3) {
		a.seen = random.Int64N(2 * hour)
	}
	if coin(2) {
		a.written = 1 + random.Int64N(14*day)
	}
	return a
}

// addAddressees stores people; some with a finished interview have another under way.
func addAddressees(t testing.TB, s *Store, all []addressee, now int64) {
	t.Helper()
	var businesses []business
	for _, a := range all {
		businesses = append(businesses, a.business)
	}
	assessments := addBusinesses(t, s, businesses)
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for i := range all {
			if err := addAddressee(tx, &all[i], assessments[i], now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func addAddressee(tx *sql.Tx, a *addressee, assessment, now int64) error {
	since := func(is bool) any {
		if is {
			return now
		}
		return nil
	}
	var written any
	if a.written > 0 {
		written = now - a.written
	}
	place := turn.PlaceReady
	if a.asking {
		place = turn.PlaceAsking
	}
	err := tx.QueryRow(`
		INSERT INTO person (chat_id, language, created_at, last_seen_at, place, stopped_at, blocked_at, broadcast_at)
		VALUES ((SELECT coalesce(max(chat_id), 1000) + 1 FROM person), 'id', 0, ?, ?, ?, ?, ?) RETURNING id`,
		now-a.seen, place, since(a.stopped), since(a.blocked), written).Scan(&a.id)
	if err != nil {
		return err
	}
	statements := []struct {
		wanted bool
		text   string
		args   []any
	}{
		{a.began, "UPDATE assessment SET person_id = ?, region = nullif(?, 0) WHERE id = ?", []any{a.id, a.region, assessment}},
		{a.began && a.finished, "INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at, region) SELECT ?, 2, 1, 1, 0, nullif(?, 0)", []any{a.id, a.latestRegion}},
	}
	for _, decision := range a.consent {
		if _, err := tx.Exec("INSERT INTO consent (person_id, version, given, contact, at) VALUES (?, 2, ?, ?, 0)", a.id, decision != "no", decision == "contact"); err != nil {
			return err
		}
	}
	for _, statement := range statements {
		if !statement.wanted {
			continue
		}
		if _, err := tx.Exec(statement.text, statement.args...); err != nil {
			return err
		}
	}
	if a.finished {
		return model.Finish(tx, assessment, 1)
	}
	return nil
}

func randomSegment(random *rand.Rand) broadcast.Segment {
	some := func() bool { return random.IntN(5) == 0 }
	var s broadcast.Segment
	if some() {
		s.Regions = []int{1571, 1504}[:1+random.IntN(2)]
	}
	if some() {
		s.Quadrants = []scoring.Quadrant{scoring.Growth, scoring.Turnaround}[:1+random.IntN(2)]
	}
	if some() {
		s.Cells = []scoring.Cell{"V", "IV", "VI"}[:1+random.IntN(3)]
	}
	if some() {
		s.Families = []scoring.Family{scoring.SO, scoring.WT}[:1+random.IntN(2)]
	}
	if some() {
		s.Crafts = []int{1, 4, 9}[:1+random.IntN(3)]
	}
	if some() {
		s.Uses = 1 + random.IntN(511)
	}
	if some() {
		s.Lacks = 1 << random.IntN(9)
	}
	if some() {
		s.Ratings = []broadcast.Limit{{Factor: "W6", AtLeast: 3}, {Factor: "S1", AtLeast: 4}, {Factor: "S1", AtLeast: 2}}[:1+random.IntN(3)]
	}
	if some() {
		s.Obstacles = 1 + random.IntN(63)
	}
	if some() {
		s.Progress = []broadcast.Stage{broadcast.StageNever, broadcast.StageUnfinished, broadcast.StageFinished}[random.IntN(2):][:1+random.IntN(2)]
	}
	if some() {
		s.SeenDays = 1 + random.IntN(20)
	}
	if some() {
		s.UnseenDays = 1 + random.IntN(20)
	}
	s.Recent, s.Busy = some(), some()
	return s
}

// oracleBelongs reports, in plain Go, whether somebody belongs to a segment, whether or not they
// may be written to.
func oracleBelongs(a addressee, s broadcast.Segment, limits []int64) bool {
	region := a.latestRegion
	if a.region != 0 || !a.finished {
		region = a.region
	}
	if !a.began {
		region = 0
	}
	in := func(list []int, value int64) bool {
		return list == nil || value != 0 && slices.Contains(list, int(value))
	}
	media, obstacles := mask(mediaCodes, a.business.media), mask(obstacleCodes, a.business.obstacles)
	progress := broadcast.StageNever
	switch {
	case a.finished:
		progress = broadcast.StageFinished
	case a.began:
		progress = broadcast.StageUnfinished
	}
	ofResult := s.Quadrants != nil || s.Cells != nil || s.Families != nil || s.Crafts != nil || s.Uses != 0 || s.Lacks != 0 || s.Obstacles != 0 || s.Ratings != nil
	return (limits == nil || slices.Contains(limits, region)) && in(s.Regions, region) &&
		(!ofResult || a.finished) &&
		(s.Quadrants == nil || slices.Contains(s.Quadrants, a.standing.Quadrant)) &&
		(s.Cells == nil || slices.Contains(s.Cells, a.standing.Cell)) &&
		(s.Families == nil || oracleAdvised(a, s.Families)) &&
		in(s.Crafts, choice(craftCodes, a.business.craft).Int64) &&
		(s.Uses == 0 || int(media.Int64)&s.Uses != 0) &&
		(s.Lacks == 0 || media.Valid && int(media.Int64)&s.Lacks == 0) &&
		(s.Obstacles == 0 || int(obstacles.Int64)&s.Obstacles != 0) &&
		(s.Ratings == nil || slices.ContainsFunc(s.Ratings, func(l broadcast.Limit) bool { return a.business.ratings[l.Factor] >= int(l.AtLeast) })) &&
		(s.Progress == nil || slices.Contains(s.Progress, progress)) &&
		(s.SeenDays == 0 || a.seen <= int64(s.SeenDays)*day) && (s.UnseenDays == 0 || a.seen > int64(s.UnseenDays)*day)
}

func oracleAdvised(a addressee, families []scoring.Family) bool {
	advice := oracleAdvice(a.business.ratings, balancedWeights(), a.standing.Family)
	return slices.ContainsFunc(slices.Concat(advice.Own, advice.Urgent), func(f scoring.Fit) bool { return slices.Contains(families, scoring.Family(f.Strategy[:2])) })
}

func TestSegment_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(3, 4))
	now := s.writer.Millis()
	balanced, err := s.WeightSet(t.Context(), "balanced")
	if err != nil {
		t.Fatal(err)
	}
	all := make([]addressee, 400)
	for i := range all {
		all[i] = randomAddressee(random)
		all[i].standing = oracleStanding(all[i].business.ratings, balanced.Weights)
	}
	addAddressees(t, s, all, now)
	officers := map[int64][]int64{1: nil, 2: {1571, 1572}}
	exec(t, s, "INSERT INTO officer (id, chat_id, name, admin, since) VALUES (1, 1, 'a', 0, 0), (2, 2, 'b', 0, 0)")
	exec(t, s, "INSERT INTO officer_region VALUES (2, 1571), (2, 1572)")

	reached := 0
	for range 200 {
		segment, officer := randomSegment(random), 1+random.Int64N(2)
		var want broadcast.Reach
		wanted := []int64{}
		for _, a := range all {
			if !oracleBelongs(a, segment, officers[officer]) {
				continue
			}
			reachable := !a.stopped && !a.blocked && len(a.consent) > 0 && a.consent[len(a.consent)-1] == "contact"
			switch {
			case !reachable:
				want.Stopped++
			case a.written > 0 && a.written < 7*day && !segment.Recent:
				want.Recent++
			case a.asking && a.seen < hour && !segment.Busy:
				want.Busy++
			default:
				want.Recipients++
				wanted = append(wanted, a.id)
			}
		}
		got, err := broadcastdb.CountReach(t.Context(), s.writer, segment, officer, now)
		if err != nil {
			t.Fatal(err)
		}
		chosen, err := broadcastdb.Choose(t.Context(), s.writer, segment, officer, now, 0, 1<<40)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		if err := json.Unmarshal([]byte(chosen), &ids); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, *got) + cmp.Diff(wanted, ids); diff != "" {
			t.Fatalf("officer %d, %+v (-oracle +store):\n%s", officer, segment, diff)
		}
		reached += want.Recipients
	}
	if reached < 500 {
		t.Errorf("all segments together reach %d, which tests little", reached)
	}
}

func TestSegment_RefusesWhatIsNoFactor(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for _, factor := range []scoring.FactorCode{"S9", "id", "S1 OR 1", ""} {
		if _, err := broadcastdb.CountReach(t.Context(), s.writer, broadcast.Segment{Ratings: []broadcast.Limit{{Factor: factor, AtLeast: 1}}}, 1, time.Now().UnixMilli()); err == nil {
			t.Errorf("%q counts as a factor", factor)
		}
	}
}
