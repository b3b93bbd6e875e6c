package store

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikmbot/dialog/questionnaire"
	"ikmbot/dialog/say"
	"ikmbot/scoring"
	"ikmbot/scoring/store/internal/batch"
)

// answersTo answers the questions that apply with one value, "" standing for the first option.
func (p talker) answersTo(run int, media string, rating int) {
	p.t.Helper()
	q := questionnaire.Newest()
	p.answers(run, q.Questions[:6])
	p.picks(run, media)
	p.answers(run, q.Questions[7:13])
	for _, factor := range q.Questions[13:] {
		p.does(tap(fmt.Sprintf("a:%d:%s:%d", run, factor.Code, rating)))
	}
}

// picks answers the question for the media with one of them.
func (p talker) picks(run int, media string) {
	p.t.Helper()
	q := questionnaire.Newest()
	bit := q.Questions[q.Find("media")].OptionBit(media)
	p.does(tap(fmt.Sprintf("m:%d:media:%d+", run, bit)), tap(fmt.Sprintf("d:%d:media:", run)))
}

// columns are the columns of a person's interview, with spaces between.
func (p talker) columns(names string) string {
	p.t.Helper()
	list := strings.Join(strings.Fields(names), ", '-') || ' ' || coalesce(")
	return one[string](p.t, p.s, "SELECT coalesce("+list+", '-') FROM assessment JOIN person ON person.id = person_id WHERE chat_id = ? ORDER BY number DESC LIMIT 1", p.chat)
}

