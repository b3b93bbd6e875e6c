package exchange

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring/store/internal/model"
)

// TestAnswerFields_GiveBackEveryAnswer packs every answer to every question, next to random or
// missing others, and has SQLite unpack them.
func TestAnswerFields_GiveBackEveryAnswer(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	random := rand.New(rand.NewPCG(9, 10))
	tried := 0
	for n, f := range answerFields {
		for value := range model.Greatest(model.Questions[n]) + 1 {
			if f.bits == 0 {
				continue
			}
			answers := randomAnswers(random)
			answers[n] = value
			if diff := cmp.Diff(answers, repacked(t, db, answers)); diff != "" {
				t.Fatalf("%s answered by %d (-packed +taken out):\n%s", model.Columns[n], value, diff)
			}
			tried++
		}
	}
	if least := 2<<6 + 1<<9 + 22*4; tried < least {
		t.Errorf("%d answers were tried, want more than %d", tried, least)
	}
}

// randomAnswers returns answers by the places of their questions, a third of them missing.
func randomAnswers(random *rand.Rand) map[int]int {
	answers := map[int]int{}
	for n, f := range answerFields {
		if f.bits > 0 && random.IntN(3) > 0 {
			answers[n] = random.IntN(model.Greatest(model.Questions[n]) + 1)
		}
	}
	return answers
}

// repacked packs answers and has SQLite unpack them.
func repacked(t *testing.T, db *sql.DB, answers map[int]int) map[int]int {
	t.Helper()
	words := make([]int64, answerWords)
	var columns, from []string
	var places []int
	for n, f := range answerFields {
		if value, is := answers[n]; is {
			f.put(words, value)
		}
		if f.bits > 0 {
			places, columns = append(places, n), append(columns, fmt.Sprintf("coalesce(%s, -1)", f.column()))
		}
	}
	for n, word := range words {
		from = append(from, fmt.Sprintf("%d AS %s", word, wordColumns()[n]))
	}
	values, into := make([]int, len(columns)), make([]any, len(columns))
	for n := range values {
		into[n] = &values[n]
	}
	query := "SELECT " + strings.Join(columns, ", ") + " FROM (SELECT " + strings.Join(from, ", ") + ")"
	if err := db.QueryRow(query).Scan(into...); err != nil {
		t.Fatal(err)
	}
	found := map[int]int{}
	for n, value := range values {
		if value >= 0 {
			found[places[n]] = value
		}
	}
	return found
}
