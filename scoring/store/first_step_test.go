package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"ikmbot/dialog/result"
	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
	resultdb "ikmbot/scoring/store/result"
)

// oracleSteps are the steps that a business can begin with, the first one first, where dated are
// the steps whose facts age.
func oracleSteps(b business, tips []tipRow, plan map[string]turn.StepState, dated []string) []string {
	own := oracleStanding(b.ratings, balancedWeights()).Quadrant
	family := map[scoring.Quadrant]scoring.Family{"growth": "SO", "diversification": "ST", "turnaround": "WO", "defensive": "WT"}[own]
	advice := oracleAdvice(b.ratings, balancedWeights(), family)
	all := oracleShown(b, tips)
	var fresh, dropped []string
	add := func(tip string) {
		switch {
		case slices.Contains(fresh, tip) || slices.Contains(dropped, tip):
		case plan[tip] == "":
			fresh = append(fresh, tip)
		case plan[tip] == turn.StepDropped:
			dropped = append(dropped, tip)
		}
	}
	if slices.Contains(b.media, "none") {
		add(oracleMedia(b)[0].step)
	}
	for _, fit := range append(slices.Clone(advice.Own), advice.Urgent...) {
		var steps []shown
		for _, s := range all {
			if s.Strategy == string(fit.Strategy) && s.Position <= 5 && fit.Gain > scoring.Tolerance {
				steps = append(steps, s)
			}
		}
		unsure := func(s shown) int {
			if slices.Contains(dated, s.Tip) {
				return 1
			}
			return 0
		}
		slices.SortFunc(steps, func(a, b shown) int {
			return cmp.Or(unsure(a)-unsure(b), a.Minutes-b.Minutes, b.Specific-a.Specific, a.Position-b.Position)
		})
		for _, s := range steps {
			add(s.Tip)
		}
	}
	return append(fresh, dropped...)
}