// found is the person as a turn finds them.
func (p talker) found() (found batch.Person) {
	p.t.Helper()
	err := p.s.file.Write(p.t.Context(), func(tx *sql.Tx) (err error) {
		found, err = (&batch.Turn{Tx: tx}).Find(p.chat)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}

const online = "S1 S2 S3 S4 S5 S6 S7 S8 W2 W5"

func TestImplied_FollowsTheMedia(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	p.answersTo(1, "none", 3)
	if got, want := p.columns("implied"), online; got != want {
		t.Errorf("implied %q, want %q", got, want)
	}
	if got, want := p.columns(online+" W1 W3 W4 W6 kept"), "1 1 1 1 1 1 1 1 4 4 3 3 3 3 -"; got != want {
		t.Errorf("without a medium %q, want %q", got, want)
	}
	// With a medium the questions come, and their answers are stored.
	p.does(tap("c:1:media:"))
	p.does(tap("m:1:media:1+"), tap("d:1:media:"))
	if got, want := p.columns(online+" implied"), "- - - - - - - - - - "; got != want {
		t.Errorf("with a medium %q, want %q", got, want)
	}
	for _, code := range strings.Fields(online) {
		p.does(tap("a:1:" + code + ":2"))
	}
	before := p.columns(online + " implied kept")
	// Without one again they are kept aside, and come back.
	p.does(tap("c:1:media:"), tap("m:1:media:256+"), tap("d:1:media:"))
	if got, want := p.columns(online), "1 1 1 1 1 1 1 1 4 4"; got != want {
		t.Errorf("without a medium again %q, want %q", got, want)
	}
	if got := p.columns("kept"); strings.Count(got, `{"value":2}`) != 10 {
		t.Errorf("kept %s", got)
	}
	p.does(command(say.CommandContinue), tap("c:1:media:"), tap("m:1:media:2+"), tap("d:1:media:"))
	if got := p.columns(online + " implied kept"); got != before {
		t.Errorf("they come back as %q, want %q", got, before)
	}
	// Without a buyer through the internet one question falls away.
	p.does(tap("c:1:S1:"), tap("a:1:S1:1"))
	if got, want := p.columns("S1 S8 implied"), "1 1 S8"; got != want {
		t.Errorf("without buyers %q, want %q", got, want)
	}
	p.does(tap("c:1:S1:"), tap("a:1:S1:4"))
	if got, want := p.columns("S1 S8 implied"), "4 2 "; got != want {
		t.Errorf("with buyers %q, want %q", got, want)
	}
}

// TestImplied_IsTakenOverToTheNextInterview begins another interview of somebody without a medium.
func TestImplied_IsTakenOverToTheNextInterview(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	p.answersTo(1, "none", 3)
	p.does(tap("f:1::"), tap("go:again"))
	if got, want := p.columns("number implied S1 W2 W1"), "2 "+online+" 1 4 -"; got != want {
		t.Errorf("the second interview begins with %q, want %q", got, want)
	}
	person := p.found()
	if n := len(person.Session.Earlier.Ratings); n != 12 {
		t.Errorf("%d ratings are told from last time, want the 12 that were answered", n)
	}
}

// TestRelevance_AgreesWithTheTable holds the rules of the questionnaire against table implication.
func TestRelevance_AgreesWithTheTable(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	var want []string
	for _, q := range questionnaire.Newest().Questions {
		for _, reason := range q.Unless {
			want = append(want, q.Code+" "+string(reason))
		}
	}
	got := list(t, s, "SELECT factor || ' ' || because FROM implication ORDER BY (SELECT position FROM factor WHERE code = factor), because")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what does not apply (-dialog +table):\n%s", diff)
	}
	for _, row := range list(t, s, "SELECT factor || ' ' || rating FROM implication WHERE rating <> iif(factor LIKE 'W%', 4, 1)") {
		t.Errorf("%s is not counted as lowest", row)
	}
}

func TestCorrection_LeavesOneInterview(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	for chat := range int64(scoring.Anonymous) {
		p := talker{t, s, chat + 1}.arrives()
		p.answersTo(1, "whatsapp", 3)
		p.does(tap("f:1::"))
	}
	p := talker{t, s, 1}
	old := one[float64](t, s, "SELECT x FROM result WHERE assessment_id = 1")
	exec(t, s, "INSERT INTO picture VALUES (1, 'cartesian', 'id', 'old')")
	p.does(tap("go:correct"), tap("c:1:S2:"), tap("a:1:S2:1"), tap("p:1:S2:"))
	p.does(tap("c:1:media:"), tap("m:1:media:256+"), tap("d:1:media:"))
	if got := one[float64](t, s, "SELECT x FROM result WHERE assessment_id = 1"); got != old {
		t.Errorf("the result is %v while it is corrected, want %v", got, old)
	}
	if got, want := p.columns("S2 implied"), "3 "; got != want {
		t.Errorf("the interview is %q while it is corrected, want %q", got, want)
	}
	finished := one[int64](t, s, "SELECT finished_at FROM assessment WHERE id = 1")
	p.does(tap("f:1::"), tap("f:1::"))
	for what, query := range map[string]string{
		"interviews":                "SELECT count(*) FROM assessment WHERE person_id = 1",
		"results":                   "SELECT count(*) FROM result WHERE assessment_id = 1",
		"superseded results":        "SELECT count(*) FROM superseded_result WHERE assessment_id = 1 AND reason = 'correction'",
		"pictures of the old one":   "SELECT 1 + count(*) FROM picture WHERE assessment_id = 1",
		"corrections under way":     "SELECT 1 + count(correction) FROM assessment",
		"interviews in the history": "SELECT count(*) FROM assessment JOIN result ON assessment_id = id WHERE person_id = 1",
	} {
		if n := one[int](t, s, query); n != 1 {
			t.Errorf("%d %s, want 1", n, what)
		}
	}
	if got := one[float64](t, s, "SELECT x FROM result WHERE assessment_id = 1"); got >= old {
		t.Errorf("x is %v with all strengths at the lowest, was %v", got, old)
	}
	if got := one[float64](t, s, "SELECT x FROM superseded_result WHERE json_extract(answers, '$.S2.value') = 3"); got != old {
		t.Errorf("superseded x %v, want %v", got, old)
	}
	if got := one[int64](t, s, "SELECT finished_at FROM assessment WHERE id = 1"); got != finished {
		t.Errorf("finished at %d, want %d as before", got, finished)
	}
	recap, err := s.Recap(t.Context(), scoring.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	if recap.Finished != scoring.Anonymous || recap.Change.Businesses != 0 {
		t.Errorf("the recap counts %d businesses and %d that changed", recap.Finished, recap.Change.Businesses)
	}
	if lines := strings.Count(exported(t, s, scoring.Scope{}, false), "\n"); lines != 1+scoring.Anonymous {
		t.Errorf("the export has %d lines", lines)
	}
}

// TestCorrection_IsLeft brings the interview back to what it was.
func TestCorrection_IsLeft(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := talker{t, s, 1}.arrives()
	p.answersTo(1, "whatsapp", 3)
	p.does(tap("f:1::"))
	before := p.columns("name media S1 S8 W5 T4 skipped implied finished_at")
	p.does(tap("go:correct"), tap("c:1:T4:"), tap("a:1:T4:1"), tap("go:leave"))
	if got := p.columns("name media S1 S8 W5 T4 skipped implied finished_at"); got != before {
		t.Errorf("the interview is %q, was %q", got, before)
	}
	if n := one[int](t, s, "SELECT count(*) + (SELECT count(correction) FROM assessment) FROM superseded_result"); n != 0 {
		t.Errorf("%d traces are left", n)
	}
	person := p.found()
	if person.Session.Told != nil || person.Session.Answers["T4"].Value != 3 || !person.Session.Correctable(s.writer.Millis()) {
		t.Errorf("the session is %+v", person.Session)
	}
	p.does(tap("tk:1:SO1:SO1_1"), tap("plan:SO1_1.done"))
	if p.found().Session.Correctable(s.writer.Millis()) {
		t.Error("a result can be corrected whose step is done")
	}
}

// TestOpen_LetsTheNewAnswersIn opens a file of before version 2 of the questionnaire, with interviews.
func TestOpen_LetsTheNewAnswersIn(t *testing.T) {
	t.Parallel()
	columns := strings.ReplaceAll(strings.Trim(fmt.Sprint(factors), "[]"), " ", ", ")
	var statements strings.Builder
	fmt.Fprint(&statements, "INSERT INTO person (id, chat_id, language, created_at, last_seen_at) VALUES (1, 1, 'id', 0, 0);")
	for number := 1; number <= 3; number++ {
		fmt.Fprintf(&statements, "INSERT INTO assessment (id, questionnaire, weight_set_id, started_at, person_id, number, finished_at, seller, obstacles, media, %s) VALUES (%d, 1, 1, 0, 1, %d, %d, 5, 0, 256%s);",
			columns, number, number, number*10, strings.Repeat(", 2", len(factors)))
	}
	s := openOlder(t, newAnswers-1, statements.String())
	if got := list(t, s, "SELECT id || ' ' || seller || ' ' || obstacles || ' ' || media || ' ' || S1 || ' ' || W5 || ' ' || implied || (kept IS NULL) FROM assessment"); !cmp.Equal(got, []string{"1 5 0 256 2 2 1", "2 5 0 256 2 2 1", "3 5 0 256 2 2 1"}) {
		t.Errorf("interviews of version 1 are now %q", got)
	}
	for _, check := range []string{"SELECT group_concat(integrity_check) FROM pragma_integrity_check", "SELECT 'ok' || coalesce(max(\"table\"), '') FROM pragma_foreign_key_check"} {
		if got := one[string](t, s, check); got != "ok" {
			t.Errorf("%s: %s", check, got)
		}
	}
	for change, taken := range map[string]bool{"seller = 6": true, "seller = 7": false, "obstacles = 256": true, "obstacles = 192": true, "obstacles = 257": false, "number = 2": false, "person_id = 9": false} {
		err := s.file.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec("UPDATE assessment SET " + change + " WHERE id = 1")
			return err
		})
		if taken != (err == nil) {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// newAnswers is the version of the file that lets the answers of version 2 in.
const newAnswers = 23
