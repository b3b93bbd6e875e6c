package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/questionnaire"
	"ikmbot/scoring"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
)

// firstDay is when the first of the villagers meets the bot.
var firstDay = time.Date(2026, 1, 5, 9, 0, 0, 0, batch.WIB)

// traps are names that could break a spreadsheet, a CSV file or SQL.
var traps = []string{
	"=HYPERLINK(\"http://example.org\")", "+62", "-", "--", "@SUM(1)", "＝1+1", "'", "''=1", "'Batik", "Batik; \"Tulis\"", "Batik, Kain", "Ñandú ☀", "NULL", "0", "none", strings.Repeat("é", 60),
}

// settleVillage fills a file with people and one to three interviews of each: most finished, some
// under way, some without an answer, some of people who withdrew the consent, stopped or blocked.
func settleVillage(t testing.TB, s *Store, random *rand.Rand, people int) {
	t.Helper()
	err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
		for i := range people {
			at := firstDay.Add(time.Duration(i)*37*time.Minute + time.Duration(random.IntN(1000))*time.Millisecond)
			if err := addVillager(tx, random, i, at.UnixMilli()); err != nil {
				return fmt.Errorf("villager %d: %w", i, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func addVillager(tx *sql.Tx, random *rand.Rand, i int, at int64) error {
	rarely := func() any {
		if random.IntN(12) == 0 {
			return at
		}
		return nil
	}
	done, err := tx.Exec("INSERT INTO person (chat_id, language, created_at, last_seen_at, stopped_at, blocked_at) VALUES (?, 'id', ?, ?, ?, ?)",
		5_000_000_000+int64(i), at, at, rarely(), rarely())
	if err != nil {
		return err
	}
	person, err := done.LastInsertId()
	if err != nil {
		return err
	}
	consents := []int{1}
	if random.IntN(15) == 0 {
		consents = append(consents, 0)
	}
	for _, given := range consents {
		if _, err := tx.Exec("INSERT INTO consent (person_id, version, given, contact, at) VALUES (?, 1, ?, ?, ?)", person, given, given, at); err != nil {
			return err
		}
	}
	for number := 1; number <= 1+random.IntN(3); number++ {
		if err := holdInterview(tx, random, person, number, at+int64(number)*86_400_000); err != nil {
			return err
		}
	}
	return nil
}

// holdInterview stores an interview with random answers.
func holdInterview(tx *sql.Tx, random *rand.Rand, person int64, number int, at int64) error {
	release := questionnaire.Releases[random.IntN(len(questionnaire.Releases))]
	values := []any{person, number, release.Version, at}
	var skipped, implied []string
	given := questionnaire.Answers{}
	for _, q := range release.Questions {
		var value any
		_, isImplied := q.Implied(given)
		switch {
		case isImplied:
			implied = append(implied, q.Code)
			value = map[byte]int{'S': 1, 'W': 4}[q.Code[0]]
		case q.Skippable() && random.IntN(6) == 0:
			if random.IntN(2) == 0 {
				skipped = append(skipped, q.Code)
			}
		case q.Kind == questionnaire.FreeText:
			value = traps[random.IntN(len(traps))]
		case q.Kind == questionnaire.RegionOf:
			value = []int{1571, 1504, 9999}[random.IntN(3)]
		case q.MayPickNothing():
			value = random.IntN(1 << len(q.Options))
		case q.Kind == questionnaire.SomeOf:
			value = 1 + random.IntN(1<<(len(q.Options)-1))
			if random.IntN(4) == 0 {
				value = q.OptionBit(questionnaire.NoneOption)
			}
		default:
			value = 1 + random.IntN(len(q.Options))
		}
		if n, whole := value.(int); whole {
			given[q.Code] = questionnaire.Answer{Value: n}
		}
		values = append(values, value)
	}
	finished := random.IntN(6) > 0
	if !finished {
		values[len(values)-1-random.IntN(8)] = nil
	}
	done, err := tx.Exec("INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at, "+strings.Join(model.Columns, ", ")+", skipped, implied) VALUES (?, ?, ?, 1, ?"+
		strings.Repeat(", ?", len(model.Columns))+", ?, ?)", append(values, strings.Join(skipped, " "), strings.Join(implied, " "))...)
	if err != nil || !finished {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	return model.Finish(tx, id, at+900_123)
}

// exported returns a file's interviews as CSV.
func exported(t testing.TB, s *Store, scope scoring.Scope, identities bool) string {
	t.Helper()
	var out bytes.Buffer
	if err := exchange.Write(&out, s.Businesses(t.Context(), scope, identities)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// all reads every interview.
func all(t testing.TB, interviews iter.Seq2[scoring.Interview, error]) []scoring.Interview {
	t.Helper()
	var read []scoring.Interview
	for i, err := range interviews {
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, i)
	}
	return read
}

func TestBusinesses_AreTheInterviewsOfTheScope(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	settleVillage(t, s, rand.New(rand.NewPCG(1, 2)), 150)
	from, to := firstDay.AddDate(0, 0, 2), firstDay.AddDate(0, 0, 3)
	for _, c := range []struct {
		name      string
		scope     scoring.Scope
		condition string
	}{
		{"everything", scoring.Scope{}, "1"},
		{"a region", scoring.Scope{Regions: []int{1571}}, "region = 1571"},
		{"two regions", scoring.Scope{Regions: []int{1571, 9999}}, "region IN (1571, 9999)"},
		{"no region", scoring.Scope{Regions: []int{}}, "0"},
		{"a span", scoring.Scope{From: from, To: to},
			fmt.Sprintf("coalesce(finished_at, started_at) >= %d AND coalesce(finished_at, started_at) < %d", from.UnixMilli(), to.UnixMilli())},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want := list(t, s, `
				SELECT 'T' || person_id || ' ' || number FROM assessment
				WHERE (SELECT given FROM consent WHERE consent.person_id = assessment.person_id ORDER BY id DESC LIMIT 1) AND `+c.condition+` ORDER BY id`)
			got := []string{}
			for _, i := range all(t, s.Businesses(t.Context(), c.scope, false)) {
				person, _, _ := strings.Cut(i.Business, "-")
				got = append(got, fmt.Sprint(person, " ", i.Number))
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b []string) bool { return slices.Equal(a, b) })); diff != "" {
				t.Errorf("interviews (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBusinesses_AreReadAsTheyAreStored(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	talker{t, s, 4711}.arrives()
	exec(t, s, `INSERT INTO assessment (person_id, number, questionnaire, weight_set_id, started_at, name, region, media, obstacles, craft, S1, skipped)
		VALUES ((SELECT id FROM person), 7, 1, 1, 1767571200123, 'Batik Jaya', 1571, 9, 0, 5, 3, 'age sales')`)
	exec(t, s, "UPDATE person SET created_at = 255999")
	got := all(t, s.Businesses(t.Context(), scoring.Scope{}, true))
	answers := make([]string, len(model.Columns))
	for code, answer := range map[string]string{"name": "Batik Jaya", "region": "1571", "age": "-", "sales": "-", "media": "whatsapp tiktok", "obstacles": "none", "craft": "ceramic", "S1": "3"} {
		answers[slices.Index(model.Columns, code)] = answer
	}
	want := scoring.Interview{Business: "T1-ff", Number: 7, Questionnaire: 1, Weights: "balanced",
		Started: time.UnixMilli(1767571200123).UTC(), Answers: answers, Implied: []string{}, Telegram: 4711}
	if diff := cmp.Diff(want, got[len(got)-1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBusinesses_IdentifyOnlyThoseWhoMayBeContacted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, change string
		asked, known bool
	}{
		{"who consented, where it is asked for", "SELECT 1", true, true},
		{"who consented, where nobody asks", "SELECT 1", false, false},
		{"who stopped messages", "UPDATE person SET stopped_at = 1", true, false},
		{"who blocked the bot", "UPDATE person SET blocked_at = 1", true, false},
		{"who never consented", "DELETE FROM consent", true, false},
		{"who agreed to the use of the answers alone", "UPDATE consent SET contact = 0", true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			talker{t, s, 4711}.arrives().finishes(1)
			exec(t, s, "UPDATE assessment SET name = 'Batik Jaya'")
			exec(t, s, c.change)
			got := all(t, s.Businesses(t.Context(), scoring.Scope{}, c.asked))
			if len(got) != 1 {
				t.Fatalf("%d interviews, want 1", len(got))
			}
			if known := got[0].Telegram == 4711 && got[0].Answers[0] == "Batik Jaya"; known != c.known {
				t.Errorf("known: %t, want %t", known, c.known)
			}
			if hidden := got[0].Telegram == 0 && got[0].Answers[0] == ""; hidden == c.known {
				t.Errorf("hidden: %t, want %t", hidden, !c.known)
			}
		})
	}

	t.Run("and nothing at all of those who took the consent back", func(t *testing.T) {
		t.Parallel()
		s := openStore(t)
		talker{t, s, 4711}.arrives().finishes(1)
		exec(t, s, "INSERT INTO consent (person_id, version, given, at) SELECT id, 1, 0, 2 FROM person")
		if got := all(t, s.Businesses(t.Context(), scoring.Scope{}, true)); len(got) != 0 {
			t.Errorf("%d interviews, want none", len(got))
		}
	})
}

func TestBusinesses_StayTogetherWhenTheirOwnersAreForgotten(t *testing.T) {
	t.Parallel()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "ikmbot.db"), Options{Retention: 24})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	settleVillage(t, s, rand.New(rand.NewPCG(9, 10)), 40)
	told := func() (codes map[string]bool, text string, finished int) {
		codes = map[string]bool{}
		var lines []string
		for _, i := range all(t, s.Businesses(t.Context(), scoring.Scope{}, false)) {
			codes[i.Business] = true
			i.Business = fmt.Sprint(len(codes))
			lines = append(lines, fmt.Sprint(i))
		}
		recap, err := s.Recap(t.Context(), scoring.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		return codes, strings.Join(lines, "\n"), recap.Finished
	}
	codes, before, finished := told()
	exec(t, s, "UPDATE person SET last_seen_at = 0")
	if _, _, err := s.Forget(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	forgotten, after, still := told()
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("the interviews (-before +after):\n%s", diff)
	}
	if still != finished {
		t.Errorf("the recap is of %d businesses, and was of %d", still, finished)
	}
	for code := range forgotten {
		if codes[code] {
			t.Errorf("%s tells who it was", code)
		}
	}
}

func TestBusinesses_EndWithTheFirstError(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	ended, end := context.WithCancel(t.Context())
	end()
	var errs []error
	for _, err := range s.Businesses(ended, scoring.Scope{}, false) {
		errs = append(errs, err)
	}
	if len(errs) != 1 || errs[0] == nil {
		t.Errorf("errors %v, want one", errs)
	}
	if err := exchange.Write(&bytes.Buffer{}, s.Businesses(ended, scoring.Scope{}, false)); err == nil {
		t.Error("the file was written to its end")
	}
}
