package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/model"
)

// sample is a made-up survey: the same one for the same seed.
type sample struct {
	names      []string // of the weight sets
	weights    map[string]map[scoring.FactorCode]float64
	businesses []*respondent
}

// respondent is one business of a sample, with everything stored about it.
type respondent struct {
	person     int64  // 0: interviewed on paper
	paper      string // '' : interviewed in a conversation
	consents   []bool // in order
	interviews []*sampled
	complaints []logged
}

// sampled is one interview of a business.
type sampled struct {
	number            int
	version           int // of the questionnaire
	weights           string
	started, finished int64          // unix milliseconds; finished 0: under way
	region            int            // 0: skipped, or not yet asked
	answers           map[string]int // to the questions about the business
	ratings           ratings
	skipped           []string
	implied           []string
	stoppedAt         string // the first question without an answer; "": none
}

// logged is a complaint in the log.
type logged struct{ opened, answered, settled int64 } // 0: not yet

// Interviews of a sample begin and end at midnights from 2026 on, like the spans of its recaps, so
// that every limit is met.
var sampleBegins = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC).UnixMilli()

const (
	sampleDay  = int64(24 * 60 * 60 * 1000)
	sampleDays = 365
)

var sampleRegions = []int{1571, 1572, 1504, 1509, 1501, 1502, 1505, 1503, 1507, 1506, 1508, 9999}

// makeSample makes up n businesses, about a tenth of them interviewed on paper.
func makeSample(random *rand.Rand, n int, weights map[string]map[scoring.FactorCode]float64) *sample {
	s := &sample{names: slices.Sorted(maps.Keys(weights)), weights: weights}
	for i := range n {
		b := &respondent{person: int64(i + 1), consents: []bool{true}}
		if random.IntN(10) == 0 {
			b.person, b.paper, b.consents = 0, fmt.Sprint(i+1), nil // a code that could be taken for a person's id
		} else {
			b.consents = [][]bool{{true}, {true}, {true}, {true, true}, {true, false}, {true, false, true}, {false, true}}[random.IntN(7)]
			for range max(0, random.IntN(6)-2) {
				b.complaints = append(b.complaints, makeComplaint(random))
			}
		}
		s.interview(random, b)
		s.businesses = append(s.businesses, b)
	}
	return s
}

// interview makes up the interviews of a business. Each begins after the previous one has ended.
func (s *sample) interview(random *rand.Rand, b *respondent) {
	at := sampleBegins + random.Int64N(sampleDays)*sampleDay
	for number := 1; number <= 1+max(0, random.IntN(6)-2); number++ {
		in := makeInterview(random, number, at)
		in.weights = s.names[random.IntN(len(s.names))]
		b.interviews = append(b.interviews, in)
		at = max(in.started, in.finished) + random.Int64N(20)*sampleDay
	}
}

func makeInterview(random *rand.Rand, number int, at int64) *sampled {
	release := questionnaire.Releases[random.IntN(len(questionnaire.Releases))]
	in := &sampled{number: number, version: release.Version, started: at, answers: map[string]int{}, ratings: ratings{}}
	questions := release.Questions
	asked := len(questions)
	if random.IntN(4) > 0 {
		in.finished = at + random.Int64N(3)*sampleDay
	} else {
		asked = random.IntN(len(questions) + 1)
	}
	for i, q := range questions {
		switch {
		case in.implies(q.Code):
			in.implied = append(in.implied, q.Code)
			in.ratings[scoring.FactorCode(q.Code)] = map[byte]int{'S': 1, 'W': 4}[q.Code[0]]
		case i >= asked:
			in.stoppedAt = cmp.Or(in.stoppedAt, q.Code)
		case q.Skippable() && random.IntN(5) == 0:
			in.skipped = append(in.skipped, q.Code)
		case q.Kind == questionnaire.RegionOf:
			in.region = sampleRegions[random.IntN(len(sampleRegions))]
		case q.MayPickNothing():
			in.answers[q.Code] = random.IntN(1 << len(q.Options))
		case q.Kind == questionnaire.SomeOf:
			in.answers[q.Code] = 1 + random.IntN(256)
			if random.IntN(4) == 0 {
				in.answers[q.Code] = 256 // none
			}
		case q.Chapter == questionnaire.ChapterBusiness:
			in.answers[q.Code] = 1 + random.IntN(max(1, len(q.Options)))
		default:
			in.ratings[scoring.FactorCode(q.Code)] = 1 + random.IntN(4)
		}
	}
	return in
}