// haveOwners gives each assessment a person of its own, whose id is the assessment's, and finishes it.
func haveOwners(t *testing.T, s *Store, ids []int64) {
	t.Helper()
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.Exec("INSERT INTO person (id, chat_id, created_at, last_seen_at) VALUES (?1, ?1, 0, 0)", id); err != nil {
				return err
			}
			if _, err := tx.Exec("UPDATE assessment SET person_id = id WHERE id = ?", id); err != nil {
				return err
			}
			if err := model.Finish(tx, id, 1); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// plans puts steps of its business onto the plan of each person, in states of all kinds.
func plans(t *testing.T, s *Store, random *rand.Rand, ids []int64) map[int64]map[string]turn.StepState {
	t.Helper()
	shown := shownTips(t, s)
	all := map[int64]map[string]turn.StepState{}
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for _, id := range ids {
			all[id] = map[string]turn.StepState{}
			for _, tip := range shown[id] {
				state := []turn.StepState{"", "", "", turn.StepToDo, turn.StepDone, turn.StepDropped}[random.IntN(6)]
				if state == "" {
					continue
				}
				all[id][tip.Tip] = state
				if _, err := tx.Exec("INSERT INTO plan (person_id, tip, state, at) VALUES (?, ?, ?, 0)", id, tip.Tip, state); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFirstStep_AgreesWithTheOracle(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 6))
	all := make([]business, 300)
	for i := range all {
		all[i] = randomBusiness(random)
	}
	ids, tips := addBusinesses(t, s, all), seededTips(t, s)
	haveOwners(t, s, ids)
	planned := plans(t, s, random, ids)
	dated := list(t, s, "SELECT code FROM tip WHERE checked IS NOT NULL")
	for i, id := range ids {
		want := oracleSteps(all[i], tips, planned[id], dated)
		got := list(t, s, fmt.Sprintf("SELECT tip FROM first_step WHERE assessment_id = %d GROUP BY tip ORDER BY min(rank)", id))
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("steps of %+v with %v (-want +got):\n%s", all[i], planned[id], diff)
		}
	}
}

// told is what a reply says: the keys of all its messages, and its buttons' data.
type told struct{ keys, data []string }

func (w *told) add(texts ...say.Text) {
	for _, text := range texts {
		w.keys = append(w.keys, text.Key)
		for _, value := range text.Args {
			w.add(value.Texts...)
		}
	}
}

// tellAll is what a person is told of a result.
func tellAll(t *testing.T, s *Store, person int64) (*result.Result, told) {
	t.Helper()
	var f *result.Result
	err := s.file.Write(t.Context(), func(tx *sql.Tx) (err error) {
		f, err = resultdb.Read(&batch.Turn{Tx: tx}, batch.Person{ID: person}, 1)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var all told
	for _, kind := range []say.NeedKind{say.NeedResult, say.NeedStrategies, say.NeedDetails} {
		r := f.Tell(say.Reply{Need: &say.Need{Kind: kind}})
		all.add(r.Parts...)
		for _, keys := range r.Keys {
			for _, c := range keys.Choices {
				all.data = append(all.data, c.Data)
			}
		}
	}
	return f, all
}

// TestResult_KeepsItsPromises goes through many results as they are told. Every weakness and threat
// that was answered with 4 is named; whoever sells nothing online is told no verdict and no stance,
// for only those speak of a smaller business; the first step is neither done nor on the plan; no
// strategy with nothing left to gain is offered.
func TestResult_KeepsItsPromises(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 7))
	all := make([]business, 300)
	for i := range all {
		all[i] = randomBusiness(random)
		if i%3 == 0 {
			all[i].media = []string{"none"}
		}
	}
	ids := addBusinesses(t, s, all)
	exec(t, s, "UPDATE assessment SET implied = 'S3 W2 W5' WHERE id % 2 = 0")
	haveOwners(t, s, ids)
	planned := plans(t, s, random, ids)
	for i, id := range ids {
		f, told := tellAll(t, s, id)
		for _, factor := range factors {
			if name := fmt.Sprintf("factor.%s.said.4", factor); (factor[0] == 'W' || factor[0] == 'T') && all[i].ratings[factor] == 4 {
				implied := id%2 == 0 && (factor == "W2" || factor == "W5")
				if slices.Contains(told.keys, name) == implied {
					t.Errorf("%+v, implied %v: is %s named?", all[i], implied, name)
				}
			}
		}
		if offline := slices.Contains(all[i].media, "none"); offline != f.Offline {
			t.Errorf("%+v sells nothing online: %v", all[i], f.Offline)
		}
		verdict := "verdict." + string(f.Quadrant) + "." + string(f.Stance)
		stance := "stance." + string(f.Stance) + ".text"
		if slices.Contains(told.keys, verdict) == f.Offline || slices.Contains(told.keys, stance) == f.Offline || slices.Contains(told.data, "go:details") == f.Offline {
			t.Errorf("%+v is told %v, %v", all[i], told.keys, told.data)
		}
		if f.First != nil && planned[id][f.First.Code] != "" && planned[id][f.First.Code] != turn.StepDropped {
			t.Errorf("%+v begins with %s, which is %s", all[i], f.First.Code, planned[id][f.First.Code])
		}
		for _, fit := range append(slices.Clone(f.Advice.Own), f.Advice.Urgent...) {
			if slices.Contains(told.data, fmt.Sprintf("st:1:%s:", fit.Strategy)) != (fit.Gain > 1e-9) {
				t.Errorf("%+v: is %s with %v left to gain offered?", all[i], fit.Strategy, fit.Gain)
			}
		}
	}
}

// TestStrategyReason_SpeaksForTheStrategy: nothing that is done as well as can be, nothing that hardly
// hurts, no poor opportunity, and nothing implied.
func TestStrategyReason_SpeaksForTheStrategy(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	random := rand.New(rand.NewPCG(14, 8))
	all := make([]ratings, 100)
	for i := range all {
		all[i] = randomRatings(random)
	}
	ids := addAssessments(t, s, "balanced", all)
	exec(t, s, "UPDATE assessment SET implied = 'S3 W2' WHERE id % 2 = 0")
	for i, id := range ids {
		for _, strategy := range strategies {
			var want []string
			for _, f := range strategy.factors {
				r := all[i][f]
				speaks := map[byte]bool{'S': r < 4, 'W': r > 1, 'T': r > 1, 'O': r > 2}[f[0]]
				if speaks && !(id%2 == 0 && (f == "S3" || f == "W2")) {
					want = append(want, string(f))
				}
			}
			weights := balancedWeights()
			counts := func(f string) float64 {
				factor := scoring.FactorCode(f)
				return map[byte]float64{'S': weights[factor] * float64(4-all[i][factor]), 'O': 0,
					'W': weights[factor] * float64(all[i][factor]-1), 'T': weights[factor] * float64(all[i][factor]-1)}[f[0]]
			}
			slices.SortStableFunc(want, func(a, b string) int { return oracleMore(counts(a), counts(b)) })
			got := list(t, s, fmt.Sprintf("SELECT factor FROM strategy_reason WHERE assessment_id = %d AND strategy = '%s' ORDER BY rank", id, strategy.code))
			if !slices.Equal(want, got) {
				t.Errorf("%v, %s: %v speak for it, want %v", all[i], strategy.code, got, want)
			}
		}
	}
}

// TestResult_StaysAsItWasTold reads a result that was told by version 1 of the model, under weights
// by which it lay elsewhere: its position and the family of its strategies are those that were told.
func TestResult_StaysAsItWasTold(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	ids := addBusinesses(t, s, []business{{media: []string{"whatsapp"}, ratings: allRated(2).with("W1", 4, "W2", 4, "T1", 4, "T2", 4)}})
	haveOwners(t, s, ids)
	if f, told := tellAll(t, s, ids[0]); f.Quadrant != scoring.Defensive || slices.Contains(told.keys, "result.former") {
		t.Fatalf("%s, %v", f.Quadrant, told.keys)
	}
	exec(t, s, "UPDATE result SET model = 1, x = 0.3, y = 0.1, ife = 1.9, efe = 2.1, quadrant = 'growth', cell = 'VI'")
	f, told := tellAll(t, s, ids[0])
	for _, key := range []string{"verdict.growth.harvest", "quadrant.growth.plain", "result.former"} {
		if !slices.Contains(told.keys, key) {
			t.Errorf("%s is not told among %v", key, told.keys)
		}
	}
	if f.Line != nil {
		t.Errorf("it stands on a line that nobody told: %+v", f.Line)
	}
	for _, fit := range f.Advice.Own {
		if fit.Strategy[:2] != "SO" {
			t.Errorf("strategies of another family: %+v", f.Advice.Own)
		}
	}
}

// TestResult_ComparesUnderOneSet gives the same answers twice, under two weight sets: nothing has moved.
func TestResult_ComparesUnderOneSet(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	loadWeightSet(t, s, "panel", randomWeights(rand.New(rand.NewPCG(14, 9))))
	r := allRated(2).with("S1", 4, "W1", 3, "O2", 4, "T4", 1)
	ids := append(addAssessments(t, s, "balanced", []ratings{r}), addAssessments(t, s, "panel", []ratings{r, r.with("S1", 1, "O1", 1, "O2", 1, "O3", 1, "O4", 1)})...)
	haveOwners(t, s, ids)
	exec(t, s, "UPDATE assessment SET person_id = ?, number = id", ids[0])
	read := func(run int) *result.Move {
		var f *result.Result
		err := s.file.Write(t.Context(), func(tx *sql.Tx) (err error) {
			f, err = resultdb.Read(&batch.Turn{Tx: tx}, batch.Person{ID: ids[0]}, run)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return f.Moved
	}
	if m := read(int(ids[0])); m != nil {
		t.Errorf("the first has moved by %+v", m)
	}
	if m := read(int(ids[1])); m == nil || !near(m.X, 0) || !near(m.Y, 0) {
		t.Errorf("the same answers under another set have moved by %+v", m)
	}
	if m := read(int(ids[2])); m == nil || m.X >= 0 || m.Y >= 0 {
		t.Errorf("worse answers have moved by %+v", m)
	}
}

// TestPlan_IsInTheOrderOfTaking takes steps, and takes back that one is done.
func TestPlan_IsInTheOrderOfTaking(t *testing.T) {
	t.Parallel()
	c := openCalendar(t, nil)
	p := talker{t, c.Store, 1}.arrives().finishes(1)
	order := func() string {
		return one[string](t, c.Store, "SELECT group_concat(tip || ' ' || state, ', ' ORDER BY taken_at, tip) FROM plan")
	}
	for _, step := range []struct{ tap, want string }{
		{"tk:1:WT1:WT1_2", "WT1_2 todo"},
		{"tk:1:SO1:SO1_1", "WT1_2 todo, SO1_1 todo"},
		{"plan:WT1_2.done", "WT1_2 done, SO1_1 todo"},
		{"plan:WT1_2.todo", "WT1_2 todo, SO1_1 todo"},
		{"plan:WT1_2.dropped", "WT1_2 dropped, SO1_1 todo"},
		{"plan:WT1_2.done", "WT1_2 dropped, SO1_1 todo"},
		{"tk:1:WT1:WT1_2", "SO1_1 todo, WT1_2 todo"},
	} {
		c.now.Add(1000)
		p.does(tap(step.tap))
		if got := order(); got != step.want {
			t.Errorf("after %s: %s, want %s", step.tap, got, step.want)
		}
	}
}
