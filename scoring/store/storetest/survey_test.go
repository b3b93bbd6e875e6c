package storetest_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/turn"
	"ikmbot/scoring"
	"ikmbot/scoring/store"
	"ikmbot/scoring/store/storetest"
)

var until = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

const businesses = 2200

// fill makes a file with a survey.
func fill(t *testing.T, seed int64) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ikmbot.db")
	if err := open(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := storetest.Fill(t.Context(), path, storetest.Survey{Businesses: businesses, Seed: seed, Until: until}); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Clock: func() time.Time { return until }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFill_MakesTheSameRowsForTheSameSeed(t *testing.T) {
	t.Parallel()
	read := func(seed int64) []byte {
		content, err := os.ReadFile(fill(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	one := read(1)
	if !bytes.Equal(one, read(1)) {
		t.Error("two files of one seed differ")
	}
	if bytes.Equal(one, read(2)) {
		t.Error("files of two seeds do not differ")
	}
}

// TestFill_MakesOnlyPossibleRows checks conditions across rows, each of which counts violations and must
// be 0.
func TestFill_MakesOnlyPossibleRows(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite3", "file:"+fill(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for what, query := range map[string]string{
		"faults of the file":            "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
		"rows that refer to none":       "SELECT count(*) FROM pragma_foreign_key_check",
		"businesses too few":            "SELECT 2200 - count(DISTINCT person_id) FROM assessment",
		"chats in order":                "SELECT count(*) < 500 FROM person JOIN person AS next ON next.id = person.id + 1 WHERE next.chat_id < person.chat_id",
		"kinds of interviews missing":   "SELECT 6 - count(DISTINCT number || (finished_at IS NULL)) FROM assessment",
		"results missing or too many":   "SELECT count(*) FROM assessment LEFT JOIN result ON assessment_id = id WHERE (finished_at IS NULL) <> (assessment_id IS NULL)",
		"interviews begun too early":    "SELECT count(*) FROM assessment JOIN assessment AS next ON next.person_id = assessment.person_id AND next.number > assessment.number WHERE next.started_at <= coalesce(assessment.finished_at, 9e99)",
		"interviews of the future":      fmt.Sprint("SELECT count(*) FROM assessment WHERE max(started_at, coalesce(finished_at, 0)) > ", until.UnixMilli()),
		"superseded wrongly":            "SELECT count(*) FROM assessment WHERE finished_at IS NOT NULL AND superseded_at IS NOT (SELECT min(finished_at) FROM assessment AS next WHERE next.person_id = assessment.person_id AND next.number > assessment.number)",
		"people who do what they can't": "SELECT count(*) FROM person JOIN assessment ON person_id = person.id WHERE place = 'finished' AND finished_at IS NULL",
		"region of one in 110":          "SELECT abs(count(*) - 20) > 10 FROM assessment WHERE region = 1571 AND number = 1",
		"skips that are none":           "SELECT count(*) FROM assessment WHERE instr(skipped, 'craft') AND craft IS NOT NULL",
		"quadrants missing":             "SELECT 4 - count(DISTINCT quadrant) FROM result",
	} {
		var n int
		if err := db.QueryRow(query).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
}

// TestFill_AgreesWithTheRecap compares the recap with the table of the same businesses.
func TestFill_AgreesWithTheRecap(t *testing.T) {
	t.Parallel()
	s := open(t, fill(t, 1))
	defer s.Close()
	recap, err := s.Recap(t.Context(), scoring.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	latest := map[string]scoring.Interview{}
	for in, err := range s.Businesses(t.Context(), scoring.Scope{}, false) {
		if err != nil {
			t.Fatal(err)
		}
		if in.Finished.After(latest[in.Business].Finished) {
			latest[in.Business] = in
		}
	}
	quadrants, regions := map[scoring.Quadrant]int{}, map[string]int{scoring.Skipped: 0}
	for _, in := range latest {
		quadrants[in.Result.Quadrant]++
		regions[in.Answers[1]]++
	}
	if diff := cmp.Diff(quadrants, recap.Quadrants); diff != "" {
		t.Errorf("quadrants (-table +recap):\n%s", diff)
	}
	told := map[string]int{}
	for _, r := range recap.Regions {
		code := strconv.Itoa(r.Region)
		if r.Region == 0 {
			code = scoring.Skipped
		}
		told[code] = r.Count
	}
	if diff := cmp.Diff(regions, told); diff != "" {
		t.Errorf("regions (-table +recap):\n%s", diff)
	}
}

// TestFill_LetsPeopleContinue has everybody do what comes next: give an answer, or read the result.
func TestFill_LetsPeopleContinue(t *testing.T) {
	t.Parallel()
	path := fill(t, 1)
	s := open(t, path)
	defer s.Close()
	var batch []store.Inbound
	for i, chat := range chats(t, path) {
		for j, tap := range []string{"go:result", "lang:id"} {
			batch = append(batch, store.Inbound{Update: int64(2*i + j), Chat: chat, Callback: "1", Event: turn.Event{Kind: turn.Tapped, Data: tap}})
		}
	}
	applied, err := s.Apply(t.Context(), batch)
	if err != nil || len(applied.Aside) > 0 {
		t.Fatal(err, applied.Aside)
	}
	if len(applied.Messages) < 2*businesses {
		t.Errorf("%d taps were answered with %d messages", len(batch), len(applied.Messages))
	}
}

func chats(t *testing.T, path string) (all []int64) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT chat_id FROM person")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var chat int64
		if err := rows.Scan(&chat); err != nil {
			t.Fatal(err)
		}
		all = append(all, chat)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