// implies is the rule of version 2: who uses no medium is not asked what the internet does, and who
// has no buyer through it not what is known of them.
func (in *sampled) implies(code string) bool {
	offline := in.answers["media"] == 256 && slices.Contains(strings.Fields("S1 S2 S3 S4 S5 S6 S7 S8 W2 W5"), code)
	return in.version >= 2 && (offline || code == "S8" && in.ratings["S1"] == 1)
}

func makeComplaint(random *rand.Rand) logged {
	c := logged{opened: sampleBegins + random.Int64N(sampleDays)*sampleDay}
	if random.IntN(4) > 0 {
		c.answered = c.opened + random.Int64N(50)*sampleDay/24
		if random.IntN(2) == 0 {
			c.settled = c.answered + random.Int64N(sampleDay)
		}
	}
	return c
}

// load stores a sample. It finishes the interviews in random order, as an imported file may have
// them.
func (s *sample) load(t testing.TB, random *rand.Rand, into *Store) {
	t.Helper()
	err := into.file.Write(t.Context(), func(tx *sql.Tx) error {
		// What is not answered has waited for longer than any answer took.
		if _, err := tx.Exec("INSERT INTO receiver (id, next_update, at) VALUES (1, 1, ?)", time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()); err != nil {
			return err
		}
		finished := map[int64]int64{}
		for _, b := range s.businesses {
			if err := b.insert(tx, finished); err != nil {
				return err
			}
		}
		ids := make([]int64, 0, len(finished))
		for id := range finished {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		for _, id := range ids {
			if err := model.Finish(tx, id, finished[id]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// insert stores a business with its interviews unfinished, and records when each is to be finished.
func (b *respondent) insert(tx *sql.Tx, finished map[int64]int64) error {
	if b.person != 0 {
		if _, err := tx.Exec("INSERT INTO person (id, chat_id, language, created_at, last_seen_at) VALUES (?1, ?1, 'id', 0, 0)", b.person); err != nil {
			return err
		}
	}
	for i, given := range b.consents {
		if _, err := tx.Exec("INSERT INTO consent (person_id, version, given, at) VALUES (?, 1, ?, ?)", b.person, given, i); err != nil {
			return err
		}
	}
	for _, c := range b.complaints {
		_, err := tx.Exec(`INSERT INTO complaint (person_id, kind, channel, buyer, promise, opened_at, answered_at, settled_at)
			VALUES (?, 'late', 'face', '', '', ?, nullif(?, 0), nullif(?, 0))`, b.person, c.opened, c.answered, c.settled)
		if err != nil {
			return err
		}
	}
	for _, in := range b.interviews {
		id, err := in.insert(tx, b)
		if err != nil {
			return err
		}
		if in.finished != 0 {
			finished[id] = in.finished
		}
	}
	return nil
}

func (in *sampled) insert(tx *sql.Tx, b *respondent) (int64, error) {
	columns := []string{"questionnaire", "number", "started_at", "skipped", "implied"}
	values := []any{in.version, in.number, in.started, strings.Join(in.skipped, " "), strings.Join(in.implied, " ")}
	set := func(column string, value any) {
		columns = append(columns, column)
		values = append(values, value)
	}
	if b.person != 0 {
		set("person_id", b.person)
	} else {
		set("paper", b.paper)
	}
	if in.region != 0 {
		set("region", in.region)
	}
	for code, value := range in.answers {
		if code == "name" {
			set(code, fmt.Sprint("Usaha ", value))
		} else {
			set(code, value)
		}
	}
	for factor, rating := range in.ratings {
		set(string(factor), rating)
	}
	done, err := tx.Exec(fmt.Sprintf("INSERT INTO assessment (%s, weight_set_id) VALUES (%s(SELECT id FROM weight_set WHERE name = ?))",
		strings.Join(columns, ", "), strings.Repeat("?, ", len(columns))), append(values, in.weights)...)
	if err != nil {
		return 0, err
	}
	return done.LastInsertId()
}
